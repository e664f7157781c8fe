import { useParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { ItemForm } from '../../../../features/mission/meetings/screens/item-form.tsx';
import { createMeetingDesk, type MeetingDesk } from '../../../../features/mission/meetings/screens/meeting-desk.ts';
import { MeetingForm } from '../../../../features/mission/meetings/screens/meeting-form.tsx';
import { MeetingsScreen } from '../../../../features/mission/meetings/screens/meeting-list.tsx';
import { MeetingPanel } from '../../../../features/mission/meetings/screens/meeting-panel.tsx';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../../desk.tsx';
import { hasRole, useSession } from '../../session.tsx';
import { createMission, missionHref, missionViews } from '../mission-views.ts';

/** Whom a mission met, what was said, and what has to follow. */
export function MeetingsPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const mission = createMission(() => params.mission);
  const desk = createMeetingDesk({
    missionPath: () => `/api/missions/${encodeURIComponent(params.mission)}`,
    canEdit: () => hasRole(session(), 'editor') && mission.latest()?.isArchived === false,
  });
  const isAdding = () => desk.query.new === 'meeting' && desk.canEdit();
  const isOpened = () => desk.opened() !== undefined;
  const election = () => mission.latest()?.election ?? null;
  return (
    <Desk
      title={t('plan.meetings-view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'meetings')}
      panel={isAdding() ? <MeetingForm desk={desk} meeting={null} /> : isOpened() ? <Opened desk={desk} /> : undefined}
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <MeetingsScreen desk={desk} />
        <Show when={election()}>
          {(slug) => (
            <section class="meetings">
              <h2>{t('meetings.record')}</h2>
              <p class="meetings-aside">{t('meetings.record-hint')}</p>
              <p>
                <a href={`/desk/e/${encodeURIComponent(slug())}/overview`}>{t('meetings.record-link')}</a>
              </p>
            </section>
          )}
        </Show>
      </Show>
    </Desk>
  );
}

/** The meeting that is open, a form for it, or one for something that has to follow. */
function Opened(props: { readonly desk: MeetingDesk }) {
  const item = () => props.desk.query.item;
  return (
    <Show when={props.desk.opened()}>
      {(meeting) => (
        <Show
          when={props.desk.canEdit() && item()}
          keyed
          fallback={
            <Show
              when={props.desk.canEdit() && props.desk.query.part === 'change'}
              fallback={<MeetingPanel desk={props.desk} meeting={meeting()} />}
            >
              <MeetingForm desk={props.desk} meeting={meeting()} />
            </Show>
          }
        >
          {(id) => (
            <ItemForm
              desk={props.desk}
              meeting={meeting()}
              item={meeting().items.find((one) => one.id === id) ?? null}
            />
          )}
        </Show>
      )}
    </Show>
  );
}

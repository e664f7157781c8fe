import { useParams, useSearchParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { type CheckDesk, createCheckDesk } from '../../../../features/field/checks/screens/check-desk.ts';
import { CheckPanel, NewCheckPanel } from '../../../../features/field/checks/screens/check-panel.tsx';
import { ChecksScreen } from '../../../../features/field/checks/screens/checks-screen.tsx';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../../desk.tsx';
import { hasRole, useSession } from '../../session.tsx';
import { createMission, foundHref, missionHref, missionViews, reportHref } from '../mission-views.ts';

/** The rules of a mission over its reports; the one that the address names, or a new one, stands beside them. */
export function ChecksPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const [query, setQuery] = useSearchParams<{ check: string; new: string }>();
  const mission = createMission(() => params.mission);
  const canEdit = () => hasRole(session(), 'editor') && mission.latest()?.isArchived === false;
  const desk = createCheckDesk({
    mission: params.mission,
    canEdit,
    hrefOfFound: (state, check) => foundHref(params.mission, state, check),
    hrefOfReport: (report) => reportHref(params.mission, report),
  });
  const open = (check: string | null, isNew = false) =>
    setQuery({ check, new: isNew ? 'check' : null }, { scroll: false });
  const isNew = () => query.new === 'check' && canEdit();
  return (
    <Desk
      title={t('reports.checks-view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'checks')}
      panel={
        isNew() || query.check !== undefined ? <Opened desk={desk} check={query.check} onOpen={open} /> : undefined
      }
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <Show when={mission.latest()}>
          <ChecksScreen
            desk={desk}
            opened={query.check ?? null}
            onOpen={(check) => open(check)}
            onNew={() => open(null, true)}
          />
        </Show>
      </Show>
    </Desk>
  );
}

function Opened(props: {
  readonly desk: CheckDesk;
  readonly check: string | undefined;
  readonly onOpen: (check: string | null) => void;
}) {
  const close = () => props.onOpen(null);
  return (
    <Show
      when={props.check}
      keyed
      fallback={<NewCheckPanel desk={props.desk} onSaved={({ id }) => props.onOpen(id)} onClose={close} />}
    >
      {(check) => <CheckPanel desk={props.desk} id={check} onClose={close} />}
    </Show>
  );
}

import { useParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { createMessageDesk } from '../../../../features/mission/messages/screens/messages/message-desk.ts';
import { MessageList } from '../../../../features/mission/messages/screens/messages/message-list.tsx';
import { MessagePanel } from '../../../../features/mission/messages/screens/messages/message-panel.tsx';
import { WriteMessage } from '../../../../features/mission/messages/screens/messages/write-message.tsx';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../../desk.tsx';
import { hasRole, useSession } from '../../session.tsx';
import { callsHref, createMission, missionHref, missionViews } from '../mission-views.ts';

/** What the desk tells the people of a mission, how far it came, and what they answer. */
export function MessagesPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const mission = createMission(() => params.mission);
  const desk = createMessageDesk({
    missionPath: () => `/api/missions/${encodeURIComponent(params.mission)}`,
    canEdit: () => hasRole(session(), 'editor') && mission.latest()?.isArchived === false,
    callsHref: (message) => callsHref(params.mission, { message }),
  });
  const isWriting = () => desk.query.new === 'message' && desk.canEdit();
  const error = () => mission.error() ?? desk.openedError();
  const isOpened = () => desk.opened() !== undefined;
  const opened = () => (
    <Show when={desk.opened()}>{(message) => <MessagePanel desk={desk} message={message()} />}</Show>
  );
  return (
    <Desk
      title={t('plan.messages-view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'messages')}
      panel={isWriting() ? <WriteMessage desk={desk} /> : isOpened() ? opened() : undefined}
    >
      <Show when={error() === undefined} fallback={<ErrorState problem={error()} />}>
        <Tabs
          label={t('messages.parts')}
          tabs={[
            { href: '?', label: t('messages.sent'), isCurrent: desk.part() === 'sent' },
            { href: '?part=answers', label: t('messages.answers'), isCurrent: desk.part() === 'answers' },
          ]}
        />
        <MessageList desk={desk} />
      </Show>
    </Desk>
  );
}

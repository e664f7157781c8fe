import { useParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { RetentionScreen } from '../../../features/field/retention/screens/retention-screen.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { ErrorState } from '../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../desk.tsx';
import { createMission, missionHref, missionViews } from './mission-views.ts';

/** How long a mission keeps what; for administrators. */
export function RetentionPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const mission = createMission(() => params.mission);
  return (
    <Desk
      title={t('retention.view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'retention')}
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <RetentionScreen mission={params.mission} />
      </Show>
    </Desk>
  );
}

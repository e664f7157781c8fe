import { useParams } from '@solidjs/router';
import { Show } from 'solid-js';
import { DevicesScreen } from '../../../features/mission/devices/screens/devices-screen.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { ErrorState } from '../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../desk.tsx';
import { hasRole, useSession } from '../session.tsx';
import { createMission, missionHref, missionViews } from './mission-views.ts';

/** The devices that report to a mission. */
export function DevicesPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const { session } = useSession();
  const mission = createMission(() => params.mission);
  const isEditor = () => hasRole(session(), 'editor');
  return (
    <Desk
      title={t('devices.view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'devices')}
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <DevicesScreen
          mission={params.mission}
          missionName={mission.name()}
          origin={mission.latest()?.origin ?? null}
          canAdd={isEditor() && mission.latest()?.isArchived === false}
          canRevoke={isEditor()}
          canCopy={hasRole(session(), 'administrator')}
        />
      </Show>
    </Desk>
  );
}

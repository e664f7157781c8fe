import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { Badge } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { isExercise, type ObservationMission } from '../observation-mission.ts';
import './missions.css';

/** The missions that work on this server, each with what it observes. */
export function MissionList(props: {
  readonly missions: readonly ObservationMission[];
  readonly hrefOf: (slug: string) => string;
  readonly electionName: (slug: string) => string;
}) {
  const { t } = useMessages();
  return (
    <Show
      when={props.missions.length > 0}
      fallback={<EmptyState title={t('mission.none')}>{t('mission.none-hint')}</EmptyState>}
    >
      <ul class="mission-list">
        <For each={props.missions}>
          {(mission) => (
            <li>
              <a href={props.hrefOf(mission.slug)}>
                <LocalText text={mission.name} fallback={mission.slug} />
              </a>
              <span class="mission-election">
                <Show when={mission.election} fallback={t('mission.no-election')}>
                  {(slug) => <bdi>{props.electionName(slug())}</bdi>}
                </Show>
              </span>
              <Show when={isExercise(mission.slug)}>
                <Badge>{t('mission.exercise')}</Badge>
              </Show>
              <Show when={mission.isArchived}>
                <Badge>{t('mission.archived')}</Badge>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { missionStances } from '../overview.ts';
import type { OverviewProps } from './overview-props.ts';

const DIRECTIONS = ['positive', 'mixed', 'negative', 'none'] as const;

/** Which missions judged the election which way, side by side; no colour says who is right. */
export function MissionStances(props: OverviewProps) {
  const { t } = useMessages();
  const invited = () => props.file.mission.filter((mission) => mission.kind !== 'not-invited');
  const absent = () => props.file.mission.filter((mission) => mission.kind === 'not-invited');
  const stances = createMemo(() => missionStances(invited(), props.file.assessment));
  const groups = () =>
    [...DIRECTIONS, null].map((direction) => ({
      direction,
      rows: stances().filter((row) => row.direction === direction),
    }));
  return (
    <section class="overview-part">
      <h2>{t('overview.missions')}</h2>
      <p class="overview-soft">{t('overview.missions.count', { count: stances().length })}</p>
      <dl class="overview-stances">
        <For each={groups().filter((group) => group.rows.length > 0)}>
          {(group) => (
            <div>
              <dt>
                <Show when={group.direction} fallback={t('overview.missions.unassessed')}>
                  {(direction) => <>{t(`fields.choice.direction.${direction()}`)}</>}
                </Show>
                <span class="overview-soft numeral"> {group.rows.length}</span>
              </dt>
              <For each={group.rows}>
                {(row) => (
                  <dd>
                    <RecordLink kind="mission" key={row.mission.key}>
                      <LocalText text={row.mission.name} />
                    </RecordLink>
                  </dd>
                )}
              </For>
            </div>
          )}
        </For>
      </dl>
      <Show when={absent().length > 0}>
        <p class="overview-soft">
          {t('overview.missions.absent')}{' '}
          <For each={absent()}>
            {(mission) => (
              <RecordLink kind="mission" key={mission.key}>
                <LocalText text={mission.name} />
              </RecordLink>
            )}
          </For>
        </p>
      </Show>
      <a href={`${props.base}/missions`}>{t('overview.missions.all')}</a>
    </section>
  );
}

import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import type { ShownStanding } from '../../arrivals/standing-replies.ts';
import type { StationNames } from '../../arrivals/station.ts';
import { stationName } from '../station-words.ts';

const STATUS = { read: 'met', held: 'late', void: 'not-applicable', erased: 'not-applicable' } as const;

/** How a report stands: which of its versions, and for which polling station. */
export function StandingSummary(props: {
  readonly standing: ShownStanding;
  readonly stations: StationNames;
  /** The how many of the versions that are shown it is; null: none of them. */
  readonly number: number | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <Facts>
      <Fact term={t('reports.standing')}>
        <StatusMark status={STATUS[props.standing.state]}>{t(`reports.state.${props.standing.state}`)}</StatusMark>
        <Show when={props.number}>{(number) => <> · {t('reports.version', { number: number() })}</>}</Show>
      </Fact>
      <Show when={props.standing.station}>
        {(station) => (
          <Fact term={t('reports.station')}>
            <bdi>{station()}</bdi>
            <Show when={stationName(messages, props.stations, station())}>
              {(name) => (
                <>
                  {' '}
                  <bdi>{name()}</bdi>
                </>
              )}
            </Show>
            <Show when={props.standing.isMoved || props.standing.isSaid}>
              <span class="arrival-small">
                {' '}
                {t(props.standing.isMoved ? 'reports.station-moved' : 'reports.station-said')}
              </span>
            </Show>
          </Fact>
        )}
      </Show>
      <Show when={props.standing.device}>
        {(device) => (
          <Fact term={t('reports.act.device')}>
            <bdi>{device().name ?? device().pseudonym}</bdi>
          </Fact>
        )}
      </Show>
    </Facts>
  );
}

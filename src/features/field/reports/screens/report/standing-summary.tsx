import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import type { ShownAct, ShownStanding } from '../../arrivals/standing-replies.ts';
import type { StationNames } from '../../arrivals/station.ts';
import { stationName } from '../station-words.ts';

const STATUS = { read: 'met', held: 'late', void: 'not-applicable', erased: 'not-applicable' } as const;

/** How a report stands: which of its versions, and for which polling station. */
export function StandingSummary(props: {
  readonly standing: ShownStanding;
  readonly stations: StationNames;
  /** What was done to it, oldest first. */
  readonly acts: readonly ShownAct[];
  /** The how many of the versions that are shown it is; null: none of them. */
  readonly number: number | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  const aside = () =>
    props.standing.state === 'void' ? props.acts.findLast(({ kind }) => kind === 'void') : undefined;
  return (
    <Facts>
      <Fact term={t('reports.standing')}>
        <StatusMark status={STATUS[props.standing.state]}>{t(`reports.state.${props.standing.state}`)}</StatusMark>
        <Show when={props.number}>{(number) => <> · {t('reports.version', { number: number() })}</>}</Show>
        <Show when={aside()}>{(act) => <Aside act={act()} />}</Show>
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

/** Who set it aside, when and why. */
function Aside(props: { readonly act: ShownAct }) {
  const messages = useMessages();
  const time = () => formatMoment(messages, props.act.at);
  return (
    <>
      <p class="report-reason">
        <bdi dir="auto">{props.act.reason}</bdi>
      </p>
      <p class="arrival-small">{messages.t('reports.act.void-by', { name: props.act.by, time: time() })}</p>
    </>
  );
}

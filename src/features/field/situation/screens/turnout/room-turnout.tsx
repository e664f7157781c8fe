import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { CurveChart } from '../../../../../platform/ui/charts/curve-chart.tsx';
import { clockOf, type ShownTurnout, shareOf, type TurnoutPoint } from '../../../turnout/turnout.ts';
import './turnout.css';

/** Turnout of the stations that were observed, beside what authorities said of the country. */
export function RoomTurnout(props: {
  readonly turnout: ShownTurnout;
  /** Whether whoever looks may say which questions mean it. */
  readonly canDecide: boolean;
  /** On a wall, nothing leads anywhere. */
  readonly isWall?: boolean;
}) {
  const { t } = useMessages();
  const isEmpty = () => props.turnout.points.every(({ seen }) => seen === null);
  return (
    <Show
      when={props.turnout.isFollowed}
      fallback={
        <Show when={props.canDecide}>
          <section class="room-part" aria-labelledby="room-turnout">
            <h2 id="room-turnout">{t('situation.turnout')}</h2>
            <p class="room-soft">{t('situation.turnout-unset')}</p>
            <p>
              <a href="?turnout=settings">{t('situation.turnout-set')}</a>
            </p>
          </section>
        </Show>
      }
    >
      <section class="room-part" aria-labelledby="room-turnout">
        <h2 id="room-turnout">{t('situation.turnout')}</h2>
        <p class="room-soft">{t('situation.turnout-caption')}</p>
        <Show when={props.turnout.isPending}>
          <p role="status">{t('situation.turnout-pending')}</p>
        </Show>
        <Show when={!isEmpty()} fallback={<p class="room-soft">{t('situation.turnout-none')}</p>}>
          <Curves turnout={props.turnout} />
        </Show>
        <Show when={props.turnout.points.length > 0}>
          <Points points={props.turnout.points} hasLinks={props.isWall !== true} />
        </Show>
        <Show when={props.canDecide && props.isWall !== true}>
          <p>
            <a href="?turnout=settings">{t('situation.turnout-set')}</a>
          </p>
        </Show>
      </section>
    </Show>
  );
}

function Curves(props: { readonly turnout: ShownTurnout }) {
  const messages = useMessages();
  const { t, formatPercent } = messages;
  const points = createMemo(() => props.turnout.points);
  const seen = () =>
    points().flatMap(({ minutes, seen: found }) => {
      const share = found === null ? null : shareOf(found);
      if (found === null || share === null) return [];
      const note = t('situation.turnout-stations', { count: found.known });
      return [{ x: minutes, y: share, xLabel: clockOf(minutes), yLabel: formatPercent(share, 1), note }];
    });
  const official = () =>
    points().flatMap(({ minutes, official: said }) => {
      if (said === null) return [];
      const note = said.voted === null ? undefined : t('situation.turnout-voted', { count: Number(said.voted) });
      const label = formatPercent(said.percent, 2);
      return [{ x: minutes, y: Number(said.percent), xLabel: clockOf(minutes), yLabel: label, note }];
    });
  const series = () =>
    [
      { id: 'seen', label: t('situation.turnout-observed'), points: seen() },
      { id: 'official', label: t('situation.turnout-announced'), points: official() },
    ].filter((one) => one.points.length > 0);
  // What looks wrong must not leave the drawing.
  const top = () => Math.max(100, ...seen().map(({ y }) => Math.ceil(y / 10) * 10));
  return (
    <CurveChart
      title={t('situation.turnout-chart')}
      caption={t('situation.turnout-chart-caption')}
      series={series()}
      yMax={top()}
      formatY={(value) => formatPercent(value, 0)}
      xTicks={points().map(({ minutes }) => ({ x: minutes, label: clockOf(minutes) }))}
    />
  );
}

function Points(props: { readonly points: readonly TurnoutPoint[]; readonly hasLinks: boolean }) {
  const { t } = useMessages();
  return (
    <div class="turnout-points">
      <table class="table">
        <thead>
          <tr>
            <th scope="col" data-width="fit">
              {t('situation.turnout-time')}
            </th>
            <th scope="col" data-align="end" data-width="fit">
              {t('situation.turnout-seen')}
            </th>
            <th scope="col" data-align="end" data-width="fit">
              {t('situation.stations')}
            </th>
            <th scope="col" data-align="end" data-width="fit">
              {t('situation.turnout-official')}
            </th>
            <th scope="col">{t('situation.turnout-notes')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.points}>{(point) => <PointRow point={point} hasLinks={props.hasLinks} />}</For>
        </tbody>
      </table>
    </div>
  );
}

function PointRow(props: { readonly point: TurnoutPoint; readonly hasLinks: boolean }) {
  const { t, formatNumber, formatPercent } = useMessages();
  const seen = () => props.point.seen;
  const share = () => {
    const found = seen();
    const value = found === null ? null : shareOf(found);
    return value === null ? '' : formatPercent(value, 1);
  };
  return (
    <tr>
      <th scope="row" class="numeral">
        {clockOf(props.point.minutes)}
      </th>
      <td data-align="end" data-width="fit">
        {share()}
      </td>
      <td data-align="end" data-width="fit">
        <Show when={seen()}>
          {(found) => (
            <Show when={props.hasLinks} fallback={formatNumber(found().stations)}>
              <a href={`?turnout=${props.point.minutes}`}>{formatNumber(found().stations)}</a>
            </Show>
          )}
        </Show>
      </td>
      <td data-align="end" data-width="fit">
        <Show when={props.point.official}>{(said) => <>{formatPercent(said().percent, 2)}</>}</Show>
      </td>
      <td>
        <Show when={seen()}>{(found) => <span>{notesOf(found(), t).join(' · ')}</span>}</Show>
      </td>
    </tr>
  );
}

/** What is to be known beside a share. */
function notesOf(
  { stations, known, differing, over }: NonNullable<TurnoutPoint['seen']>,
  t: ReturnType<typeof useMessages>['t'],
): string[] {
  return [
    ...(over > 0 ? [t('situation.turnout-over', { count: over })] : []),
    ...(differing > 0 ? [t('situation.turnout-differing', { count: differing })] : []),
    ...(stations > known ? [t('situation.turnout-unknown', { count: stations - known })] : []),
  ];
}

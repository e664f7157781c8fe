import { createMemo, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { CurveChart } from '../../../../../platform/ui/charts/curve-chart.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import { clockOf, type ShownTurnout, shareOf, type TurnoutPoint } from '../../../turnout/turnout.ts';
import type { RoomLinks } from '../room-address.ts';

/** Turnout of the stations that were observed, beside what authorities said of the country. */
export function RoomTurnout(props: {
  readonly turnout: ShownTurnout;
  /** Null: nothing leads anywhere, as on a wall. */
  readonly links: RoomLinks | null;
  /** Whether whoever looks may say which questions mean it. */
  readonly canDecide: boolean;
}) {
  const { t } = useMessages();
  return (
    <Show when={props.turnout.isFollowed || props.canDecide}>
      <section class="room-part" aria-labelledby="room-turnout">
        <h2 id="room-turnout">{t('situation.turnout')}</h2>
        <p class="room-soft">{t(props.turnout.isFollowed ? 'situation.turnout-caption' : 'situation.turnout-unset')}</p>
        <Show when={props.turnout.isFollowed}>
          <FollowedTurnout turnout={props.turnout} links={props.links} />
        </Show>
        <Show when={props.canDecide}>
          <p>
            <a href="?turnout=settings">{t('situation.turnout-set')}</a>
          </p>
        </Show>
      </section>
    </Show>
  );
}

function FollowedTurnout(props: { readonly turnout: ShownTurnout; readonly links: RoomLinks | null }) {
  const messages = useMessages();
  const { t } = messages;
  const columns = createMemo(() => pointColumns(messages, props.links));
  return (
    <>
      <Show when={props.turnout.isPending}>
        <p role="status">{t('situation.turnout-pending')}</p>
      </Show>
      <Show
        when={props.turnout.points.some(({ seen }) => seen !== null)}
        fallback={<p class="room-soft">{t('situation.turnout-none')}</p>}
      >
        <Curves points={props.turnout.points} />
      </Show>
      <Show when={props.turnout.points.length > 0}>
        <Table caption={t('situation.turnout-table')} isCaptionHidden columns={columns()} rows={props.turnout.points} />
      </Show>
    </>
  );
}

function Curves(props: { readonly points: readonly TurnoutPoint[] }) {
  const { t, formatPercent } = useMessages();
  const seen = () =>
    props.points.flatMap(({ minutes, seen: found }) => {
      const share = found === null ? null : shareOf(found);
      if (found === null || share === null) return [];
      const note = t('situation.turnout-stations', { count: found.known });
      return [{ x: minutes, y: share, xLabel: clockOf(minutes), yLabel: formatPercent(share, 1), note }];
    });
  const official = () =>
    props.points.flatMap(({ minutes, official: said }) => {
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
      xTicks={props.points.map(({ minutes }) => ({ x: minutes, label: clockOf(minutes) }))}
    />
  );
}

function pointColumns(
  { t, formatNumber, formatPercent }: Messages,
  links: RoomLinks | null,
): readonly Column<TurnoutPoint>[] {
  const shareIn = ({ seen }: TurnoutPoint) => {
    const share = seen === null ? null : shareOf(seen);
    return share === null ? '' : formatPercent(share, 1);
  };
  const stationsIn = ({ seen, minutes }: TurnoutPoint) => {
    if (seen === null) return '';
    const count = formatNumber(seen.stations);
    return links === null ? count : <a href={`?turnout=${minutes}`}>{count}</a>;
  };
  return [
    { id: 'time', title: t('situation.turnout-time'), width: 'fit', cell: ({ minutes }) => clockOf(minutes) },
    { id: 'seen', title: t('situation.turnout-seen'), ...NUMBER, cell: shareIn },
    { id: 'stations', title: t('situation.stations'), ...NUMBER, cell: stationsIn },
    {
      ...{ id: 'official', title: t('situation.turnout-official'), ...NUMBER },
      cell: ({ official }) => (official === null ? '' : formatPercent(official.percent, 2)),
    },
    {
      ...{ id: 'notes', title: t('situation.turnout-notes') },
      cell: ({ seen }) => (seen === null ? '' : notesOf(seen, t).join(' · ')),
    },
  ];
}

const NUMBER = { align: 'end', width: 'fit' } as const;

/** What is to be known beside a share. */
function notesOf(
  { stations, known, differing, over }: NonNullable<TurnoutPoint['seen']>,
  t: Messages['t'],
): readonly string[] {
  return [
    ...(over > 0 ? [t('situation.turnout-over', { count: over })] : []),
    ...(differing > 0 ? [t('situation.turnout-differing', { count: differing })] : []),
    ...(stations > known ? [t('situation.turnout-unknown', { count: stations - known })] : []),
  ];
}

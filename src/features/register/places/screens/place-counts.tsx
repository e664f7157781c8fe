import { Show } from 'solid-js';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { PlaceState } from '../as-of.ts';
import type { PlaceCount } from '../tree.ts';
import { levelKey } from './places-view.ts';

interface CountRow {
  readonly level: PlaceCount['level'];
  readonly station: PlaceCount['station'];
  readonly states: Readonly<Record<PlaceState, number>>;
}

/** How many places of each sort the record holds, by their state; says that these are counts, not claims. */
export function PlaceCounts(props: { readonly counts: readonly PlaceCount[]; readonly day: CalendarDate }) {
  const { t, formatDate } = useMessages();
  const rows = () => rowsOf(props.counts);
  const hasState = (state: PlaceState) => rows().some((row) => row.states[state] > 0);
  return (
    <div class="places-counts">
      <Table
        caption={t('places.counts')}
        isCaptionHidden
        columns={useColumns(() =>
          (['open', 'closed', 'planned'] as const).filter((s) => s === 'open' || hasState(s)),
        )()}
        rows={rows()}
      />
      <Show when={rows().length > 0}>
        <p class="places-faint">{t('places.counts.note', { date: formatDate(props.day) })}</p>
      </Show>
    </div>
  );
}

function useColumns(states: () => readonly PlaceState[]): () => Column<CountRow>[] {
  const { t, formatNumber } = useMessages();
  return () => [
    {
      id: 'sort',
      title: t('places.column.sort'),
      cell: (row) =>
        row.station === null
          ? t(levelKey(row.level))
          : `${t(levelKey(row.level))}, ${t(`places.station.${row.station}`)}`,
    },
    ...states().map(
      (state): Column<CountRow> => ({
        id: state,
        title: t(`places.state.${state}`),
        align: 'end',
        width: 'fit',
        cell: (row) => formatNumber(row.states[state]),
      }),
    ),
  ];
}

const LEVELS: readonly PlaceCount['level'][] = ['country', 'region', 'district', 'constituency', 'area', 'precinct'];

function rowsOf(counts: readonly PlaceCount[]): CountRow[] {
  const rows = new Map<string, CountRow>();
  for (const { level, station, state, places } of counts) {
    const key = `${LEVELS.indexOf(level)} ${station ?? ''}`;
    const { states } = rows.get(key) ?? { states: { open: 0, closed: 0, planned: 0 } };
    rows.set(key, { level, station, states: { ...states, [state]: places } });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

import { createMemo, createSignal, type JSX } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { PHASES } from '../../election/election.ts';
import { sortByDue } from '../calendar.ts';
import { type CalendarEntry, STATUSES } from '../entry.ts';
import type { Move } from '../what-if.ts';
import type { CalendarFile } from './calendar-file.ts';
import { DoneWords, DueWords, EntryStatus, MovedBy, titleOf, WasDue, WasStatus } from './entry-words.tsx';
import { createIsNarrow } from './narrow.ts';
import { ActorNames, Certainty, ProvisionMarks, RuleCell } from './rule-cells.tsx';

interface TableProps {
  readonly entries: readonly CalendarEntry[];
  /** What moves under a supposition, by the id of the entry; null where nothing is supposed. */
  readonly moves: ReadonlyMap<string, Move> | null;
  readonly file: CalendarFile;
  /** Stands instead of the rows where there are none. */
  readonly empty: JSX.Element;
}

type EntryColumn = Column<CalendarEntry>;

/** The calendar as a table, by phase; under each row, where asked for, how its date came about. */
export function CalendarTable(props: TableProps) {
  const { t } = useMessages();
  const isNarrow = createIsNarrow();
  const rule = createRuleColumn(props, isNarrow);
  const columns = createMemo((): readonly EntryColumn[] => [
    { ...rule, title: t('calendar.column.rule') },
    { ...dueColumn(props), title: t('calendar.column.due') },
    ...(props.moves === null ? [] : [{ ...movedColumn(props), title: t('calendar.column.moved') }]),
    ...(isNarrow() ? [] : [{ ...DONE, title: t('calendar.column.done') }]),
    { ...statusColumn(props), title: t('calendar.column.status') },
    ...(isNarrow() ? [] : restColumns(props, t)),
  ]);
  const rows = createMemo(() => {
    const phaseOf = ({ rule: { phase } }: CalendarEntry) => PHASES.indexOf(phase);
    return sortByDue(props.entries).sort((a, b) => phaseOf(a) - phaseOf(b));
  });
  return (
    <Table
      caption={t('calendar.table.caption')}
      isCaptionHidden
      columns={columns()}
      rows={rows()}
      sortParameter="sort"
      groupBy={({ rule: { phase } }) => t(`fields.choice.phase.${phase}`)}
      empty={props.empty}
    />
  );
}

function createRuleColumn(props: TableProps, isNarrow: () => boolean): Omit<EntryColumn, 'title'> {
  const messages = useMessages();
  const [open, setOpen] = createSignal<ReadonlySet<string>>(new Set());
  return {
    id: 'rule',
    width: 'wide',
    sortBy: (entry) => titleOf(entry, props.file, messages),
    cell: (entry) => (
      <RuleCell
        entry={entry}
        file={props.file}
        isOpen={open().has(entry.id)}
        isNarrow={isNarrow()}
        onToggle={() => setOpen((ids) => toggle(ids, entry.id))}
      />
    ),
  };
}

function toggle(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id]);
}

function dueColumn(props: TableProps): Omit<EntryColumn, 'title'> {
  return {
    id: 'due',
    sortBy: ({ due, dueBounds }) => due ?? dueBounds.latest ?? dueBounds.earliest,
    cell: (entry) => (
      <span class="calendar-due numeral">
        <DueWords entry={entry} />
        <WasDue move={props.moves?.get(entry.id)} />
      </span>
    ),
  };
}

function movedColumn(props: TableProps): Omit<EntryColumn, 'title'> {
  return {
    id: 'moved',
    width: 'fit',
    sortBy: ({ id }) => props.moves?.get(id)?.days ?? null,
    cell: (entry) => <MovedBy move={props.moves?.get(entry.id)} />,
  };
}

const DONE: Omit<EntryColumn, 'title'> = {
  id: 'done',
  sortBy: ({ done }) => done?.latest ?? done?.earliest ?? null,
  cell: (entry) => (
    <span class="numeral">
      <DoneWords entry={entry} />
    </span>
  ),
};

function statusColumn(props: TableProps): Omit<EntryColumn, 'title'> {
  return {
    id: 'status',
    sortBy: ({ status }) => STATUSES.indexOf(status),
    cell: (entry) => (
      <>
        <EntryStatus entry={entry} />
        <WasStatus move={props.moves?.get(entry.id)} />
      </>
    ),
  };
}

function restColumns(props: TableProps, t: ReturnType<typeof useMessages>['t']): readonly EntryColumn[] {
  return [
    {
      id: 'actor',
      title: t('calendar.column.actor'),
      cell: ({ rule }) => <ActorNames rule={rule} file={props.file} />,
    },
    {
      id: 'provision',
      title: t('calendar.column.provision'),
      cell: ({ rule }) => <ProvisionMarks rule={rule} file={props.file} />,
    },
    {
      id: 'confidence',
      title: t('calendar.column.confidence'),
      cell: ({ rule }) => <Certainty rule={rule} />,
    },
  ];
}

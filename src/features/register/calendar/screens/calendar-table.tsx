import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { PHASES } from '../../election/election.ts';
import { sortByDue } from '../calendar.ts';
import type { Move } from '../compute/what-if.ts';
import { type CalendarEntry, STATUSES } from '../entry.ts';
import type { CalendarFile } from './calendar-file.ts';
import { DoneWords, DueWords, EntryStatus, MovedBy, titleOf, WasDue, WasStatus } from './entry-words.tsx';
import { createRoom, type Room } from './room.ts';
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

/** From how many rows on they stand in one list, of which only what is in view is in the document. */
const UNGROUPED_FROM = 400;

/** The calendar as a table, by phase; under each row, where asked for, how its date came about. */
export function CalendarTable(props: TableProps) {
  const { t } = useMessages();
  const [attach, room] = createRoom();
  const rule = createRuleColumn(props, room);
  const columns = createMemo((): readonly EntryColumn[] => [
    { ...rule, title: t('calendar.column.rule'), width: room() === 'narrow' ? undefined : 'wide' },
    ...(room() === 'narrow' ? [] : dateColumns(props, t)),
    ...(room() === 'wide' ? groundColumns(props, t) : []),
  ]);
  const rows = createMemo(() => {
    const phaseOf = ({ rule: { phase } }: CalendarEntry) => PHASES.indexOf(phase);
    return sortByDue(props.entries).sort((a, b) => phaseOf(a) - phaseOf(b));
  });
  const titleOfPhase = ({ rule: { phase } }: CalendarEntry) => t(`fields.choice.phase.${phase}`);
  return (
    <div ref={attach}>
      <Table
        caption={t('calendar.table.caption')}
        isCaptionHidden
        columns={columns()}
        rows={rows()}
        sortParameter="sort"
        groupBy={rows().length < UNGROUPED_FROM ? titleOfPhase : undefined}
        empty={props.empty}
      />
    </div>
  );
}

function createRuleColumn(props: TableProps, room: () => Room): Omit<EntryColumn, 'title'> {
  const messages = useMessages();
  const [open, setOpen] = createSignal<ReadonlySet<string>>(new Set());
  return {
    id: 'rule',
    sortBy: (entry) => titleOf(entry, props.file, messages),
    cell: (entry) => (
      <RuleCell
        entry={entry}
        file={props.file}
        isOpen={open().has(entry.id)}
        room={room()}
        onToggle={() => setOpen((ids) => toggle(ids, entry.id))}
      >
        <Show when={room() === 'narrow'}>
          <div class="calendar-brief">
            <DueCell entry={entry} move={props.moves?.get(entry.id)} />
            <Show when={props.moves?.get(entry.id)}>{(move) => <MovedBy move={move()} />}</Show>
            <StatusCell entry={entry} move={props.moves?.get(entry.id)} />
          </div>
        </Show>
      </RuleCell>
    ),
  };
}

function toggle(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id]);
}

interface CellProps {
  readonly entry: CalendarEntry;
  readonly move: Move | undefined;
}

function DueCell(props: CellProps) {
  return (
    <span class="calendar-due">
      <DueWords entry={props.entry} />
      <WasDue move={props.move} />
    </span>
  );
}

function StatusCell(props: CellProps) {
  return (
    <span class="calendar-status">
      <EntryStatus entry={props.entry} />
      <WasStatus move={props.move} />
    </span>
  );
}

/** When it is due, by how much that moves, when it was done, and where it stands. */
function dateColumns(props: TableProps, t: ReturnType<typeof useMessages>['t']): readonly EntryColumn[] {
  const moved: EntryColumn = {
    id: 'moved',
    title: t('calendar.column.moved'),
    width: 'fit',
    sortBy: ({ id }) => props.moves?.get(id)?.days ?? null,
    cell: (entry) => <MovedBy move={props.moves?.get(entry.id)} />,
  };
  return [
    {
      id: 'due',
      title: t('calendar.column.due'),
      width: 'fit',
      sortBy: ({ due, dueBounds }) => due ?? dueBounds.latest ?? dueBounds.earliest,
      cell: (entry) => <DueCell entry={entry} move={props.moves?.get(entry.id)} />,
    },
    ...(props.moves === null ? [] : [moved]),
    {
      id: 'done',
      title: t('calendar.column.done'),
      width: 'fit',
      sortBy: ({ done }) => done?.latest ?? done?.earliest ?? null,
      cell: (entry) => <DoneWords entry={entry} />,
    },
    {
      id: 'status',
      title: t('calendar.column.status'),
      width: 'fit',
      sortBy: ({ status }) => STATUSES.indexOf(status),
      cell: (entry) => <StatusCell entry={entry} move={props.moves?.get(entry.id)} />,
    },
  ];
}

/** Who has to act, and what the rule rests on; how sure it is gives way to what moves. */
function groundColumns(props: TableProps, t: ReturnType<typeof useMessages>['t']): readonly EntryColumn[] {
  const certainty: EntryColumn = {
    id: 'confidence',
    title: t('calendar.column.confidence'),
    width: 'fit',
    cell: ({ rule }) => <Certainty rule={rule} />,
  };
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
    ...(props.moves === null ? [certainty] : []),
  ];
}

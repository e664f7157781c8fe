import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { FormFault } from '../../../../../../xforms/form/form-fault.ts';
import type { Workbook } from '../../../../../../xforms/workbook/workbook.ts';
import { followColumn } from '../../../editing/columns/follow-column.ts';
import {
  findPlace,
  type GridPlace,
  type PlacedFaults,
  placeFaults,
  type SheetFaults,
  type WrittenPlace,
  writePlace,
} from '../../../editing/place-faults.ts';
import {
  type Bounds,
  type Cell,
  clampCell,
  type Movement,
  moveCell,
  rangeOf,
  type Selection,
  selectCell,
  stretchTo,
} from '../../../editing/selection.ts';
import { findSheetNamed, type Range, type Rows, widthOf } from '../../../editing/sheet-cells.ts';
import { createDraft, type DraftState } from './draft-state.ts';
import type { GridHistory, Whereabouts } from './grid-history.ts';
import { createHistory, type History } from './history-state.ts';
import { createWidthState, type WidthState } from './width-state.ts';

/** What the grid is given. */
export interface GridInput {
  readonly workbook: Workbook;
  readonly faults: readonly FormFault[];
  readonly isReadonly?: boolean | undefined;
  readonly onChange: (next: Workbook) => void;
  readonly onSelect?: ((place: WrittenPlace) => void) | undefined;
  readonly history?: GridHistory | undefined;
}

/** What is shown of a workbook, and what may be done with it; shared by all parts of the grid. */
export interface GridState {
  readonly workbook: Accessor<Workbook>;
  readonly canEdit: Accessor<boolean>;
  /** Name of the sheet that is shown; empty where the workbook has none. */
  readonly sheet: Accessor<string>;
  readonly rows: Accessor<Rows>;
  /** The room to move in: what is filled, and some empty rows and a column beyond. */
  readonly bounds: Accessor<Bounds>;
  readonly cursor: Accessor<Cell>;
  /** Where the selection was begun. */
  readonly anchor: Accessor<Cell>;
  readonly range: Accessor<Range>;
  readonly placed: Accessor<PlacedFaults>;
  readonly sheetFaults: Accessor<SheetFaults | undefined>;
  /** Counts the times that the cursor's cell was asked to come into view and to take the focus. */
  readonly focusAsked: Accessor<number>;
  readonly showSheet: (name: string) => void;
  readonly select: (cell: Cell, isStretched?: boolean) => void;
  readonly selectRange: (anchor: Cell, cursor: Cell) => void;
  readonly move: (movement: Movement, isStretched?: boolean) => void;
  readonly askFocus: () => void;
  readonly jumpTo: (place: GridPlace) => void;
  readonly jumpToWritten: (place: WrittenPlace) => void;
  /** How many rows a page has; told by the table. */
  readonly setPage: (rows: number) => void;
  /** Replaces the workbook by what `change` makes of it. */
  readonly apply: (change: (workbook: Workbook) => Workbook) => void;
  readonly history: History;
  readonly draft: DraftState;
  readonly widths: WidthState;
}

/** Empty rows that may be written in below the last filled one. */
const ROWS_BEYOND = 30;
const FIRST_CELL: Cell = { row: 0, column: 0 };

/** The state of one grid. */
export function createGridState(input: GridInput): GridState {
  const workbook = () => input.workbook;
  const canEdit = () => input.isReadonly !== true;
  const view = createView(workbook);
  const placed = createMemo(() => placeFaults(input.workbook, input.faults));
  const [focusAsked, setFocusAsked] = createSignal(0);
  const askFocus = () => setFocusAsked((times) => times + 1);
  const report = () => input.onSelect?.(writePlace(input.workbook, { sheet: view.sheet(), ...view.cursor() }));
  const look = createMoves(view, { report, askFocus });
  const seen = input.history?.seen() ?? null;
  if (seen !== null) view.restore(followHeaders(seen, seen.workbook, input.workbook));
  if (seen !== null) report();
  const history = createHistory(input, {
    read: view.read,
    follow: (before, after) => view.restore(followHeaders(view.read(), before, after)),
    restore: (place) => {
      view.restore(place);
      report();
      askFocus();
    },
  });
  const apply = (change: (before: Workbook) => Workbook) => {
    const next = change(input.workbook);
    if (!canEdit() || next === input.workbook) return;
    history.note();
    history.replace(next);
  };
  return {
    ...{ workbook, canEdit, placed, focusAsked, askFocus, apply, history },
    ...{ sheet: view.sheet, rows: view.rows, bounds: view.bounds, cursor: view.cursor, setPage: view.setPage },
    ...look,
    anchor: () => view.selection().anchor,
    range: view.range,
    sheetFaults: createMemo(() => placed().sheets.get(view.sheet())),
    jumpToWritten: (written) => look.jumpTo(findPlace(input.workbook, written)),
    widths: createWidthState({ ...view, count: () => view.bounds().columns }),
    draft: createDraft({ workbook, rows: view.rows, sheet: view.sheet, cursor: view.cursor, canEdit, apply }),
  };
}

type View = ReturnType<typeof createView>;

/** Which sheet is shown and what is selected in it. */
function createView(workbook: Accessor<Workbook>) {
  const [chosen, setChosen] = createSignal('');
  const [selection, setSelection] = createSignal<Selection>(selectCell(FIRST_CELL));
  const [page, setPage] = createSignal(20);
  const sheet = createMemo(() => findSheetNamed(workbook(), chosen())?.name ?? workbook().sheets[0]?.name ?? '');
  const rows = createMemo((): Rows => findSheetNamed(workbook(), sheet())?.rows ?? []);
  const filled = createMemo(
    (): Bounds => ({ rows: Math.max(1, rows().length), columns: Math.max(1, widthOf(rows())) }),
  );
  const bounds = createMemo(
    (): Bounds => ({ rows: filled().rows + ROWS_BEYOND, columns: Math.max(4, filled().columns + 1) }),
  );
  const kept = createMemo((): Selection => {
    const { anchor, cursor } = selection();
    return { anchor: clampCell(anchor, bounds()), cursor: clampCell(cursor, bounds()) };
  });
  const cursor = createMemo(() => kept().cursor);
  const range = createMemo(() => rangeOf(kept()));
  const room = () => ({ bounds: bounds(), filled: filled(), page: page() });
  const read = (): Whereabouts => ({ sheet: sheet(), selection: selection() });
  const restore = (place: Whereabouts) => {
    setChosen(place.sheet);
    setSelection(place.selection);
  };
  return { sheet, setChosen, rows, bounds, cursor, selection: kept, range, setSelection, setPage, room, read, restore };
}

/** The same place in another state of the workbook, in which columns may have come or gone. */
function followHeaders({ sheet, selection }: Whereabouts, before: Workbook, after: Workbook): Whereabouts {
  const [from, to] = [before, after].map((workbook) => findSheetNamed(workbook, sheet)?.rows ?? []);
  const follow = ({ row, column }: Cell) => ({ row, column: followColumn(from ?? [], to ?? [], column) });
  return { sheet, selection: { anchor: follow(selection.anchor), cursor: follow(selection.cursor) } };
}

/** Moving about; `report` tells the outside where the cursor is. */
function createMoves(view: View, { report, askFocus }: { readonly report: () => void; readonly askFocus: () => void }) {
  const select = (cell: Cell, isStretched = false) => {
    const target = clampCell(cell, view.bounds());
    view.setSelection(isStretched ? stretchTo(view.selection(), target) : selectCell(target));
    report();
  };
  const showSheet = (name: string) => {
    if (name === view.sheet()) return;
    view.setChosen(name);
    view.setSelection(selectCell(FIRST_CELL));
    report();
  };
  return {
    select,
    showSheet,
    jumpTo: (place: GridPlace) => {
      if (place.sheet === null) return;
      showSheet(place.sheet);
      select({ row: place.row ?? 0, column: place.column ?? 0 });
      askFocus();
    },
    selectRange: (anchor: Cell, cursor: Cell) => {
      view.setSelection({ anchor, cursor });
      report();
    },
    move: (movement: Movement, isStretched = false) => {
      select(moveCell(view.cursor(), movement, view.room()), isStretched);
      askFocus();
    },
  };
}

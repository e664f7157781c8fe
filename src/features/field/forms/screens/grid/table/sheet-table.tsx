// biome-ignore-all lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a table of the browser's own cannot be windowed in both directions and keep its roles
import {
  type Accessor,
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  on,
  onCleanup,
  onMount,
} from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { createRowWindow } from '../../../../../../platform/ui/parts/table/row-window.ts';
import type { PlacedFault } from '../../../editing/place-faults.ts';
import { FaultTips } from '../faults/fault-tip.tsx';
import type { GridEdits } from '../state/grid-edits.ts';
import { createGridKeys } from '../state/grid-keys.ts';
import type { GridState } from '../state/grid-state.ts';
import { listenToEdges } from './column-drag.ts';
import { edgesOf } from './column-view.ts';
import { type GridPoint, listenToPointer } from './grid-pointer.ts';
import { createTableColumns, type TableColumns, withOthers } from './table-columns.ts';
import type { TableContext } from './table-context.ts';
import { TableRow } from './table-row.tsx';

/** The cells of the sheet that is shown: those in view, and the one that the cursor is in. */
export function SheetTable(props: {
  readonly grid: GridState;
  readonly edits: GridEdits;
  readonly idOf: (fault: PlacedFault) => string | undefined;
}) {
  const { t } = useMessages();
  const { grid, edits } = props;
  const hint = `grid-hint-${createUniqueId()}`;
  const [frame, setFrame] = createSignal<HTMLDivElement>();
  const [body, setBody] = createSignal<HTMLDivElement>();
  const [hovered, setHovered] = createSignal<GridPoint | null>(null);
  const scale = createScale();
  const rowHeight = () => 32 * scale();
  const edges = createMemo(() => edgesOf(grid.widths.all().map((width) => Math.round(width * scale()))));
  const rows = createRows(grid, body, rowHeight);
  const columns = createTableColumns(grid, frame, { edges, scale });
  const gutter = createMemo(() => Math.round((36 + 8 * String(grid.bounds().rows).length) * scale()));
  const pinned = () => edges()[columns.pinned()] ?? 0;
  const placed = createMemo(() => edges().map((edge) => edge + gutter()));
  const drawing = watchDrawing(() => [rows(), columns.drawn()]);
  const context: TableContext = { grid, columns, edges: placed, rowHeight, idOf: props.idOf, isDrawing: drawing.isOn };
  keepCursorInView(grid, { frame, edges, rowHeight, gutter, columns, drawing });
  onMount(() => {
    const element = frame();
    if (element === undefined) return;
    element.addEventListener('keydown', createGridKeys(grid, edits));
    listenToClipboard(element, grid, edits);
    listenToPointer(element, { grid, edits, setHovered });
    listenToEdges(element, grid, scale);
  });
  return (
    <>
      <div
        class="grid-frame"
        role="grid"
        ref={setFrame}
        aria-label={t('formGrid.sheet-cells', { name: grid.sheet() })}
        aria-describedby={hint}
        aria-rowcount={grid.bounds().rows}
        aria-colcount={grid.bounds().columns + 1}
        aria-readonly={!grid.canEdit()}
        aria-multiselectable="true"
        style={{
          '--grid-gutter': `${gutter()}px`,
          '--grid-width': `${placed().at(-1) ?? 0}px`,
          'scroll-padding-inline-start': `${gutter() + pinned()}px`,
        }}
      >
        <div class="grid-head" role="rowgroup">
          <TableRow context={context} row={0} />
        </div>
        <div
          class="grid-body"
          role="rowgroup"
          ref={setBody}
          style={{ 'block-size': `${(grid.bounds().rows - 1) * rowHeight()}px` }}
        >
          <For each={rows()}>{(row) => <TableRow context={context} row={row} />}</For>
        </div>
      </div>
      <p id={hint} class="only-heard">
        {t('formGrid.leave-hint')}
      </p>
      <FaultTips grid={grid} hovered={hovered()} frame={frame()} />
    </>
  );
}

/** Letters that a reader has made larger make cells larger. */
function createScale(): Accessor<number> {
  const [scale, setScale] = createSignal(1);
  onMount(() => setScale((Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16));
  return scale;
}

/** Rows in view below the header, with that of the cursor wherever it is, so that it keeps the focus. */
function createRows(grid: GridState, body: Accessor<HTMLElement | undefined>, rowHeight: Accessor<number>) {
  const count = createMemo(() => grid.bounds().rows - 1);
  const view = createRowWindow(body, { count, rowHeight });
  const cursor = createMemo(() => grid.cursor().row);
  return createMemo(() => withOthers(view().from + 1, view().to + 1, cursor() === 0 ? [] : [cursor()]));
}

/** What the cursor's cell needs to be found and shown. */
interface CursorPlace {
  readonly frame: Accessor<HTMLElement | undefined>;
  readonly edges: Accessor<readonly number[]>;
  readonly rowHeight: Accessor<number>;
  readonly gutter: Accessor<number>;
  readonly columns: TableColumns;
  readonly drawing: Drawing;
}

/** Cells that come into the document and go. */
interface Drawing {
  readonly isOn: () => boolean;
  readonly whenDone: (act: () => void) => void;
}

/** A computation comes before what changes the document, an effect after it. */
function watchDrawing(drawn: Accessor<unknown>): Drawing {
  let isOn = false;
  let after: () => void = () => {};
  createComputed(on(drawn, () => (isOn = true), { defer: true }));
  createEffect(
    on(drawn, () => {
      isOn = false;
      after();
    }),
  );
  return { isOn: () => isOn, whenDone: (act) => (after = act) };
}

/** Scrolls to the cursor and gives it the focus whenever that is asked. */
function keepCursorInView(grid: GridState, place: CursorPlace): void {
  const focus = () => {
    const { row, column } = grid.cursor();
    const cell = place.frame()?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
    cell?.focus({ preventScroll: true });
    return cell;
  };
  const show = () => {
    const frame = place.frame();
    if (frame === undefined) return;
    scrollToCursor(grid, place, frame);
    focus()?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  createEffect(on(grid.focusAsked, show, { defer: true }));
  const hasFocus = followFocus(place.frame);
  createEffect(on(grid.cursor, () => isCell(document.activeElement) && hasFocus() && focus(), { defer: true }));
  place.drawing.whenDone(() => {
    const line = place.frame()?.querySelector<HTMLElement>('.grid-line') ?? undefined;
    if (line === undefined && grid.draft.current()?.where === 'cell') grid.draft.keep();
    if (!hasFocus() || document.activeElement !== document.body) return;
    if (line === undefined) focus();
    else line.focus({ preventScroll: true });
  });
}

function isCell(element: Element | null): boolean {
  return element?.matches('.grid-cell') ?? false;
}

/** Whether the focus is in the frame; a cell or a line that is moved within the document loses it, and gets it back. */
function followFocus(frame: Accessor<HTMLElement | undefined>): () => boolean {
  let isWithin = false;
  const listen = ({ target }: Event) => {
    isWithin = target instanceof Node && (frame()?.contains(target) ?? false);
  };
  for (const name of ['focusin', 'mousedown']) document.addEventListener(name, listen);
  onCleanup(() => {
    for (const name of ['focusin', 'mousedown']) document.removeEventListener(name, listen);
  });
  return () => isWithin;
}

function scrollToCursor(grid: GridState, place: CursorPlace, frame: HTMLElement): void {
  const { row, column } = grid.cursor();
  const height = place.rowHeight();
  const room = frame.clientHeight - height;
  grid.setPage(Math.max(1, Math.floor(room / height) - 1));
  if (row > 0) frame.scrollTop = within(frame.scrollTop, { from: (row - 1) * height, to: row * height, room });
  if (column < place.columns.pinned()) return;
  const [from = 0, to = 0] = place.edges().slice(column, column + 2);
  const stays = place.edges()[place.columns.pinned()] ?? 0;
  const free = frame.clientWidth - place.gutter() - stays;
  const left = within(Math.abs(frame.scrollLeft) + stays, { from, to, room: free }) - stays;
  frame.scrollLeft = getComputedStyle(frame).direction === 'rtl' ? -left : left;
}

/** How far to scroll so that `[from, to)` lies in the room, scrolling as little as may be. */
function within(at: number, { from, to, room }: { from: number; to: number; room: number }): number {
  if (from < at || to - from > room) return from;
  return to > at + room ? to - room : at;
}

/** Ranges go over the clipboard as spreadsheet programs write them. */
function listenToClipboard(frame: HTMLElement, grid: GridState, edits: GridEdits): void {
  const listen = (name: 'copy' | 'cut' | 'paste', act: (clipboard: DataTransfer) => void) =>
    frame.addEventListener(name, (event) => {
      if (grid.draft.current() !== null || event.clipboardData === null) return;
      event.preventDefault();
      act(event.clipboardData);
    });
  listen('copy', (clipboard) => clipboard.setData('text/plain', edits.copy()));
  listen('cut', (clipboard) => {
    clipboard.setData('text/plain', edits.copy());
    edits.clear();
  });
  listen('paste', (clipboard) => edits.paste(clipboard.getData('text/plain')));
}

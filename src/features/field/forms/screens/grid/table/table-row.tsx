// biome-ignore-all lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive lint/a11y/useAriaPropsSupportedByRole: a table of the browser's own cannot be windowed in both directions and keep its roles
import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { cellKey, type PlacedFault } from '../../../editing/place-faults.ts';
import { isWithin } from '../../../editing/selection.ts';
import { cellAt } from '../../../editing/sheet-cells.ts';
import { FaultMark, gravest } from '../faults/fault-mark.tsx';
import { CellEditor } from './cell-editor.tsx';
import type { TableContext } from './table-context.ts';

/** One row: its number, and the cells of the columns in view. Row 0 is the header and stands where it is; others by their number. */
export function TableRow(props: { readonly context: TableContext; readonly row: number }) {
  const { context, row } = props;
  const top = () => (row === 0 ? undefined : `${(row - 1) * context.rowHeight()}px`);
  return (
    <div class="grid-row" role="row" aria-rowindex={row + 1} style={{ 'inset-block-start': top() }}>
      <RowNumber context={context} row={row} />
      <For each={context.columns.drawn()}>{(column) => <Cell context={context} row={row} column={column} />}</For>
    </div>
  );
}

function RowNumber(props: { readonly context: TableContext; readonly row: number }) {
  const { grid } = props.context;
  const faults = createMemo(() => grid.sheetFaults()?.rows.get(props.row) ?? []);
  const isSelected = () => props.row >= grid.range().top && props.row <= grid.range().bottom;
  return (
    <div
      class="grid-number numeral"
      role="rowheader"
      aria-colindex={1}
      aria-invalid={faults().length > 0 ? 'true' : undefined}
      aria-describedby={describedBy(faults(), props.context)}
      data-row={props.row}
      data-selected={isSelected() ? '' : undefined}
    >
      <Show when={faults().length > 0}>
        <FaultMark severity={gravest(faults())} />
      </Show>
      {props.row + 1}
    </div>
  );
}

function Cell(props: { readonly context: TableContext; readonly row: number; readonly column: number }) {
  const { row, column } = props;
  const { grid } = props.context;
  const { t } = useMessages();
  const text = createMemo(() => cellAt(grid.rows(), row, column));
  const faults = createMemo(() => grid.sheetFaults()?.cells.get(cellKey(row, column)) ?? []);
  const isCursor = createMemo(() => grid.cursor().row === row && grid.cursor().column === column);
  const draft = createMemo(() => {
    const current = grid.draft.current();
    return current?.where === 'cell' && current.row === row && current.column === column ? current : null;
  });
  const begin = () => props.context.edges()[column] ?? 0;
  const end = () => props.context.edges()[column + 1] ?? 0;
  const isPinned = () => column < props.context.columns.pinned();
  const isWritten = createMemo(() => draft() !== null);
  return (
    <div
      class="grid-cell"
      role={row === 0 ? 'columnheader' : 'gridcell'}
      aria-colindex={column + 2}
      aria-selected={isWithin(grid.range(), row, column)}
      aria-label={row === 0 && text() === '' ? t('formGrid.no-header') : undefined}
      aria-invalid={faults().length > 0 ? 'true' : undefined}
      aria-describedby={describedBy(faults(), props.context)}
      tabindex={isCursor() ? 0 : -1}
      data-row={row}
      data-column={column}
      data-cursor={isCursor() ? '' : undefined}
      data-pinned={isPinned() ? '' : undefined}
      style={{ 'inset-inline-start': `${begin()}px`, 'inline-size': `${end() - begin()}px` }}
    >
      <Show when={isWritten() && draft()} fallback={<span class="grid-text">{text()}</span>}>
        {(current) => <CellEditor grid={grid} draft={current()} isDrawing={props.context.isDrawing} />}
      </Show>
      <Show when={faults().length > 0}>
        <FaultMark severity={gravest(faults())} />
      </Show>
      <Show when={row === 0}>
        <span class="grid-edge" aria-hidden="true" />
      </Show>
    </div>
  );
}

function describedBy(faults: readonly PlacedFault[], { idOf }: TableContext): string | undefined {
  const ids = faults.flatMap((fault) => idOf(fault) ?? []);
  return ids.length === 0 ? undefined : ids.join(' ');
}

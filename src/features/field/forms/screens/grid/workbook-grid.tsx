import { createEffect, createMemo, createUniqueId, on, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import type { FormFault } from '../../../../../xforms/form/form-fault.ts';
import { WORKBOOK_LIMITS } from '../../../../../xforms/workbook/limits.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import type { PlacedFault, WrittenPlace } from '../../editing/place-faults.ts';
import { keepTyped } from '../view/keep-typed.ts';
import { EditBar } from './edit-bar.tsx';
import { FaultList, LISTED_AT_FIRST } from './faults/fault-list.tsx';
import { GridToolbar } from './grid-toolbar.tsx';
import { SheetTabs } from './sheet-tabs.tsx';
import { createGridEdits } from './state/grid-edits.ts';
import type { GridHistory } from './state/grid-history.ts';
import { createGridState } from './state/grid-state.ts';
import { SheetTable } from './table/sheet-table.tsx';
import './grid.css';

/**
 * The editor of a form's workbook, as a spreadsheet. It holds no workbook of its own: `onChange` is given the next one,
 * which shares with the last whatever has not changed.
 */
export function WorkbookGrid(props: {
  readonly workbook: Workbook;
  readonly faults: readonly FormFault[];
  readonly isReadonly?: boolean | undefined;
  readonly onChange: (next: Workbook) => void;
  /** The cell to go to, written as faults write it; each new value leads there once. */
  readonly target?: WrittenPlace | null | undefined;
  /** Told where the cursor is, written as faults write it. */
  readonly onSelect?: ((place: WrittenPlace) => void) | undefined;
  /** Told whether there is typed text that `onChange` was not given yet; false at the start is not told. */
  readonly onTyping?: ((isTyping: boolean) => void) | undefined;
  /** What can be taken back; its owner keeps it where it is to outlive the grid. */
  readonly history?: GridHistory | undefined;
}) {
  const { t, formatNumber } = useMessages();
  const id = createUniqueId();
  const panel = `grid-panel-${id}`;
  const grid = createGridState(props);
  const { rows, columns } = WORKBOOK_LIMITS;
  const edits = createGridEdits(grid, () =>
    showToast({ message: t('formGrid.too-large', { rows: formatNumber(rows), columns: formatNumber(columns) }) }),
  );
  const ids = createMemo(() => {
    const listed = grid.placed().all.slice(0, LISTED_AT_FIRST);
    return new Map(listed.map((placed, index) => [placed, `grid-fault-${id}-${index}`]));
  });
  const idOf = (placed: PlacedFault) => ids().get(placed);
  createEffect(
    on(
      () => props.target,
      (target) => target && grid.jumpToWritten(target),
    ),
  );
  keepTyped({ isTyped: grid.draft.isTyped, keep: grid.draft.keep, tell: (isTyping) => props.onTyping?.(isTyping) });
  const walkFaults = (event: KeyboardEvent) => {
    if (event.key !== 'F8') return;
    event.preventDefault();
    grid.draft.keep();
    edits.goToFault(event.shiftKey ? -1 : 1);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F8 goes to the next fault wherever in the editor one is
    <div class="workbook-grid" onKeyDown={walkFaults}>
      <GridToolbar grid={grid} edits={edits} />
      <SheetTabs grid={grid} panel={panel} />
      <div class="grid-work" role="tabpanel" id={panel} aria-label={grid.sheet()}>
        <Show when={grid.sheet() !== ''} fallback={<p class="grid-empty">{t('formGrid.no-sheets')}</p>}>
          <EditBar grid={grid} />
          <SheetTable grid={grid} edits={edits} idOf={idOf} />
        </Show>
      </div>
      <FaultList grid={grid} edits={edits} idOf={idOf} />
    </div>
  );
}

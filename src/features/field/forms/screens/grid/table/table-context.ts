import type { Accessor } from 'solid-js';
import type { PlacedFault } from '../../../editing/place-faults.ts';
import type { GridState } from '../state/grid-state.ts';
import type { TableColumns } from './table-columns.ts';

/** What the rows of a table share. */
export interface TableContext {
  readonly grid: GridState;
  readonly columns: TableColumns;
  /** Where each column begins within its row, and at the end where the last one ends, in px. */
  readonly edges: Accessor<readonly number[]>;
  readonly rowHeight: Accessor<number>;
  /** Whether cells are being moved in the document: a line that loses the focus by that was not left by anybody. */
  readonly isDrawing: () => boolean;
  readonly idOf: (fault: PlacedFault) => string | undefined;
}

import type { Cells } from '../../../../kernel/record.ts';
import type { KindName } from '../kinds.ts';
import type { RecordChange } from '../record-set.ts';

/** A change as the database takes it. `position` null: where it stands. */
export interface SavedRow {
  readonly kind: KindName;
  readonly key: string;
  readonly version: number;
  readonly act: RecordChange['act'];
  readonly cells: Cells;
  readonly position: number | null;
  /** Key, names and codes without case and marks. */
  readonly search: string;
}

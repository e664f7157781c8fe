import type { FormFault } from '../form/form-fault.ts';
import { WORKBOOK_LIMITS } from './limits.ts';
import { type CellText, cellFault } from './sheet-cells.ts';
import type { Sheet } from './workbook.ts';
import { WorkbookStop, workbookFault } from './workbook-fault.ts';

const EMPTY: readonly string[] = [];

/** Collects the sheets of a workbook cell by cell; a cell far away costs no more than one that is near. */
export class WorkbookGrid {
  private readonly sheets: Sheet[] = [];
  private readonly faults: FormFault[] = [];
  private name = '';
  private rows: (readonly string[])[] = [];
  private cells = 0;
  private before = { cells: 0, faults: 0 };

  /** Begins a sheet. @throws WorkbookStop where there is one of that name. */
  begin(sheet: string): void {
    if (this.sheets.some((other) => other.name.toLowerCase() === sheet.toLowerCase())) {
      throw new WorkbookStop([...this.faults, workbookFault('sheet-twice', { found: sheet }, { sheet })]);
    }
    this.name = sheet;
    this.rows = [];
    this.sheets.push({ name: sheet, rows: this.rows });
    this.before = { cells: this.cells, faults: this.faults.length };
  }

  /** Forgets what was filled into the sheet that was begun last. */
  clear(): void {
    this.rows.length = 0;
    this.cells = this.before.cells;
    this.faults.length = this.before.faults;
  }

  /** Fills a cell of the sheet; row and column are counted from 0. @throws WorkbookStop where a limit is passed. */
  fill(row: number, column: number, text: CellText): void {
    if (text === '') return;
    // A cell that stands in no row.
    if (row < 0) throw new WorkbookStop([workbookFault('workbook-broken', { part: this.name })]);
    if (row >= WORKBOOK_LIMITS.rows) this.stop('sheet-too-many-rows', WORKBOOK_LIMITS.rows, row);
    if (column >= WORKBOOK_LIMITS.columns) this.stop('sheet-too-many-columns', WORKBOOK_LIMITS.columns, row);
    if (typeof text === 'string') this.put(row, column, text);
    else this.faults.push(cellFault(text, { sheet: this.name, row, column }));
    if (this.faults.length >= WORKBOOK_LIMITS.faults) throw new WorkbookStop(this.faults);
  }

  /** All sheets. @throws WorkbookStop with the faults of all cells, where there are any. */
  finish(): readonly Sheet[] {
    if (this.faults.length > 0) throw new WorkbookStop(this.faults);
    if (this.sheets.length === 0) throw new WorkbookStop([workbookFault('workbook-without-sheets')]);
    return this.sheets;
  }

  private put(row: number, column: number, text: string): void {
    while (this.rows.length <= row) this.rows.push(EMPTY);
    let filled = this.rows[row] as string[];
    if (filled === EMPTY) {
      filled = [];
      this.rows[row] = filled;
    }
    this.cells += Math.max(0, column + 1 - filled.length);
    if (this.cells > WORKBOOK_LIMITS.cells) this.stop('workbook-too-many-cells', WORKBOOK_LIMITS.cells, row);
    while (filled.length < column) filled.push('');
    filled[column] = text;
  }

  private stop(code: string, limit: number, row: number): never {
    const place = { sheet: this.name, row: row + 1 };
    throw new WorkbookStop([...this.faults, workbookFault(code, { limit }, place)]);
  }
}

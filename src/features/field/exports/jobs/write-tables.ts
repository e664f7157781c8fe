import type { ExportAsk } from '../export-job.ts';
import { BYTE_ORDER_MARK, csvRows } from '../formats/csv-text.ts';
import { jsonLine } from '../formats/json-line.ts';
import { nameSheets, SHEET_END, SHEET_LIMITS, type SheetColumn, sheetRows, sheetStart } from '../formats/sheet-xml.ts';
import { cutReport, type Rows } from '../tables/cut-report.ts';
import type { Dictionary } from '../tables/dictionary.ts';
import type { ExportedReport } from '../tables/exported-report.ts';
import { type ExportPlan, type PlannedTable, POINTERS } from '../tables/plan-tables.ts';
import type { ExportFolder } from './export-folder.ts';
import type { PartFile } from './part-file.ts';

/** A file of an export that is written, under the name that it has for people. */
export interface WrittenFile {
  readonly name: string;
  readonly part: PartFile;
}

/** Writes reports into files of one format. */
export interface ReportWriter {
  /** Writes the next reports. @returns how many texts were too long and were cut. */
  write(reports: readonly ExportedReport[]): Promise<number>;
  /** Writes lines of the only table that are ready to be written; formats that are no lines have none. */
  readonly writeLines?: (lines: Uint8Array) => Promise<void>;
  /** Ends the files. */
  finish(): Promise<readonly WrittenFile[]>;
}

/** What a writer writes, and whereto. */
export interface WriterGround {
  readonly plan: ExportPlan;
  readonly ask: ExportAsk;
  readonly dictionary: Dictionary;
  readonly folder: ExportFolder;
  /** Whether the files go into an archive. */
  readonly isPacked: boolean;
  /** How many rows a sheet takes, that of the headers included; as many as Excel knows where absent. */
  readonly mostRows?: number;
}

/** The writer of a format. */
export function createWriter(ground: WriterGround): ReportWriter {
  switch (ground.ask.format) {
    case 'csv':
      return csvWriter(ground);
    case 'xlsx':
      return sheetWriter(ground);
    case 'jsonl':
      return lineWriter(ground);
  }
}

/** The columns of a table, those that point at others included. */
function columnsOf(table: PlannedTable): readonly SheetColumn[] {
  const pointers = table.repeat === '' ? [] : POINTERS.map((header) => ({ header, kind: kindOfPointer(header) }));
  return [...pointers, ...table.known, ...table.answers];
}

function kindOfPointer(header: string): SheetColumn['kind'] {
  return header === '_position' ? 'number' : 'text';
}

/** The rows of several reports, table by table. */
function cutAll(plan: ExportPlan, reports: readonly ExportedReport[]): readonly Rows[] {
  const cut = reports.map((report) => cutReport(plan, report));
  return plan.tables.map((_, at) => cut.flatMap((tables) => tables[at] ?? []));
}

function csvWriter({ plan, ask, folder, isPacked }: WriterGround): ReportWriter {
  const mark = ask.withMark ? BYTE_ORDER_MARK : '';
  const open = async (at: number) => {
    const { part, isNew } = await folder.part(`table-${at}`, isPacked);
    const table = plan.tables[at];
    if (isNew && table !== undefined) {
      await part.append(mark + csvRows([columnsOf(table).map(({ header }) => header)]));
    }
    return part;
  };
  return {
    write: async (reports) => {
      for (const [at, rows] of cutAll(plan, reports).entries()) await (await open(at)).append(csvRows(rows));
      return 0;
    },
    writeLines: async (lines) => await (await open(0)).append(lines),
    finish: async () => {
      const files: WrittenFile[] = [];
      for (const [at, { name }] of plan.tables.entries()) {
        const part = await open(at);
        await part.finish();
        files.push({ name: `${name}.csv`, part });
      }
      return files;
    },
  };
}

function lineWriter({ plan, ask, folder, isPacked }: WriterGround): ReportWriter {
  const open = async () => (await folder.part('lines', isPacked)).part;
  return {
    write: async (reports) => {
      await (await open()).append(reports.map((report) => jsonLine(plan, report, ask)).join(''));
      return 0;
    },
    finish: async () => {
      const part = await open();
      await part.finish();
      return [{ name: 'reports.jsonl', part }];
    },
  };
}

/** Sheets are packed always: they lie in the archive that a workbook is. */
function sheetWriter({ plan, dictionary, folder, mostRows = SHEET_LIMITS.rows }: WriterGround): ReportWriter {
  const tables = plan.tables.map(
    (table, at) => new SheetFiles(folder, { name: `sheet-${at}-`, columns: columnsOf(table), mostRows }),
  );
  return {
    write: async (reports) => {
      let cut = 0;
      for (const [at, rows] of cutAll(plan, reports).entries()) cut += (await tables[at]?.write(rows)) ?? 0;
      return cut;
    },
    finish: async () => {
      const columns = dictionary.columns.map((header) => ({ header, kind: 'text' }) as const);
      const words = new SheetFiles(folder, { name: 'sheet-words-', columns, mostRows });
      await words.write(dictionary.rows);
      const named = [
        ...plan.tables.map(({ name }, at) => ({ name, files: tables[at] })),
        { name: 'dictionary', files: words },
      ];
      const sheets: WrittenFile[] = [];
      for (const { name, files } of named) {
        for (const part of (await files?.finish()) ?? []) sheets.push({ name, part });
      }
      const names = nameSheets(sheets.map(({ name }) => name));
      return sheets.map(({ part }, at) => ({ name: names[at] ?? '', part }));
    },
  };
}

/** The sheets of one table: as many as its rows need. */
class SheetFiles {
  private readonly folder: ExportFolder;
  private readonly name: string;
  private readonly columns: readonly SheetColumn[];
  private readonly mostRows: number;

  constructor(
    folder: ExportFolder,
    given: { readonly name: string; readonly columns: readonly SheetColumn[]; readonly mostRows: number },
  ) {
    this.folder = folder;
    this.name = given.name;
    this.columns = given.columns;
    this.mostRows = given.mostRows;
  }

  async write(rows: Rows): Promise<number> {
    let cut = 0;
    for (let at = 0; at < rows.length; ) {
      const sheet = await this.last();
      const free = this.mostRows - sheet.state.rows;
      if (free === 0) {
        await sheet.append(SHEET_END);
        await sheet.finish();
        await this.open(this.folder.count(this.name));
        continue;
      }
      const taken = rows.slice(at, at + free);
      const written = sheetRows(taken, this.columns, sheet.state.rows + 1);
      await sheet.append(written.text, taken.length);
      cut += written.cut;
      at += taken.length;
    }
    return cut;
  }

  async finish(): Promise<readonly PartFile[]> {
    const last = await this.last();
    await last.append(SHEET_END);
    await last.finish();
    const all: PartFile[] = [];
    for (let number = 0; number < this.folder.count(this.name); number += 1) {
      all.push((await this.folder.part(this.name + number, true)).part);
    }
    return all;
  }

  private async last(): Promise<PartFile> {
    return await this.open(Math.max(0, this.folder.count(this.name) - 1));
  }

  private async open(number: number): Promise<PartFile> {
    const { part, isNew } = await this.folder.part(this.name + number, true);
    if (isNew) await part.append(sheetStart(this.columns), 1);
    return part;
  }
}

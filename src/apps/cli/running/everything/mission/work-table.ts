import type { TransactionSql } from 'postgres';
import type { ExportRow, ExportRows } from '../../../../../platform/db/rows/export-rows.ts';
import type { Taking } from '../taking.ts';

/** A table of the work of a mission, and where its rows come from. */
export interface WorkTable {
  readonly file: string;
  readonly read: (sql: TransactionSql, missionId: string) => ExportRows;
  /** `by` is who did it, and `assignee` who has it, as people are called in the archive. */
  readonly columns: readonly string[];
  /** Columns in which people write what they like, names among it. */
  readonly texts: readonly string[];
}

/** Takes out tables of the work of a mission. */
export async function takeWorkTables(
  { sql, archive, names }: Taking,
  { id, folder }: { readonly id: string; readonly folder: string },
  tables: readonly WorkTable[],
): Promise<void> {
  for (const { file, read, columns, texts } of tables) {
    const table = await archive.table(`${folder}/${file}.csv`, columns);
    const cellOf = (row: ExportRow, column: string): string => {
      if (column === 'by' || column === 'assignee')
        return names.of(row[`${column}_id`] ?? null, row[`${column}_name`] ?? null);
      return texts.includes(column) ? names.text(row[column] ?? null) : (row[column] ?? '');
    };
    for await (const rows of read(sql, id))
      await table.add(rows.map((row) => columns.map((name) => cellOf(row, name))));
    await table.end();
  }
}

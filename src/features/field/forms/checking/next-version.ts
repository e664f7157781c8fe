import type { Sheet, Workbook } from '../../../../xforms/workbook/workbook.ts';

/** Two digits of a day count its versions. */
const MOST_A_DAY = 99;

/**
 * A version that is not taken: the day and a number, `2026112601`, as is usual for XLSForms.
 *
 * @param day ISO 8601: `2026-11-26`.
 */
export function proposeVersion(day: string, taken: ReadonlySet<string>): string {
  const stem = day.replaceAll('-', '');
  for (let count = 1; count <= MOST_A_DAY; count += 1) {
    const version = `${stem}${String(count).padStart(2, '0')}`;
    if (!taken.has(version)) return version;
  }
  return `${stem}${MOST_A_DAY + taken.size}`;
}

/** The workbook with that `version` in the sheet `settings`, which is made where it is missing. */
export function withVersion(workbook: Workbook, version: string): Workbook {
  const isSettings = ({ name }: Sheet) => name.trim().toLowerCase() === 'settings';
  const settings = workbook.sheets.find(isSettings);
  if (settings === undefined) {
    return { sheets: [...workbook.sheets, { name: 'settings', rows: [['version'], [version]] }] };
  }
  const rows = rowsWith(settings.rows, version);
  return { sheets: workbook.sheets.map((sheet) => (sheet === settings ? { ...sheet, rows } : sheet)) };
}

function rowsWith(rows: Sheet['rows'], version: string): Sheet['rows'] {
  const [headers = [], values = [], ...rest] = rows;
  const found = headers.findIndex((header) => header.trim().toLowerCase() === 'version');
  const column = found < 0 ? headers.length : found;
  return [withCell(headers, column, headers[column] ?? 'version'), withCell(values, column, version), ...rest];
}

function withCell(row: readonly string[], column: number, text: string): string[] {
  const filled = Array.from({ length: Math.max(row.length, column + 1) }, (_, index) => row[index] ?? '');
  filled[column] = text;
  return filled;
}

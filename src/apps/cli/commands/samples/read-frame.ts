import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readFrame } from '../../../../features/mission/samples/frame-file.ts';
import type { DrawFrame } from '../../../../features/mission/samples/routes/draw-for-mission.ts';
import { onDisk, Refusal } from '../../../../platform/db/refusal.ts';
import { readCsv } from '../../../../platform/files/tables/csv.ts';

const MOST_TOLD = 20;

/** The frame that a file holds. @throws Refusal with everything that is wrong with it, up to 20 lines. */
export async function readFrameFile(given: string, folder: string): Promise<DrawFrame> {
  const path = resolve(folder, given);
  const bytes = onDisk(`Read the frame ${path}`, () => readFileSync(path));
  const { table, faults } = await readCsv(bytes);
  refuse(
    path,
    faults.map(({ row, column, code }) => `${placeOf(row, column)}${code}`),
  );
  const read = readFrame(table.columns, table.rows);
  refuse(
    path,
    read.faults.map(({ row, column, why, found }) => `${placeOf(row, column)}${why}: found ${JSON.stringify(found)}`),
  );
  return { units: read.units, source: { kind: 'file', name: basename(path) } };
}

function placeOf(row: number | null, column: string | null): string {
  const place = [...(row === null ? [] : [`row ${row}`]), ...(column === null ? [] : [column])].join(', ');
  return place === '' ? '' : `${place}: `;
}

function refuse(path: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Refusal(listOf(`Read the frame ${path}: it is not one`, faults));
}

/** What is wrong, a line each; beyond 20 only how many there are. */
export function listOf(title: string, faults: readonly string[]): string {
  const more = faults.length > MOST_TOLD ? [`and ${faults.length - MOST_TOLD} more`] : [];
  return [`${title}.`, ...[...faults.slice(0, MOST_TOLD), ...more].map((line) => `  ${line}`)].join('\n');
}

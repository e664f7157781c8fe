import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  readCopies,
  readEntries,
  readSheets,
  type TypedSheet,
} from '../../../../features/field/reports/store/export/read-typed.ts';
import { blobPath } from '../../../../platform/files/blobs/blob-path.ts';
import type { Taking } from './taking.ts';

interface MissionPlace {
  readonly id: string;
  readonly folder: string;
}

const ENTRY_COLUMNS = ['sha256', 'at', 'came_by', 'device', 'reporter', 'note', 'typist'];

/** Takes out for whom reports were typed at the desk. What a caller is called is a name. */
export async function takeEntries({ sql, archive, names }: Taking, { id, folder }: MissionPlace): Promise<void> {
  const table = await archive.table(`${folder}/entries.csv`, ENTRY_COLUMNS);
  for (const entry of await readEntries(sql, id)) {
    const { sha256, at, cameBy, pseudonym, reporter, note, typistId, typistName } = entry;
    const typist = names.of(typistId, typistName);
    await table.add([[sha256, at.toISOString(), cameBy, pseudonym, names.text(reporter), names.text(note), typist]]);
  }
  await table.end();
}

const SHEET_COLUMNS = [
  ...[
    'sheet',
    'label',
    'form_id',
    'form_number',
    'station',
    'added_at',
    'added_by',
    'withdrawn_at',
    'withdrawn_because',
  ],
  ...['scan', 'report', 'settled_at', 'settled_by', 'settled_because', 'first_errors', 'second_errors'],
];
const COPY_COLUMNS = ['sheet', 'place', 'typist', 'at', 'withdrawn_at', 'file'];

/** Takes out the sheets of paper of a mission with their pictures, and every copy that was typed of them. */
export async function takeSheets(taking: Taking, { id, folder }: MissionPlace): Promise<void> {
  const { sql, archive, names } = taking;
  const sheets = await archive.table(`${folder}/sheets.csv`, SHEET_COLUMNS);
  const copies = await archive.table(`${folder}/copies.csv`, COPY_COLUMNS);
  for (const sheet of await readSheets(sql, id)) {
    const own = `${folder}/sheets/${sheet.id}`;
    await sheets.add([sheetLine(taking, sheet, await takeScan(taking, sheet, own))]);
    for (const [at, copy] of (await readCopies(sql, sheet.id)).entries()) {
      const file = copy.raw === null ? '' : `${own}/copy-${at + 1}.xml`;
      if (copy.raw !== null) await archive.text(file, copy.raw);
      const told = [names.of(copy.typistId, copy.typistName), copy.at.toISOString(), timeOf(copy.withdrawnAt), file];
      await copies.add([[sheet.id, String(copy.place), ...told]]);
    }
  }
  await sheets.end();
  await copies.end();
}

function sheetLine({ names }: Taking, sheet: TypedSheet, scan: string): (string | null)[] {
  const { firstErrors, secondErrors } = sheet;
  return [
    ...[sheet.id, sheet.label, sheet.formId, String(sheet.formNumber), sheet.station, timeOf(sheet.addedAt)],
    ...[names.of(sheet.adderId, sheet.adderName), timeOf(sheet.withdrawnAt), names.text(sheet.withdrawalReason), scan],
    ...[sheet.report, timeOf(sheet.settledAt)],
    sheet.settlerId === null ? '' : names.of(sheet.settlerId, sheet.settlerName),
    ...[names.text(sheet.settlementReason), numberOf(firstErrors), numberOf(secondErrors)],
  ];
}

/** @returns where its picture lies; empty: it has none. */
async function takeScan({ archive, dataFolder, faults }: Taking, sheet: TypedSheet, folder: string): Promise<string> {
  if (sheet.scanSha256 === null) return '';
  const target = `${folder}/scan.${sheet.scanType?.replace('image/', '').replace('jpeg', 'jpg')}`;
  const sha256 = Buffer.from(sheet.scanSha256, 'hex');
  const path = blobPath(join(dataFolder, 'files'), sha256);
  const found = await stat(path).catch(() => null);
  if (found !== null && (await archive.stored(target, { path, bytes: found.size, sha256 }))) return target;
  faults.push(`${target}: the server does not have it any more, or not as it came (SHA-256 ${sheet.scanSha256})`);
  return '';
}

function timeOf(at: Date | null): string {
  return at?.toISOString() ?? '';
}

function numberOf(value: number | null): string {
  return value === null ? '' : String(value);
}

import { join } from 'node:path';
import { safeName, safeNames } from '../../../../features/field/exports/formats/safe-name.ts';
import {
  type KeptFile,
  type KeptVersion,
  readLoneFiles,
  readVersions,
} from '../../../../features/field/reports/store/export/read-everything.ts';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import { formatReceiptCode, receiptCodeOf } from '../../../../ledger/proof/receipt-code.ts';
import { blobPath } from '../../../../platform/files/blobs/blob-path.ts';
import type { OpenTable } from './open-archive.ts';
import type { Taking } from './taking.ts';

const COLUMNS = [
  ...['index', 'file', 'form_id', 'form_version', 'form_number', 'instance_id', 'deprecated_id', 'report', 'number'],
  ...['stands', 'state', 'reason', 'flags', 'station', 'moved', 'received_at', 'channel', 'device', 'device_name'],
  ...['receipt', 'sha256', 'bytes', 'leaf_hash', 'commitment_key', 'fault'],
] as const;
const FILE_COLUMNS = [
  'submission',
  'name',
  'file',
  'state',
  'content_type',
  'bytes',
  'sha256',
  'index',
  'commitment_key',
];

/** Where the submissions of a mission go. */
interface Place {
  readonly id: string;
  readonly slug: string;
  /** Of the mission, in the archive. */
  readonly folder: string;
  /** Folders of forms, by form id. */
  readonly forms: ReadonlyMap<string, string>;
}

/** How many were taken out. */
export interface TakenSubmissions {
  readonly versions: number;
  readonly files: number;
  readonly missing: number;
}

/** Takes out every version of every report as it came, in a folder of its own with the files that came with it. */
export async function takeSubmissions(taking: Taking, place: Place): Promise<TakenSubmissions> {
  const { sql, archive } = taking;
  const versions = await archive.table(`${place.folder}/submissions.csv`, COLUMNS);
  const files = new FileTable(taking, await archive.table(`${place.folder}/files.csv`, FILE_COLUMNS));
  const folders = new UniqueNames();
  let count = 0;
  for (let after = -1; ; ) {
    const rows = await readVersions(sql, { missionId: place.id, report: null }, after);
    const last = rows.at(-1);
    if (last === undefined) break;
    for (const row of rows) await versions.add([await takeVersion(taking, row, { place, folders, files })]);
    [after, count] = [Number(last.index), count + rows.length];
  }
  for (const file of await readLoneFiles(sql, place.id)) {
    await files.take(file, {
      submission: '',
      target: `${place.folder}/files-without-report/${file.report}/${safeName(file.name)}`,
    });
  }
  await versions.end();
  await files.table.end();
  return { versions: count, files: files.count, missing: files.missing };
}

interface Around {
  readonly place: Place;
  readonly folders: UniqueNames;
  readonly files: FileTable;
}

/** @returns its line of the list. */
async function takeVersion(taking: Taking, row: KeptVersion, { place, folders, files }: Around): Promise<string[]> {
  const { raw, formId, instanceId } = row;
  // The files of a version may be kept longer than its bytes.
  if (raw === null && row.files.length === 0) return lineOf(taking, row, { path: '', slug: place.slug });
  const form = formId === null ? '_no form' : (place.forms.get(formId) ?? `_${safeName(formId)}`);
  const name = folders.take(safeName(instanceId ?? `${row.report}-${row.number}`));
  const own = `${place.folder}/submissions/${form}/${name}`;
  const path = raw === null ? '' : `${own}/submission.xml`;
  if (raw !== null) await taking.archive.text(path, raw);
  const [, ...targets] = safeNames(['submission.xml', ...row.files.map((file) => file.name)]);
  for (const [at, file] of row.files.entries()) {
    await files.take(file, { submission: path, target: `${own}/${targets[at]}` });
  }
  return lineOf(taking, row, { path, slug: place.slug });
}

function lineOf({ names }: Taking, row: KeptVersion, { path, slug }: { path: string; slug: string }): string[] {
  const index = Number(row.index);
  const form = [row.formId ?? '', row.formVersion ?? '', row.formNumber === null ? '' : String(row.formNumber)];
  const device = [row.pseudonym ?? '', names.areShown ? (row.deviceName ?? '') : ''];
  return [
    ...[row.index, path, ...form, row.instanceId ?? '', row.deprecatedId ?? '', row.report, String(row.number)],
    ...[row.stands ? '1' : '0', row.key === null ? 'erased' : (row.state ?? 'unread'), row.reason ?? ''],
    ...[row.flags.join(' '), row.station ?? '', row.isMoved ? '1' : '0', row.receivedAt.toISOString(), row.channel],
    ...[...device, formatReceiptCode(receiptCodeOf(slug, index, row.leafHash)), row.sha256, String(row.bytes)],
    ...[formatHex(row.leafHash), row.key ?? '', row.fault ?? ''],
  ];
}

/** The list of the files of reports. */
class FileTable {
  readonly table: OpenTable;
  private readonly taking: Taking;
  count = 0;
  missing = 0;

  constructor(taking: Taking, table: OpenTable) {
    this.taking = taking;
    this.table = table;
  }

  async take(file: KeptFile, { submission, target }: { submission: string; target: string }): Promise<void> {
    const { archive, dataFolder, faults } = this.taking;
    const sha256 = Buffer.from(file.sha256, 'hex');
    const path = blobPath(join(dataFolder, 'files'), sha256);
    const isThere = await archive.stored(target, { path, bytes: file.bytes, sha256 });
    if (isThere) this.count += 1;
    else {
      this.missing += 1;
      faults.push(`${target}: the server does not have it any more, or not as it came (SHA-256 ${file.sha256})`);
    }
    const told = [isThere ? target : '', isThere ? 'present' : 'missing', file.contentType, String(file.bytes)];
    await this.table.add([[submission, file.name, ...told, file.sha256, String(file.index), file.key]]);
  }
}

/** Names that are each given once, whatever their case. */
class UniqueNames {
  private readonly taken = new Map<string, number>();

  take(name: string): string {
    const times = (this.taken.get(name.toLowerCase()) ?? 0) + 1;
    this.taken.set(name.toLowerCase(), times);
    return times === 1 ? name : this.take(`${name} (${times})`);
  }
}

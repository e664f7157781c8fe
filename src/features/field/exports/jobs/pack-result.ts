import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { blobPath } from '../../../../platform/files/blobs/blob-path.ts';
import { csvRows } from '../formats/csv-text.ts';
import { workbookParts } from '../formats/sheet-xml.ts';
import { ArchiveFile } from './archive-file.ts';
import { type ExportFolder, RESULT } from './export-folder.ts';
import type { ArchivePlace } from './export-place.ts';
import type { Attachment } from './list-attachments.ts';
import { PartFile } from './part-file.ts';
import { readLines } from './read-lines.ts';
import type { WrittenFile } from './write-tables.ts';

/** What came of the files of an archive, so far. */
export interface PackedFiles {
  readonly done: number;
  readonly missing: number;
}

/** What is packed, and how that is told. */
export interface PackGround {
  readonly folder: ExportFolder;
  /** The name of the workbook in the archive. */
  readonly workbookName: string;
  readonly format: 'csv' | 'xlsx' | 'jsonl';
  readonly dictionaryText: string;
  /** The list of attachments; null: none are wanted. */
  readonly attachments: { readonly path: string; readonly blobFolder: string } | null;
  /** Told after each attachment; may throw. `place`: from where packing can go on. */
  readonly onFile: (files: PackedFiles, place: () => Promise<ArchivePlace>) => Promise<void>;
}

const MANIFEST = 'manifest.csv';
const WORKBOOK = 'workbook';
const HEADER = ['file', 'state', 'sha256', 'bytes', 'content_type', 'report', 'receipt', 'question', 'name'];

/** Makes what is handed out of the files that were written; `place`: from where an earlier packing goes on. */
export async function packResult(
  ground: PackGround,
  files: readonly WrittenFile[],
  start: { readonly place: ArchivePlace | null } & PackedFiles,
): Promise<void> {
  const { folder, format, attachments } = ground;
  const result = join(folder.path, RESULT);
  const [only] = files;
  if (format === 'xlsx' && attachments === null) return await writeWorkbook(result, files);
  const isPlain = attachments === null && files.length === 1 && (format !== 'csv' || only?.name === 'reports.csv');
  if (isPlain && only !== undefined) return await rename(only.part.path, result);
  const archive = await ArchiveFile.open(result, start.place);
  try {
    if (start.place === null) await addTables(archive, ground, files);
    if (attachments !== null) await addAttachments(archive, { ...ground, attachments }, start);
    await archive.finish();
    await archive.sync();
  } finally {
    await archive.close();
  }
}

async function addTables(archive: ArchiveFile, ground: PackGround, files: readonly WrittenFile[]): Promise<void> {
  const { folder, format, workbookName, dictionaryText } = ground;
  if (format === 'xlsx') {
    const path = join(folder.path, WORKBOOK);
    await writeWorkbook(path, files);
    const { size } = await stat(path);
    await archive.addStored(workbookName, { path, bytes: size, sha256: null });
    await rm(path);
  } else for (const { name, part } of files) await archive.addPacked(name, part);
  await archive.addText('dictionary.csv', dictionaryText);
}

async function writeWorkbook(path: string, sheets: readonly WrittenFile[]): Promise<void> {
  const archive = await ArchiveFile.open(path, null);
  try {
    const named = sheets.map(({ name }, at) => ({ name, number: at + 1 }));
    for (const [part, text] of workbookParts(named)) await archive.addText(part, text);
    for (const [at, { part }] of sheets.entries()) await archive.addPacked(`xl/worksheets/sheet${at + 1}.xml`, part);
    await archive.finish();
    await archive.sync();
  } finally {
    await archive.close();
  }
}

async function addAttachments(
  archive: ArchiveFile,
  ground: PackGround & { readonly attachments: NonNullable<PackGround['attachments']> },
  start: { readonly place: ArchivePlace | null } & PackedFiles,
): Promise<void> {
  const { folder, attachments, onFile } = ground;
  const state = start.place?.manifest ?? null;
  const manifest = await PartFile.open(join(folder.path, 'manifest'), { isPacked: true, state });
  try {
    if (state === null) await manifest.append(csvRows([HEADER]));
    let { done, missing } = start;
    for await (const { line, end } of readLines(attachments.path, start.place?.listed ?? 0)) {
      const attachment = JSON.parse(line) as Attachment;
      const found = await addOne(archive, attachment, attachments.blobFolder);
      await manifest.append(csvRows([rowOf(attachment, found)]));
      done += 1;
      if (found !== 'present') missing += 1;
      await onFile({ done, missing }, async () => {
        await manifest.sync();
        await archive.sync();
        return { ...archive.place, manifest: manifest.state, listed: end };
      });
    }
    await manifest.finish();
    await archive.addPacked(MANIFEST, manifest);
  } finally {
    await manifest.close();
  }
}

type Found = 'present' | 'missing' | 'altered';

async function addOne(archive: ArchiveFile, { sha256, bytes, target }: Attachment, blobFolder: string): Promise<Found> {
  if (sha256 === null) return 'missing';
  const hash = Buffer.from(sha256, 'hex');
  const source = { path: blobPath(blobFolder, hash), bytes, sha256: hash };
  return (await archive.addStored(target, source)) ? 'present' : 'altered';
}

function rowOf(attachment: Attachment, found: Found): readonly (string | null)[] {
  const { target, sha256, bytes, contentType, report, receipt, question, name } = attachment;
  const isThere = found === 'present';
  return [
    isThere ? target : '',
    found,
    sha256,
    sha256 === null ? '' : String(bytes),
    contentType,
    report,
    receipt,
    question,
    name,
  ];
}

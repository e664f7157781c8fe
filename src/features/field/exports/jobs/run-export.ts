import { open, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { hashOf } from '../../../../platform/files/blobs/hash-file.ts';
import { loadFileWords } from '../../forms/access.ts';
import { EXPORT_LIFETIME_MS, type ExportAsk, endingOf } from '../export-job.ts';
import { csvRows } from '../formats/csv-text.ts';
import { safeName } from '../formats/safe-name.ts';
import { SHEET_LIMITS } from '../formats/sheet-xml.ts';
import { type ClaimedExport, finishExport, saveFound, saveProgress } from '../store/keep-jobs.ts';
import { listFiles } from '../store/list-files.ts';
import { findForm, loadVersions } from '../store/load-form.ts';
import { countReports, rowSource, type WantedReports } from '../store/read-reports.ts';
import { type Dictionary, makeDictionary } from '../tables/dictionary.ts';
import type { ExportedReport, ReportSource } from '../tables/exported-report.ts';
import { type MergedShape, mergeShapes } from '../tables/merge-shapes.ts';
import { type ExportPlan, languageOf, planTables, wordIn } from '../tables/plan-tables.ts';
import { readShape } from '../tables/read-shape.ts';
import { DICTIONARY, ExportFolder, folderOfExport, RESULT } from './export-folder.ts';
import { BEGINNING, type ExportPlace, ExportStop } from './export-place.ts';
import { fileNameOf } from './file-name.ts';
import { type LineSource, lineSource } from './lines/column-lines.ts';
import { listAttachments } from './list-attachments.ts';
import { packResult } from './pack-result.ts';
import { createWriter, type ReportWriter } from './write-tables.ts';

/** What the work on exports stands on. */
export interface ExportTools {
  readonly sql: Sql;
  /** Holds a folder for each export. */
  readonly folder: string;
  /** Holds the stored files by their content. */
  readonly blobFolder: string;
  readonly now: () => Date;
  /** Bytes that are free on the disk of the folder. */
  readonly freeBytes: () => Promise<number>;
  /** How other work is given its turn, and how this one is ended. */
  readonly pace: {
    readonly rest: (workedMs: number) => Promise<void>;
    readonly isEnding: () => boolean;
    readonly isCancelled: (id: string) => boolean;
  };
  /** Finds the reports of a query of the list: their ordinals, ascending; null: the query is not understood. */
  readonly findOrdinals: (wanted: WantedReports, query: object) => Promise<readonly number[] | null>;
}

/** What stays free on the disk for reports, their files and the database. */
export const EXPORT_RESERVE_BYTES = 1_024_000_000;
/** How much the files of all exports may take together. */
export const MOST_EXPORT_BYTES = 20_000_000_000;
/** After so long a place is noted from which the work can go on, and progress is told. */
const [SAFE_EVERY_MS, TOLD_EVERY_MS] = [3_000, 400];

/** Does the work on an export from where it stands. @throws ExportStop where it ends before that is done. */
export async function runExport(tools: ExportTools, job: ClaimedExport<ExportPlace>): Promise<void> {
  const prepared = await prepare(tools, job);
  const begun = job.place?.v === BEGINNING.v ? job.place : BEGINNING;
  const path = folderOfExport(tools.folder, job.id);
  if (begun === BEGINNING) await rm(path, { recursive: true, force: true });
  const folder = await ExportFolder.open(path, begun.parts);
  try {
    await new Running(tools, { job, prepared, folder, begun }).run();
  } finally {
    await folder.close();
  }
}

interface Prepared {
  readonly plan: ExportPlan;
  readonly dictionary: Dictionary;
  readonly source: ReportSource;
  /** Null: the files are not made of columns. */
  readonly lines: LineSource | null;
  /** The ending of the name of the file. */
  readonly ending: string;
  readonly isPacked: boolean;
}

async function prepare(tools: ExportTools, job: ClaimedExport<ExportPlace>): Promise<Prepared> {
  const { sql } = tools;
  const { ask, missionId, slug, endOrdinal } = job;
  const form = await findForm(sql, missionId, ask.formId);
  if (form === null) throw new ExportStop('no-form');
  const newestVersion = job.newestVersion ?? form.newestVersion;
  const versions = { from: ask.fromVersion ?? 1, to: Math.min(ask.toVersion ?? newestVersion, newestVersion) };
  const loaded = await loadVersions(sql, form.id, versions);
  if (loaded.length === 0) throw new ExportStop('no-form');
  const shape = mergeShapes(loaded.map((one) => readShape(one, one.core, one.codebook)));
  const plan = planTables(shape, ask, await listedWords(sql, { formUuid: form.id, versions, shape }, ask));
  const columns = plan.tables.map(({ known, answers }) => known.length + answers.length + 3);
  if (ask.format === 'xlsx' && Math.max(...columns) > SHEET_LIMITS.columns) throw new ExportStop('columns-many');
  const wanted = { missionId, slug, formUuid: form.id, endOrdinal, versions, ask };
  const ordinals = await ordinalsOf(tools, wanted, ask.query);
  if (job.newestVersion === null) {
    const total = ordinals === null ? await countReports(sql, wanted) : ordinals.length;
    await saveFound(sql, job.id, { total, newestVersion });
  }
  const ending = endingOf(ask, plan.tables.length > 1);
  return {
    plan,
    dictionary: makeDictionary(plan),
    source: rowSource(sql, wanted, ordinals),
    lines: ending === 'csv' && plan.tables.length === 1 ? lineSource({ sql, wanted, plan, ordinals }) : null,
    ending,
    isPacked: ending === 'zip' || ending === 'xlsx',
  };
}

/** Words of choices that stand in files; none where codes are wanted. */
async function listedWords(
  sql: Sql,
  { formUuid, versions, shape }: Pick<WantedReports, 'formUuid' | 'versions'> & { readonly shape: MergedShape },
  ask: ExportAsk,
): Promise<ExportPlan['listed']> {
  if (ask.words === 'codes') return new Map();
  const language = languageOf(shape, ask);
  return await loadFileWords(sql, formUuid, { versions, wordOf: (labels) => wordIn(labels, language) });
}

async function ordinalsOf(
  { findOrdinals }: ExportTools,
  wanted: WantedReports,
  query: object | null,
): Promise<readonly number[] | null> {
  if (query === null) return null;
  const found = await findOrdinals(wanted, query);
  // An export of more than was asked for would be worse than none.
  if (found === null) throw new ExportStop('query-unknown');
  return found.filter((ordinal) => ordinal < wanted.endOrdinal);
}

/** One export that is being worked on. */
class Running {
  private readonly tools: ExportTools;
  private readonly job: ClaimedExport<ExportPlace>;
  private readonly prepared: Prepared;
  private readonly folder: ExportFolder;
  private readonly writer: ReportWriter;
  private place: ExportPlace;
  private safeAt = performance.now();
  private toldAt = performance.now();

  constructor(
    tools: ExportTools,
    given: {
      readonly job: ClaimedExport<ExportPlace>;
      readonly prepared: Prepared;
      readonly folder: ExportFolder;
      readonly begun: ExportPlace;
    },
  ) {
    this.tools = tools;
    this.job = given.job;
    this.prepared = given.prepared;
    this.folder = given.folder;
    this.place = given.begun;
    const { plan, dictionary, isPacked } = given.prepared;
    this.writer = createWriter({ plan, dictionary, isPacked, ask: given.job.ask, folder: given.folder });
  }

  async run(): Promise<void> {
    const { dictionary } = this.prepared;
    const dictionaryText = csvRows([dictionary.columns, ...dictionary.rows]);
    await writeFile(join(this.folder.path, DICTIONARY), dictionaryText);
    await this.requireRoom();
    if (this.place.archive === null) await this.writeReports();
    const files = this.place.archive === null ? await this.writer.finish() : [];
    await this.pack(files, dictionaryText);
    await this.finish();
  }

  private async writeReports(): Promise<void> {
    for (;;) {
      const startedAt = performance.now();
      const written = await this.writeNext();
      if (written === null) return;
      this.place = {
        ...this.place,
        after: written.last,
        done: this.place.done + written.count,
        cutTexts: this.place.cutTexts + written.cut,
        filesTotal: this.place.filesTotal + written.listed,
      };
      await this.settle(async () => {
        await this.folder.sync();
        return { ...this.place, parts: this.folder.written };
      });
      await this.tools.pace.rest(performance.now() - startedAt);
    }
  }

  /** Writes the next reports; null: there are no more. */
  private async writeNext() {
    const { lines, source } = this.prepared;
    if (lines !== null) {
      const next = await lines.next(this.place.after);
      if (next !== null) await this.writer.writeLines?.(next.bytes);
      return next === null ? null : { last: next.last, count: next.count, cut: 0, listed: 0 };
    }
    const reports = await source.next(this.place.after);
    const last = reports.at(-1);
    if (last === undefined) return null;
    const cut = await this.writer.write(reports);
    const listed = this.job.ask.withFiles ? await this.listFiles(reports) : 0;
    return { last: last.ordinal, count: reports.length, cut, listed };
  }

  /** Puts what belongs to these reports on the list of files. @returns how many they are. */
  private async listFiles(reports: readonly ExportedReport[]): Promise<number> {
    const came = await listFiles(
      this.tools.sql,
      reports.map(({ id }) => id),
    );
    const attachments = listAttachments(this.prepared.plan, reports, came);
    const list = (await this.folder.part('files', false)).part;
    await list.append(attachments.map((attachment) => `${JSON.stringify(attachment)}\n`).join(''));
    return attachments.length;
  }

  private async pack(files: Awaited<ReturnType<ReportWriter['finish']>>, dictionaryText: string): Promise<void> {
    const { ask, slug } = this.job;
    const attachments = ask.withFiles
      ? { path: (await this.folder.part('files', false)).part.path, blobFolder: this.tools.blobFolder }
      : null;
    let startedAt = performance.now();
    const ground = {
      folder: this.folder,
      workbookName: `${slug}-${safeName(ask.formId)}.xlsx`,
      format: ask.format,
      dictionaryText,
      attachments,
      onFile: async (packed: { done: number; missing: number }, placeOf: () => Promise<ExportPlace['archive']>) => {
        this.place = { ...this.place, filesDone: packed.done, filesMissing: packed.missing };
        await this.settle(async () => ({ ...this.place, parts: this.folder.written, archive: await placeOf() }));
        await this.tools.pace.rest(performance.now() - startedAt);
        startedAt = performance.now();
      },
    };
    const { archive, filesDone: done, filesMissing: missing } = this.place;
    await packResult(ground, files, { place: archive, done, missing });
  }

  /** Ends the work where it has to end; notes now and then how far it has come. */
  private async settle(safePlace: () => Promise<ExportPlace>): Promise<void> {
    const { pace, sql } = this.tools;
    if (pace.isCancelled(this.job.id)) throw new ExportStop('cancelled');
    const at = performance.now();
    const isSafe = pace.isEnding() || at - this.safeAt >= SAFE_EVERY_MS;
    if (!isSafe && at - this.toldAt < TOLD_EVERY_MS) return;
    if (isSafe) await this.requireRoom();
    const place = isSafe ? await safePlace() : null;
    if (!(await saveProgress(sql, this.job.id, { ...this.place, place }))) throw new ExportStop('cancelled');
    this.toldAt = performance.now();
    if (isSafe) this.safeAt = this.toldAt;
    if (pace.isEnding()) throw new ExportStop('ending');
  }

  private async requireRoom(): Promise<void> {
    if ((await this.tools.freeBytes()) < EXPORT_RESERVE_BYTES) throw new ExportStop('out-of-space');
    const sizes = Object.values(this.folder.written).map(({ bytes }) => bytes);
    const total = sizes.reduce((sum, bytes) => sum + bytes, this.place.archive?.bytes ?? 0);
    if (total > MOST_EXPORT_BYTES) throw new ExportStop('exports-full');
  }

  private async finish(): Promise<void> {
    const { sql, now } = this.tools;
    const path = join(this.folder.path, RESULT);
    const [sha256, { size }] = [await hashOfPath(path), await stat(path)];
    await saveProgress(sql, this.job.id, { ...this.place, place: null });
    const at = now();
    const expiresAt = new Date(at.getTime() + EXPORT_LIFETIME_MS);
    const fileName = fileNameOf(this.job, this.place.done, this.prepared.ending);
    const finished = { fileName, bytes: size, sha256, at, expiresAt };
    if (!(await finishExport(sql, this.job.id, finished))) throw new ExportStop('cancelled');
    // Of what was written on the way nothing is needed any more.
    await this.folder.keepOnly([RESULT, DICTIONARY]);
  }
}

async function hashOfPath(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    return await hashOf(file);
  } finally {
    await file.close();
  }
}

import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import { commitContent } from '../../../../../ledger/commitment/field-commitment.ts';
import type { LogLeaf } from '../../../../../ledger/commitment/log-leaf.ts';
import { type Judged, type PendingLeaf, pendingLeaf } from '../../../../../platform/log/sequencer.ts';
import type { Arrival, ArrivedFile, Channel, Sender } from '../../arrival.ts';
import { reportIdOf, reportIdOfBytes } from '../../report-id.ts';
import { findKnown } from '../../store/find-known.ts';
import type { NewAlias, NewFile, NewItem } from '../../store/keep-arrivals.ts';
import { fileKey, hasName, loadFiles, newReport, type Report, type Version, versionOf } from './batch-reports.ts';
import { findSame } from './find-same.ts';

/** What is to be stored and logged: a version with its files, or files alone. */
export interface IntakeEntry {
  readonly channel: Channel;
  readonly sender: Sender;
  /** Null: files alone, of the report `reportId`. */
  readonly arrival: Arrival | null;
  readonly reportId: string | null;
  readonly files: readonly ArrivedFile[];
}

/** Where an entry came to stand. */
export interface Standing {
  readonly status: 'accepted' | 'same' | 'rival';
  readonly reportId: string;
  readonly place: { readonly index: number; readonly leafHash: Uint8Array };
  /** Whether it came again after it was erased: it stays so. */
  readonly isErased: boolean;
}

/** A judged entry with the rows that it adds. */
export interface JudgedArrival extends Judged<Standing> {
  readonly item: NewItem | null;
  readonly newFiles: readonly NewFile[];
  readonly alias: NewAlias | null;
}

/** A leaf has 4,096 bytes. */
const MOST_FILES_IN_RECEIPT = 40;
const KEY_BYTES = 32;
const KEYS_AT_ONCE = 64;

/** Judges the entries of one batch after one another, each knowing of those before it. */
export async function judgeArrivals(
  sql: Sql,
  missionId: string,
  { entries, at }: { readonly entries: readonly IntakeEntry[]; readonly at: Date },
): Promise<JudgedArrival[]> {
  // Loops: functions that are made anew for each batch would be compiled anew as well.
  const named: Named[] = [];
  for (const entry of entries) named.push({ entry, ...namesOf(missionId, entry) });
  const bench = await Bench.open(sql, { missionId, at, named });
  const judged: JudgedArrival[] = [];
  for (const one of named) {
    const found = bench.judge(one);
    judged.push(found instanceof Promise ? await found : found);
  }
  return judged;
}

interface Named {
  readonly entry: IntakeEntry;
  /** Id made of its own name, and of the name of what it corrects. */
  readonly own: string;
  readonly base: string | null;
}

function namesOf(missionId: string, { arrival, reportId }: IntakeEntry): { own: string; base: string | null } {
  if (arrival === null || reportId !== null) return { own: reportId ?? '', base: null };
  const { instanceId, deprecatedId } = arrival.envelope;
  if (instanceId === null) return { own: reportIdOfBytes(missionId, arrival.sha256), base: null };
  const isEdit = deprecatedId !== null && deprecatedId !== instanceId;
  return { own: reportIdOf(missionId, instanceId), base: isEdit ? reportIdOf(missionId, deprecatedId) : null };
}

class Bench {
  private readonly sql: Sql;
  private readonly missionId: string;
  private readonly at: Date;
  /** By every id that it goes by. */
  private readonly reports: Map<string, Report>;
  private random = Buffer.alloc(0);

  private constructor(sql: Sql, known: { missionId: string; at: Date; reports: Map<string, Report> }) {
    this.sql = sql;
    this.missionId = known.missionId;
    this.at = known.at;
    this.reports = known.reports;
  }

  static async open(
    sql: Sql,
    { missionId, at, named }: { missionId: string; at: Date; named: readonly Named[] },
  ): Promise<Bench> {
    const [ids, digests] = [new Set<string>(), [] as Uint8Array[]];
    for (const { entry, own, base } of named) {
      ids.add(own).add(base ?? own);
      if (entry.arrival !== null) digests.push(entry.arrival.sha256);
    }
    const reports = new Map<string, Report>();
    for (const { asked, reportId, items, isCrowded } of await findKnown(sql, { ids: [...ids], digests })) {
      const report = reports.get(reportId) ?? { ...newReport(reportId), versions: items.map(versionOf), isCrowded };
      reports.set(reportId, report).set(asked, report);
    }
    const bench = new Bench(sql, { missionId, at, reports });
    await bench.loadFiles(named);
    return bench;
  }

  async judge(named: Named): Promise<JudgedArrival> {
    const { entry, own, base } = named;
    if (entry.arrival === null) return this.addFiles(this.reportOf(own), { entry, receipt: null });
    const mine = this.reportOf(own);
    const found = await findSame(this.sql, mine, entry.arrival);
    if (found !== null) return this.addFiles(mine, { entry, receipt: found });
    const isRival = entry.arrival.envelope.instanceId !== null && hasName(mine, entry.arrival);
    // An edit under a name that is taken says nothing sure about what it corrects.
    const alias = isRival || base === null ? null : this.join(mine, this.reportOf(base), own);
    return this.add(this.reportOf(own), { entry, arrival: entry.arrival, isRival, alias });
  }

  private async loadFiles(named: readonly Named[]): Promise<void> {
    const withFiles = named.filter(({ entry }) => entry.files.length > 0);
    if (withFiles.length === 0) return;
    const reportsOf = ({ own, base }: Named) => new Set([own, base ?? own].map((id) => this.reportOf(id)));
    await loadFiles(
      this.sql,
      withFiles.map((one) => ({ reports: [...reportsOf(one)], files: one.entry.files })),
    );
  }

  /** Random bytes are asked for by the thousand: asking costs more than they do. */
  private newKey(): Uint8Array {
    if (this.random.length < KEY_BYTES) this.random = randomBytes(KEYS_AT_ONCE * KEY_BYTES);
    const key = this.random.subarray(0, KEY_BYTES);
    this.random = this.random.subarray(KEY_BYTES);
    return key;
  }

  private reportOf(id: string): Report {
    const report = this.reports.get(id) ?? newReport(id);
    this.reports.set(id, report);
    return report;
  }

  /** Makes two reports one: what goes by the name `own` belongs to the report that it corrects. */
  private join(mine: Report, base: Report, own: string): NewAlias | null {
    if (mine === base) return null;
    base.versions.push(...mine.versions);
    for (const file of mine.files) base.files.add(file);
    base.fileCount += mine.fileCount;
    base.isCrowded ||= mine.isCrowded;
    for (const [id, report] of this.reports) if (report === mine) this.reports.set(id, base);
    return { id: own, reportId: base.id };
  }

  private add(
    report: Report,
    given: { entry: IntakeEntry; arrival: Arrival; isRival: boolean; alias: NewAlias | null },
  ): JudgedArrival {
    const { entry, arrival, isRival, alias } = given;
    const key = this.newKey();
    const number = report.versions.reduce((most, version) => Math.max(most, version.number), 0) + 1;
    const files = this.newFiles(report, entry.files);
    const within = files.slice(0, MOST_FILES_IN_RECEIPT);
    const attachments = within.map(({ commitment }) => commitment);
    const previous = report.versions.at(-1)?.leaf.hash;
    const leaf = pendingLeaf({
      ...this.head('receipt', report.id, number),
      ...senderOf(arrival),
      content: formatHex(commitContent(key, 'raw', arrival.sha256)),
      ...(previous === undefined ? {} : { previous: formatHex(previous) }),
      ...(attachments.length === 0 ? {} : { attachments }),
    });
    const { instanceId } = arrival.envelope;
    report.versions.push({ sha256: arrival.sha256, instanceId, number, leaf, raw: arrival.raw, stored: null });
    const rows = within.map(({ file, key: fileKey }) => this.fileRow(report, { file, entry, key: fileKey, leaf }));
    const rest = this.attach(report, { entry, files: files.slice(MOST_FILES_IN_RECEIPT), receipt: leaf.hash });
    const item = { missionId: this.missionId, reportId: report.id, number, arrival, key, at: this.at, leaf };
    const status = isRival ? 'rival' : 'accepted';
    return {
      leaves: [leaf, ...rest.map((row) => row.leaf)],
      settle: () => settled({ status, reportId: report.id, leaf, isErased: false }, rest.at(-1)?.leaf ?? leaf),
      item,
      newFiles: [...rows, ...rest],
      alias,
    };
  }

  private addFiles(report: Report, given: { entry: IntakeEntry; receipt: Version | null }): JudgedArrival {
    const { entry, receipt } = given;
    const isErased = receipt?.stored?.isErased === true;
    const about = receipt?.leaf ?? report.versions.at(-1)?.leaf ?? null;
    const files = this.newFiles(report, entry.files);
    const newFiles = this.attach(report, { entry, files, receipt: about?.hash ?? null });
    const leaf = receipt?.leaf ?? newFiles[0]?.leaf ?? about ?? { index: -1, hash: new Uint8Array(32) };
    return {
      leaves: newFiles.map((row) => row.leaf),
      settle: () => settled({ status: 'same', reportId: report.id, leaf, isErased }, newFiles.at(-1)?.leaf ?? leaf),
      item: null,
      newFiles,
      alias: null,
    };
  }

  /** Those that are not here yet, noted as being here from now on. */
  private newFiles(report: Report, files: readonly ArrivedFile[]): FileAtHand[] {
    const fresh: FileAtHand[] = [];
    for (const file of files) {
      if (report.files.has(fileKey(file))) continue;
      report.files.add(fileKey(file));
      report.fileCount += 1;
      const key = this.newKey();
      fresh.push({ file, key, commitment: formatHex(commitContent(key, file.name, file.sha256)) });
    }
    return fresh;
  }

  /** Files with a leaf each. */
  private attach(
    report: Report,
    given: { entry: IntakeEntry; files: readonly FileAtHand[]; receipt: Uint8Array | null },
  ): (NewFile & { readonly leaf: PendingLeaf })[] {
    const { entry, files, receipt } = given;
    const before = report.fileCount - files.length;
    return files.map(({ file, key, commitment }, at) => {
      const leaf = pendingLeaf({
        ...this.head('attachment', report.id, before + at + 1),
        ...deviceOf(entry),
        content: commitment,
        ...(receipt === null ? {} : { receipt: formatHex(receipt) }),
      });
      return { ...this.fileRow(report, { file, entry, key, leaf }), leaf };
    });
  }

  private fileRow(
    report: Report,
    row: { file: ArrivedFile; entry: IntakeEntry; key: Uint8Array; leaf: PendingLeaf },
  ): NewFile {
    const { file, entry, key, leaf } = row;
    return { missionId: this.missionId, reportId: report.id, file, sender: entry.sender, key, at: this.at, leaf };
  }

  private head(type: LogLeaf['type'], id: string, version: number) {
    return { v: 1, type, id, version, time: this.at.getTime() } as const;
  }
}

interface FileAtHand {
  readonly file: ArrivedFile;
  readonly key: Uint8Array;
  readonly commitment: string;
}

function settled(
  standing: Omit<Standing, 'place'> & { leaf: { index: number; hash: Uint8Array } },
  last: { index: number },
): { answer: Standing; index: number } {
  const { leaf, ...answer } = standing;
  const index = Math.max(leaf.index, last.index);
  return { answer: { ...answer, place: { index: leaf.index, leafHash: leaf.hash } }, index };
}

function senderOf({ channel, sender, stated }: Arrival) {
  return {
    ...deviceOf({ channel, sender }),
    ...(stated === null ? {} : { sequence: stated.sequence }),
    ...(stated === null || stated.previous === null ? {} : { devicePrevious: formatHex(stated.previous) }),
  };
}

function deviceOf({ channel, sender }: Pick<IntakeEntry, 'channel' | 'sender'>) {
  return { channel, ...(sender.pseudonym === null ? {} : { device: sender.pseudonym }) };
}

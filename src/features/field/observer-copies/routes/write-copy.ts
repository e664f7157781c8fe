import type { TransactionSql } from 'postgres';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import { formatReceiptCode, receiptCodeOf } from '../../../../ledger/proof/receipt-code.ts';
import type { BlobStore } from '../../../../platform/files/blobs/blob-store.ts';
import { actWithoutNames, type HideNames, hideInside, nameHider } from '../../../office/history/hide-names.ts';
import { listNames } from '../../../office/history/store.ts';
import { safeName, safeNames } from '../../exports/formats/safe-name.ts';
import {
  type KeptFile,
  type KeptVersion,
  type LoneFile,
  readLoneFiles,
  readVersions,
  readWork,
} from '../../reports/store/export/read-everything.ts';
import {
  COPY_README,
  type CopiedDevice,
  type CopiedReport,
  type CopyCounts,
  isOwnPart,
  OTHER_DEVICE,
} from '../observer-copy.ts';
import {
  type Concerned,
  listCopiedActs,
  listCopiedCodes,
  listCopiedEntries,
  listCopiedEvents,
  listCopiedReports,
} from '../store.ts';
import type { StreamedZip } from './stream-zip.ts';

/** Whose copy is made, and of what. */
export interface CopyOrder {
  readonly mission: { readonly id: string; readonly slug: string; readonly name: Readonly<Record<string, string>> };
  readonly device: CopiedDevice;
  readonly blobs: Pick<BlobStore, 'open'>;
  readonly madeAt: Date;
}

type Counts = { -readonly [K in keyof CopyCounts]: CopyCounts[K] };

/** A copy while it is made. */
interface Making extends CopyOrder {
  readonly sql: TransactionSql;
  readonly zip: StreamedZip;
  readonly names: { readonly hide: HideNames; readonly of: (id: string | null) => string };
  readonly counts: Counts;
  /** Files that the server does not have any more. */
  readonly missing: string[];
}

/** Writes all that is kept of an observer's device, and nothing by which others are known. @param sql sees one moment. */
export async function writeCopy(sql: TransactionSql, zip: StreamedZip, order: CopyOrder): Promise<void> {
  const { mission, device, madeAt } = order;
  const counts = { reports: 0, versions: 0, files: 0, acts: 0, events: 0 };
  const making: Making = { ...order, sql, zip, names: await namesBeside(sql, device), counts, missing: [] };
  await zip.text('README.txt', COPY_README);
  const reports = await listCopiedReports(sql, mission.id, device.id);
  for (const report of reports) await writeReport(making, report);
  await writeLoneFiles(making);
  const ownReports = reports.flatMap(({ id, isOwn }) => (isOwn ? [id] : []));
  const concerned = { deviceId: device.id, key: `${mission.slug}/${device.pseudonym}`, reports: ownReports };
  await writeActs(making, concerned);
  await writeEvents(making, concerned);
  const { id: _, ...told } = { ...device, revocationReason: hideIn(making, device.revocationReason) };
  const codes = await listCopiedCodes(sql, device.id);
  const named = { slug: mission.slug, name: mission.name };
  const head = { format: 'scrutineer-observer-copy', v: 1, madeAt, mission: named, device: { ...told, codes } };
  await writeJson(making, 'observer.json', { ...head, counts, missing: making.missing });
  await zip.finish();
}

/** How everybody else is called; what the observer is called is no secret to them. */
async function namesBeside(sql: TransactionSql, own: CopiedDevice): Promise<Making['names']> {
  const known = await listNames(sql);
  const isOwn = (person: (typeof known)[number]) => person.id === own.id || person.pseudonym === own.pseudonym;
  const ownNames = new Set(known.filter(isOwn).map(({ name }) => name));
  const standIn = (role: string) => (role === 'device' ? OTHER_DEVICE : role);
  const others = known.filter((person) => !isOwn(person) && !ownNames.has(person.name));
  const hidden = others.flatMap(({ id, name, role, pseudonym }) =>
    [id, name, pseudonym].flatMap((text) => (text === null ? [] : [{ name: text, standIn: standIn(role) }])),
  );
  const roles = new Map(others.map(({ id, role }) => [id, standIn(role)]));
  return { hide: nameHider(hidden), of: (id) => (id === own.id ? 'you' : (roles.get(id as never) ?? 'person')) };
}

async function writeReport(making: Making, { id: report, isOwn }: CopiedReport): Promise<void> {
  const { sql, mission, device, counts } = making;
  const part = { folder: `reports/${report}`, isOwn, deviceId: device.id };
  const [versions, files]: [object[], object[]] = [[], []];
  const hashes: string[] = [];
  let standing: KeptVersion | null = null;
  for (let after = -1; ; ) {
    const rows = await readVersions(sql, { missionId: mission.id, report }, after);
    const last = rows.at(-1);
    if (last === undefined) break;
    for (const row of rows) {
      hashes.push(row.sha256);
      versions.push(await writeVersion(making, row, { ...part, place: versions.length + 1 }));
      files.push(...(await writeFiles(making, row.files, part)));
      if (row.stands && isOwnPart(row.deviceId, part)) standing = row;
    }
    after = Number(last.index);
  }
  counts.reports += 1;
  const stands = { state: standing?.state ?? null, station: standing?.station ?? null };
  const done = isOwn ? await readDone(making, report, hashes) : {};
  await writeJson(making, `${part.folder}/report.json`, {
    report,
    isYours: isOwn,
    ...stands,
    versions,
    files,
    ...done,
  });
}

/** What was done to a report of the observer, and noted when it was typed for them. */
async function readDone({ sql, mission, device, names }: Making, report: string, hashes: readonly string[]) {
  const shown = (text: string | null) => (text === null ? null : names.hide(text));
  const work = (await readWork(sql, mission.id, [report])).map(({ at, kind, byId, text, station }) => {
    return { at, kind, by: names.of(byId), text: shown(text), station };
  });
  const typed = await listCopiedEntries(sql, { missionId: mission.id, deviceId: device.id }, hashes);
  const entries = typed.map(({ typistId, note, ...entry }) => ({
    ...entry,
    by: names.of(typistId),
    note: shown(note),
  }));
  return { work, entries };
}

/** Where a report lies in the copy, and whose it is. */
interface Part {
  readonly folder: string;
  readonly isOwn: boolean;
  readonly deviceId: string;
}

/** @returns what is told of it; of what others sent under the same name, that it came and nothing else. */
async function writeVersion(
  making: Making,
  row: KeptVersion,
  part: Part & { readonly place: number },
): Promise<object> {
  const { zip, mission, counts } = making;
  const { index, number, receivedAt, leafHash, channel, deviceId } = row;
  if (!isOwnPart(deviceId, part)) return { number, receivedAt, by: deviceId === null ? 'desk' : OTHER_DEVICE };
  counts.versions += 1;
  const path = `${part.folder}/${part.place}.xml`;
  if (row.raw !== null) await zip.text(path, row.raw);
  const receipt = formatReceiptCode(receiptCodeOf(mission.slug, Number(index), leafHash));
  const { formId, formVersion, formNumber, instanceId, deprecatedId, sha256, bytes, stands, flags, reason } = row;
  return {
    ...{ index: Number(index), number, receivedAt, by: deviceId === null ? 'desk' : 'your device', channel },
    ...{ receipt, leafHash: formatHex(leafHash), sha256, bytes, file: row.raw === null ? null : path },
    ...{ isErased: row.raw === null, formId, formVersion, formNumber, instanceId, deprecatedId, stands, flags, reason },
    answers: row.answers,
  };
}

async function writeFiles(making: Making, files: readonly KeptFile[], part: Part): Promise<object[]> {
  const own = files.filter(({ deviceId }) => isOwnPart(deviceId, part));
  const targets = safeNames(own.map(({ name }) => name));
  const told: object[] = [];
  for (const [at, file] of own.entries()) {
    // By its place in the log: versions may each have a file of one name.
    told.push(await writeFile(making, file, `${part.folder}/files/${file.index}-${targets[at]}`));
  }
  return told;
}

async function writeFile(making: Making, file: KeptFile, target: string): Promise<object> {
  const { zip, blobs, counts, missing } = making;
  const { name, sha256, bytes, contentType } = file;
  const isThere = await zip.stored(target, () => blobs.open(Buffer.from(sha256, 'hex')));
  if (isThere) counts.files += 1;
  else missing.push(name);
  return { name, file: isThere ? target : null, sha256, bytes, contentType };
}

/** Files whose report never came. */
async function writeLoneFiles(making: Making): Promise<void> {
  const { sql, mission, device } = making;
  const lone = await readLoneFiles(sql, mission.id);
  for (const file of lone.filter(({ deviceId }: LoneFile) => deviceId === device.id)) {
    await writeFile(making, file, `files-without-report/${file.index}-${safeName(file.name)}`);
  }
}

async function writeActs(making: Making, concerned: Concerned): Promise<void> {
  const { sql, device, counts, names } = making;
  const acts = (await listCopiedActs(sql, concerned)).map((act) => {
    const { address, ...details } = act.details;
    const isDevice = act.actorId === null && act.actorName === device.name;
    // Where the device enrolled from is the observer's; where others were is theirs.
    const shown = actWithoutNames({ ...act, details: isDevice && address ? act.details : details }, names.hide);
    const { id: _, actorId: __, actorName, ...told } = shown;
    return { ...told, by: act.actorId === null ? actorName : names.of(act.actorId) };
  });
  counts.acts = acts.length;
  await writeJson(making, 'acts.json', acts);
}

async function writeEvents(making: Making, concerned: Concerned): Promise<void> {
  const { sql, device, counts, names } = making;
  const events = (await listCopiedEvents(sql, concerned)).map(({ actorId, actorName, source, details, ...event }) => {
    const isDevice = actorId === device.id;
    const by = actorId === null ? names.hide(actorName) : names.of(actorId);
    const { address: _, ...told } = details;
    return { ...event, by, source: isDevice ? source : '', details: hideInside(told, names.hide) };
  });
  counts.events = events.length;
  await writeJson(making, 'security-events.json', events);
}

function hideIn({ names }: Making, text: string | null): string | null {
  return text === null ? null : names.hide(text);
}

async function writeJson({ zip }: Making, path: string, value: unknown): Promise<void> {
  await zip.text(path, `${JSON.stringify(value, null, 2)}\n`);
}

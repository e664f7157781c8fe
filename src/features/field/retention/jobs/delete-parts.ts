import type { Sql, TransactionSql } from 'postgres';
import { must } from '../../../../kernel/result.ts';
import { type AnnouncedEvent, announceEvents } from '../../../../platform/log/announced-event.ts';
import { type ForgottenDevice, forgetKeys, forgetNames } from '../../../mission/devices/store/forget-devices.ts';
import { forgetReporters } from '../../entries/store.ts';
import { deleteCopies, deleteScans } from '../../papers/store/delete-kept.ts';
import { deleteFileKeys, deleteSubmissions, findNamedContents } from '../../reports/store/erase-report.ts';
import type { RetentionPart } from '../retention.ts';
import type { JudgedItem } from '../store/judge-items.ts';

/** What is to be deleted, and of what it is a part. */
export interface DoomedItems {
  readonly missionId: string;
  readonly part: RetentionPart;
  readonly items: readonly JudgedItem[];
  readonly at: Date;
}

/** Deletes what the rows name, each by the slice whose it is; of devices and files, what opens them. */
export async function deleteParts(sql: TransactionSql, doomed: DoomedItems): Promise<void> {
  const { part, items, at } = doomed;
  if (items.length === 0) return;
  const ids = items.map(({ objectId }) => objectId);
  switch (part) {
    case 'device':
      return await announceRevocations(sql, doomed, await forgetKeys(sql, ids, at));
    case 'file':
      return await deleteFileKeys(sql, items.map(fileOf), at);
    case 'scan':
      return await deleteScans(sql, items.map(scanOf), at);
    case 'entry':
      return await forgetReporters(sql, ids, at);
    case 'copy':
      return await deleteCopies(sql, ids, at);
    case 'submission':
      return await deleteSubmissions(sql, items.map(versionOf), at);
  }
}

/** The names of devices, whose keys went before. */
export async function forgetDeviceNames(
  sql: TransactionSql,
  items: readonly Pick<JudgedItem, 'objectId'>[],
): Promise<void> {
  await forgetNames(
    sql,
    items.map(({ objectId }) => objectId),
  );
}

/** Which of the contents somebody still needs. */
export async function findNamed(sql: Sql, hashes: readonly Uint8Array[]): Promise<Uint8Array[]> {
  return await findNamedContents(sql, hashes);
}

/** The log is told of devices that could send until now, as whenever one is revoked. */
async function announceRevocations(
  sql: TransactionSql,
  { missionId, at }: DoomedItems,
  devices: readonly ForgottenDevice[],
): Promise<void> {
  const events = devices
    .filter(({ enrolments }) => enrolments > 0)
    .map(({ id, pseudonym, enrolmentLeaf }): AnnouncedEvent => {
      const about = enrolmentLeaf === null ? {} : { about: enrolmentLeaf };
      return { type: 'revocation', id, version: 1, device: pseudonym, ...about };
    });
  await announceEvents(sql, missionId, { events, at });
}

function fileOf({ objectId, label, sha256 }: JudgedItem) {
  return { reportId: objectId, name: label, sha256: must(sha256, `Delete file ${label}: the list has its hash`) };
}

function scanOf({ objectId, label, sha256 }: JudgedItem) {
  return { paperId: objectId, sha256: must(sha256, `Delete picture of ${label}: the list has its hash`) };
}

function versionOf({ objectId, label }: JudgedItem) {
  return { reportId: objectId, number: Number(label) };
}

import type { TransactionSql } from 'postgres';
import { CopyRows, copyRows } from '../../../../platform/db/rows/copy-rows.ts';
import type { Arrival, ArrivedFile, Sender } from '../arrival.ts';

/** The leaf that commits to a row, with its number. */
interface Leaf {
  readonly index: number;
  readonly hash: Uint8Array;
}

/** A version that is to be stored. */
export interface NewItem {
  readonly missionId: string;
  readonly reportId: string;
  readonly number: number;
  readonly arrival: Arrival;
  readonly key: Uint8Array;
  readonly at: Date;
  readonly leaf: Leaf;
}

/** A file of a report that is to be stored. */
export interface NewFile {
  readonly missionId: string;
  readonly reportId: string;
  readonly file: ArrivedFile;
  readonly sender: Sender;
  readonly key: Uint8Array;
  readonly at: Date;
  readonly leaf: Leaf;
}

/** A name whose report is another one. */
export interface NewAlias {
  readonly id: string;
  readonly reportId: string;
}

const ITEM_COLUMNS = `report_id, sha256, mission_id, number, instance_id, deprecated_id, channel, device_id, courier_id,
  form_id, form_version, fault, raw, key, bytes, received_at, device_sequence, device_previous, device_time, leaf_index,
  leaf_hash, api_key_id`;

const FILE_COLUMNS = `report_id, name, sha256, mission_id, bytes, content_type, device_id, key, received_at, leaf_index,
  leaf_hash`;

/** Stores versions; one that is there already fails the transaction. */
export async function saveItems(sql: TransactionSql, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  const rows = new CopyRows(22, 64 + items.reduce((sum, { arrival }) => sum + arrival.raw.length + 600, 0));
  for (const item of items) addItem(rows, item);
  await copyRows(sql, `report_item (${ITEM_COLUMNS})`, rows);
}

function addItem(rows: CopyRows, { arrival, ...item }: NewItem): void {
  const { envelope, sender, stated } = arrival;
  rows.row().uuid(item.reportId).bytes(arrival.sha256).uuid(item.missionId).int4(item.number);
  rows.text(envelope.instanceId).text(envelope.deprecatedId).text(arrival.channel);
  rows.uuid(sender.deviceId).uuid(sender.courierId).text(envelope.formId).text(envelope.version).text(arrival.fault);
  rows.bytes(arrival.raw).bytes(item.key).int4(arrival.raw.length).time(item.at);
  rows
    .int4(stated?.sequence ?? null)
    .bytes(stated?.previous ?? null)
    .time(stated?.time ?? null);
  rows
    .int8(item.leaf.index)
    .bytes(item.leaf.hash)
    .uuid(sender.apiKeyId ?? null);
}

/** Stores what is known of files. */
export async function saveFiles(sql: TransactionSql, files: readonly NewFile[]): Promise<void> {
  if (files.length === 0) return;
  const rows = new CopyRows(11);
  for (const { file, sender, ...row } of files) {
    rows.row().uuid(row.reportId).text(file.name).bytes(file.sha256).uuid(row.missionId).int8(file.bytes);
    rows.text(file.contentType).uuid(sender.deviceId).bytes(row.key).time(row.at);
    rows.int8(row.leaf.index).bytes(row.leaf.hash);
  }
  await copyRows(sql, `report_file (${FILE_COLUMNS})`, rows);
}

/** Stores under which report the versions of a name are found; what belonged to the name goes with it. */
export async function saveAliases(sql: TransactionSql, aliases: readonly NewAlias[]): Promise<void> {
  for (const { id, reportId } of aliases) {
    await sql`update report_alias set report_id = ${reportId} where report_id = ${id} and id <> ${reportId}`;
    await sql`
      insert into report_alias (id, report_id) values (${id}, ${reportId})
      on conflict (id) do update set report_id = excluded.report_id`;
  }
}

import type { TransactionSql } from 'postgres';
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

/** Stores versions; one that is there already fails the transaction. */
export async function saveItems(sql: TransactionSql, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  const raws = items.map(({ arrival }) => arrival.raw);
  const rows = items.map(rowOf);
  const blobs = {
    raw: Buffer.concat(raws),
    sha256: Buffer.concat(items.map(({ arrival }) => arrival.sha256)),
    key: Buffer.concat(items.map(({ key }) => key)),
    leaf: Buffer.concat(items.map(({ leaf }) => leaf.hash)),
  };
  let next = 1;
  const starts = raws.map((raw) => {
    next += raw.length;
    return next - raw.length;
  });
  // Bytes go as one parameter each, since a list of them would be spelt out twice; all else as one JSON text.
  await sql`
    insert into report_item (report_id, sha256, mission_id, number, instance_id, deprecated_id, channel, device_id,
      courier_id, form_id, form_version, fault, raw, key, bytes, received_at, device_sequence, device_previous,
      device_time, leaf_index, leaf_hash)
    select g.report_id, substring(b.sha256 from (g.n - 1)::int * 32 + 1 for 32), g.mission_id, g.number, g.instance_id,
      g.deprecated_id, g.channel, g.device_id, g.courier_id, g.form_id, g.form_version, g.fault,
      substring(b.raw from g.start for g.bytes), substring(b.key from (g.n - 1)::int * 32 + 1 for 32), g.bytes, g.at,
      g.sequence, decode(g.previous, 'hex'), g.device_time, g.leaf_index,
      substring(b.leaf from (g.n - 1)::int * 32 + 1 for 32)
    from (select ${blobs.raw}::bytea as raw, ${blobs.sha256}::bytea as sha256, ${blobs.key}::bytea as key,
        ${blobs.leaf}::bytea as leaf) b,
      rows from (json_to_recordset(${JSON.stringify(rows.map((row, at) => ({ ...row, start: starts[at] })))}::text::json) as (
        report_id uuid, mission_id uuid, number int, instance_id text, deprecated_id text, channel text, device_id uuid,
        courier_id uuid, form_id text, form_version text, fault text, bytes int, at timestamptz, sequence int,
        previous text, device_time timestamptz, leaf_index bigint, start int)) with ordinality
        g (report_id, mission_id, number, instance_id, deprecated_id, channel, device_id, courier_id, form_id,
          form_version, fault, bytes, at, sequence, previous, device_time, leaf_index, start, n)`;
}

function rowOf({ arrival, ...item }: NewItem): Record<string, string | number | null> {
  const { envelope, sender, stated } = arrival;
  return {
    report_id: item.reportId,
    mission_id: item.missionId,
    number: item.number,
    instance_id: envelope.instanceId,
    deprecated_id: envelope.deprecatedId,
    channel: arrival.channel,
    device_id: sender.deviceId,
    courier_id: sender.courierId,
    form_id: envelope.formId,
    form_version: envelope.version,
    fault: arrival.fault,
    bytes: arrival.raw.length,
    at: item.at.toISOString(),
    sequence: stated?.sequence ?? null,
    previous: stated?.previous == null ? null : Buffer.from(stated.previous).toString('hex'),
    device_time: stated?.time?.toISOString() ?? null,
    leaf_index: item.leaf.index,
  };
}

/** Stores what is known of files. */
export async function saveFiles(sql: TransactionSql, files: readonly NewFile[]): Promise<void> {
  if (files.length === 0) return;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const rows = files.map(({ file, sender, ...row }) => ({
    report_id: row.reportId,
    mission_id: row.missionId,
    name: file.name,
    sha256: hex(file.sha256),
    bytes: file.bytes,
    content_type: file.contentType,
    device_id: sender.deviceId,
    key: hex(row.key),
    at: row.at.toISOString(),
    leaf_index: row.leaf.index,
    leaf_hash: hex(row.leaf.hash),
  }));
  await sql`
    insert into report_file (report_id, mission_id, name, sha256, bytes, content_type, device_id, key, received_at,
      leaf_index, leaf_hash)
    select report_id, mission_id, name, decode(sha256, 'hex'), bytes, content_type, device_id, decode(key, 'hex'), at,
      leaf_index, decode(leaf_hash, 'hex')
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as g (report_id uuid, mission_id uuid, name text,
      sha256 text, bytes bigint, content_type text, device_id uuid, key text, at timestamptz, leaf_index bigint,
      leaf_hash text)`;
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

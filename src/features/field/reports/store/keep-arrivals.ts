import type { Fragment, Sql } from 'postgres';
import { insertRows, type RowOf } from '../../../../platform/db/packed-rows.ts';
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

const ITEMS = {
  table: 'report_item',
  columns: {
    report_id: 'uuid',
    sha256: 'bytea',
    mission_id: 'uuid',
    number: 'int4',
    instance_id: 'text',
    deprecated_id: 'text',
    channel: 'text',
    device_id: 'uuid',
    courier_id: 'uuid',
    form_id: 'text',
    form_version: 'text',
    fault: 'text',
    raw: 'bytea',
    key: 'bytea',
    bytes: 'int4',
    received_at: 'timestamptz',
    device_sequence: 'int4',
    device_previous: 'bytea',
    device_time: 'timestamptz',
    leaf_index: 'int8',
    leaf_hash: 'bytea',
  },
} as const;

const FILES = {
  table: 'report_file',
  columns: {
    report_id: 'uuid',
    name: 'text',
    sha256: 'bytea',
    mission_id: 'uuid',
    bytes: 'int8',
    content_type: 'text',
    device_id: 'uuid',
    key: 'bytea',
    received_at: 'timestamptz',
    leaf_index: 'int8',
    leaf_hash: 'bytea',
  },
} as const;

/** The statements that store versions; one that is there already fails them. */
export function saveItems(sql: Sql, items: readonly NewItem[]): Fragment[] {
  return items.length === 0 ? [] : [insertRows(sql, ITEMS, items.map(rowOfItem))];
}

function rowOfItem({ arrival, ...item }: NewItem): RowOf<typeof ITEMS.columns> {
  const { envelope, sender, stated } = arrival;
  return {
    report_id: item.reportId,
    sha256: arrival.sha256,
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
    raw: arrival.raw,
    key: item.key,
    bytes: arrival.raw.length,
    received_at: item.at,
    device_sequence: stated?.sequence ?? null,
    device_previous: stated?.previous ?? null,
    device_time: stated?.time ?? null,
    leaf_index: item.leaf.index,
    leaf_hash: item.leaf.hash,
  };
}

/** The statements that store what is known of files. */
export function saveFiles(sql: Sql, files: readonly NewFile[]): Fragment[] {
  const rows = files.map(({ file, sender, ...row }) => ({
    report_id: row.reportId,
    name: file.name,
    sha256: file.sha256,
    mission_id: row.missionId,
    bytes: file.bytes,
    content_type: file.contentType,
    device_id: sender.deviceId,
    key: row.key,
    received_at: row.at,
    leaf_index: row.leaf.index,
    leaf_hash: row.leaf.hash,
  }));
  return rows.length === 0 ? [] : [insertRows(sql, FILES, rows)];
}

/**
 * The statements that store under which report the versions of names are found; what belonged to a name goes with it. Of
 * several names that came to stand for others in turn, the last word counts.
 */
export function saveAliases(sql: Sql, aliases: readonly NewAlias[]): Fragment[] {
  if (aliases.length === 0) return [];
  const last = new Map<string, string>();
  for (const { id, reportId } of aliases) {
    for (const [name, place] of last) if (place === id && name !== reportId) last.set(name, reportId);
    last.set(id, reportId);
  }
  const [ids, places] = [[...last.keys()], [...last.values()]];
  return [
    sql`
      insert into report_alias (id, report_id)
      select g.id, g.report_id from unnest(${ids}::uuid[], ${places}::uuid[]) g (id, report_id)
      union all
      select a.id, g.report_id from unnest(${ids}::uuid[], ${places}::uuid[]) g (id, report_id)
        join report_alias a on a.report_id = g.id
      where a.id <> all (${ids}::uuid[]) and a.id <> g.report_id
      on conflict (id) do update set report_id = excluded.report_id`,
  ];
}

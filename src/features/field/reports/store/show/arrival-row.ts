import { formatReceiptCode, receiptCodeOf } from '../../../../../ledger/proof/receipt-code.ts';
import type { Db } from '../../../../../platform/http/endpoint.ts';
import type { ListedArrival } from '../../arrivals/arrival-replies.ts';

/** A mission as lists of its reports need it. */
export interface MissionNames {
  readonly id: string;
  readonly slug: string;
}

/** A row of what every list tells of a version. */
export interface ArrivalRow {
  readonly index: string;
  readonly reportId: string;
  readonly sha256: string;
  readonly number: number;
  readonly receivedAt: Date;
  readonly channel: ListedArrival['channel'];
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly pseudonym: string | null;
  readonly keyName: string | null;
  readonly formId: string | null;
  readonly formVersion: string | null;
  readonly formTitle: string | null;
  readonly formTitles: ListedArrival['formTitles'];
  readonly leafHash: Uint8Array;
  readonly state: 'read' | 'held' | null;
  readonly reason: string | null;
  readonly wasAccepted: boolean;
  readonly flags: readonly string[] | null;
  readonly isErased: boolean;
}

/** Whether somebody accepted what is held, or typed it by hand: of a row of `report_reading`, and of `report_alias` beside it. */
export const wasAccepted = (sql: Db, reading: string, alias: string) => sql`
  exists (
    select from report_act done
    where done.report_id in (${sql(`${reading}.report_id`)}, ${sql(`${alias}.report_id`)})
      and (done.kind = 'release' and done.held_sha256 = ${sql(`${reading}.sha256`)}
        or done.kind = 'correct' and done.on_sha256 = ${sql(`${reading}.sha256`)})
  )`;

/** Columns of an ArrivalRow, from `report_item i` with what `arrivalJoins` adds. */
export const arrivalColumns = (sql: Db) => sql`
  i.leaf_index as index, coalesce(a.report_id, i.report_id) as "reportId", encode(i.sha256, 'hex') as sha256, i.number,
  i.received_at as "receivedAt", i.channel, i.device_id as "deviceId", d.name as "deviceName", d.pseudonym,
  k.name as "keyName",
  i.form_id as "formId", i.form_version as "formVersion", v.title as "formTitle", v.titles as "formTitles", i.leaf_hash as "leafHash",
  r.state, r.reason, r.flags, (r.state = 'held' and ${wasAccepted(sql, 'r', 'a')}) is true as "wasAccepted", i.erased_at is not null as "isErased"`;

/** What stands beside `report_item i`: its report, how it was read, the device or the key, the version of the form. Each by its key. */
export const arrivalJoins = (sql: Db) => sql`
  left join report_alias a on a.id = i.report_id
  left join report_reading r on r.report_id = i.report_id and r.sha256 = i.sha256
  left join device d on d.id = i.device_id
  left join api_key k on k.id = i.api_key_id
  left join form_version v on v.form_id = r.form_uuid and v.number = r.form_number`;

/** The receipt of a leaf, for people. */
export function codeOf(mission: MissionNames, index: number, leafHash: Uint8Array): string {
  return formatReceiptCode(receiptCodeOf(mission.slug, index, leafHash));
}

/** What is told of a version, from its row. */
export function arrivalOf(row: ArrivalRow, mission: MissionNames): Omit<ListedArrival, 'files'> {
  const { leafHash, deviceId, deviceName, pseudonym, state, flags, receivedAt, ...told } = row;
  const index = Number(row.index);
  return {
    ...told,
    index,
    receivedAt: receivedAt.toISOString(),
    device: deviceId === null ? null : { id: deviceId, name: deviceName, pseudonym },
    code: codeOf(mission, index, leafHash),
    state: state ?? 'waiting',
    flags: flags ?? [],
  };
}

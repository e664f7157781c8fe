import type { TransactionSql } from 'postgres';
import type { ReportAct, VersionPlace } from '../../standing/act.ts';
import type { ActedReport } from './find-acted.ts';

/** An act with what opens its commitment in the log, and the event that tells of it. */
export interface NewAct extends ReportAct {
  readonly key: Uint8Array;
  readonly announcedId: string;
}

/** Stores what was done to a report, after all that was done to it before. */
export async function saveAct(
  sql: TransactionSql,
  missionId: string,
  { report, act }: { readonly report: ActedReport; readonly act: NewAct },
): Promise<void> {
  const bytes = (place: VersionPlace | null) => (place === null ? null : Buffer.from(place.sha256, 'hex'));
  await sql`
    insert into report_act (report_id, id, mission_id, number, after_index, kind, at, by_id, by_name, reason, on_report_id,
      on_sha256, version_report_id, version_sha256, held_report_id, held_sha256, station, device_id, form_uuid, form_number,
      key, announced_id)
    select ${report.id}, ${act.id}, ${missionId}, coalesce(max(number), 0) + 1, ${report.lastIndex}, ${act.kind}, ${act.at},
      ${act.by.id}, ${act.by.name}, ${act.reason}, ${act.on.reportId}, ${bytes(act.on)}, ${act.version?.reportId ?? null}::uuid,
      ${bytes(act.version)}::bytea, ${act.held?.reportId ?? null}::uuid, ${bytes(act.held)}::bytea, ${act.station},
      ${act.deviceId}::uuid, ${act.form?.id ?? null}::uuid, ${act.form?.number ?? null}::int, ${Buffer.from(act.key)},
      ${act.announcedId}::uuid
    from report_act where report_id = any (${report.ids as string[]}::uuid[])`;
}

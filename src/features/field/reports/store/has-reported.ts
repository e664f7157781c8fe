import type { Sql } from 'postgres';

/** Whether a device has sent a version of that report. */
export async function hasReported(sql: Sql, reportId: string, deviceId: string): Promise<boolean> {
  const rows = await sql<{ found: boolean }[]>`
    select exists (select from report_item where report_id = ${reportId} and device_id = ${deviceId}) as found`;
  return rows[0]?.found === true;
}

import type { Db } from '../../../../platform/http/endpoint.ts';

/** More are not counted before an export is asked for: that many take a moment. */
const MOST_COUNTED = 100_000;

/** How many reports of a form stand so; `isMore`: more than that. */
export async function estimateReports(
  sql: Db,
  missionId: string,
  {
    formUuid,
    formId,
    states,
  }: { readonly formUuid: string; readonly formId: string; readonly states: readonly string[] },
): Promise<{ readonly count: number; readonly isMore: boolean }> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select from report
      where mission_id = ${missionId} and state = any (${states as string[]}::text[])
        and (form_uuid = ${formUuid} or (form_uuid is null and form_name = ${formId}))
      limit ${MOST_COUNTED + 1}
    ) as found`;
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}

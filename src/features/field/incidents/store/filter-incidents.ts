import type { Db } from '../../../../platform/http/endpoint.ts';
import { OPEN_STATUSES, type Status } from '../incident.ts';

/** Which incidents are wanted. `categories`: any of them. */
export interface WantedIncidents {
  readonly status?: Status | 'open' | undefined;
  readonly danger?: string | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly assignee?: string | undefined;
  readonly priority?: string | undefined;
  readonly veracity?: string | undefined;
  readonly station?: string | undefined;
  readonly due?: 'over' | undefined;
  readonly sos?: 'loud' | undefined;
  readonly search?: string | undefined;
  readonly merged?: 'also' | 'only' | undefined;
}

/** What rows of `incident i` have to be, of a mission. */
export function isWanted(
  sql: Db,
  missionId: string,
  { wanted, now }: { readonly wanted: WantedIncidents; readonly now: Date },
) {
  const parts = [sql`i.mission_id = ${missionId}`];
  const { status, assignee, search, merged } = wanted;
  if (status === 'open') parts.push(sql`i.status in ${sql(OPEN_STATUSES)}`);
  else if (status !== undefined) parts.push(sql`i.status = ${status}`);
  if (wanted.danger !== undefined) parts.push(sql`i.danger = ${wanted.danger}`);
  if (wanted.categories !== undefined) parts.push(sql`i.category = any (${wanted.categories as string[]}::text[])`);
  if (assignee === 'none') parts.push(sql`i.assignee_id is null`);
  else if (assignee !== undefined) parts.push(sql`i.assignee_id = ${assignee}`);
  if (wanted.priority !== undefined) parts.push(sql`i.priority = ${wanted.priority}`);
  if (wanted.veracity !== undefined) parts.push(sql`i.veracity = ${wanted.veracity}`);
  if (wanted.station !== undefined) parts.push(sql`i.station = ${wanted.station}`);
  if (wanted.due === 'over') parts.push(sql`i.due_at < ${now} and i.status in ${sql(OPEN_STATUSES)}`);
  if (wanted.sos === 'loud') parts.push(sql`i.danger = 'sos' and i.acknowledged_at is null`);
  if (merged === undefined && wanted.sos === undefined) parts.push(sql`i.merged_into is null`);
  if (merged === 'only') parts.push(sql`i.merged_into is not null`);
  if (search !== undefined) {
    const number = /^#?(\d{1,9})$/.exec(search)?.[1];
    const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    parts.push(
      number === undefined
        ? sql`(i.what ilike ${like} or i.place_words ilike ${like})`
        : sql`i.number = ${Number(number)}`,
    );
  }
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

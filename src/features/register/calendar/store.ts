import { type Cells, readRecord } from '../../../kernel/record.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import { candidateKind, candidateStepKind } from '../candidates/candidate.ts';
import { electionKind, roundKind } from '../election/election.ts';
import type { CalendarRecords } from './entry.ts';
import { anchorKind, holidayKind, ruleKind } from './rule.ts';

/** The kinds of record that the calendar is computed from. */
const KINDS = [
  'election',
  'round',
  'anchor',
  'calendar-rule',
  'holiday',
  'candidate',
  'candidate-step',
] as const satisfies readonly (keyof CalendarRecords)[];
type Kind = (typeof KINDS)[number];

/** The records that the calendar is computed from, as they stand, in the order of their files. */
export async function loadCalendarRecords(sql: Db, electionId: string): Promise<CalendarRecords> {
  const rows = await sql<{ kind: Kind; cells: Cells }[]>`
    select kind, cells from record
    where election_id = ${electionId} and kind in ${sql(KINDS)} and not withdrawn
    order by kind, position, key`;
  const cellsOf = (kind: Kind) => rows.filter((row) => row.kind === kind).map(({ cells }) => cells);
  return {
    election: cellsOf('election').map((cells) => readRecord(electionKind, cells)),
    round: cellsOf('round').map((cells) => readRecord(roundKind, cells)),
    anchor: cellsOf('anchor').map((cells) => readRecord(anchorKind, cells)),
    'calendar-rule': cellsOf('calendar-rule').map((cells) => readRecord(ruleKind, cells)),
    holiday: cellsOf('holiday').map((cells) => readRecord(holidayKind, cells)),
    candidate: cellsOf('candidate').map((cells) => readRecord(candidateKind, cells)),
    'candidate-step': cellsOf('candidate-step').map((cells) => readRecord(candidateStepKind, cells)),
  };
}

/** When one of these records was last written or withdrawn; null where there never was one. */
export async function findLastChange(sql: Db, electionId: string): Promise<Date | null> {
  const rows = await sql<{ at: Date | null }[]>`
    select max(at) as at from record_version where election_id = ${electionId} and kind in ${sql(KINDS)}`;
  return rows[0]?.at ?? null;
}

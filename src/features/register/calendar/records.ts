import { type Cells, readRecord } from '../../../kernel/record.ts';
import { candidateKind, candidateStepKind } from '../candidates/candidate.ts';
import { electionKind, roundKind } from '../election/election.ts';
import type { CalendarRecords } from './entry.ts';
import { anchorKind, holidayKind, ruleKind } from './rule.ts';

/** Names of the kinds of record that the calendar is computed from. */
export const CALENDAR_KINDS = [
  'election',
  'round',
  'anchor',
  'calendar-rule',
  'holiday',
  'candidate',
  'candidate-step',
] as const satisfies readonly (keyof CalendarRecords)[];
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

/** Reads stored records of these kinds. @throws Error where one does not parse: stored records always do. */
export function readCalendarRecords(
  rows: readonly { readonly kind: CalendarKind; readonly cells: Cells }[],
): CalendarRecords {
  const cellsOf = (kind: CalendarKind) => rows.filter((row) => row.kind === kind).map(({ cells }) => cells);
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

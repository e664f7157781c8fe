import type { Sql, TransactionSql } from 'postgres';
import { findOfficialFigures } from '../../checks/access.ts';
import {
  beginAnew,
  listUnseen,
  loadAnswers,
  type SeenRow,
  saveSeen,
  type TurnoutAnswer,
  takeDue,
} from '../store/keep-seen.ts';
import { countIn, minutesInDay, STEP_MINUTES } from '../turnout.ts';

/** How turnout is worked out beside more urgent work. */
export interface TurnoutPace {
  /** Waits after work that took so long, in milliseconds. */
  readonly rest: (workedMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
}

/** So many reports are looked at in a transaction. */
const AT_ONCE = 500;
/** Voters of a polling station, as the register names the subject. */
const REGISTERED = 'voters.registered';

/** Works out what reports say of turnout, in every mission that follows it, until nothing is left. */
export async function makeTurnout(sql: Sql, pace: TurnoutPace): Promise<void> {
  for (const { missionId, electionId, isAnew } of await listUnseen(sql)) {
    if (isAnew) await sql.begin((transaction) => beginAnew(transaction, missionId));
    for (let count = AT_ONCE; count > 0 && !pace.isEnding(); ) {
      const start = performance.now();
      count = await sql.begin((transaction) => makeNext(transaction, missionId, electionId));
      await pace.rest(performance.now() - start);
    }
  }
}

/** Some of the reports that are to be looked at. @returns how many. */
async function makeNext(sql: TransactionSql, missionId: string, electionId: string | null): Promise<number> {
  const due = await takeDue(sql, missionId, AT_ONCE);
  if (due.length === 0) return 0;
  const answers = await loadAnswers(sql, missionId, due);
  const stations = answers.flatMap(({ asksRegistered, station }) => (asksRegistered ? [] : [station]));
  const figures = await findOfficialFigures(sql, electionId, { subject: REGISTERED, stations });
  await saveSeen(
    sql,
    missionId,
    answers.flatMap((answer) => rowOf(answer, figures)),
  );
  return due.length;
}

/** What is kept of an answer; nothing of one that is no count. Times that a question names come before those of reports. */
function rowOf(answer: TurnoutAnswer, figures: ReadonlyMap<string, string>): SeenRow[] {
  const voted = countIn(answer.voted);
  if (voted === null) return [];
  const { report, ordinal, day, station, filledAt, at, dayBeginsAt, asksRegistered } = answer;
  const registered = countIn(asksRegistered ? answer.registered : figures.get(station));
  const minutes =
    at === null ? Math.round(answer.filledMinutes / STEP_MINUTES) * STEP_MINUTES : minutesInDay(at, dayBeginsAt);
  return [{ report, ordinal, day, station, filledAt, minutes, voted, registered }];
}

import { findCircles } from '../../../kernel/circles.ts';
import { errorAt, type RuleFault, warningAt } from '../../../kernel/issue.ts';
import { isLanguageTag } from '../../../kernel/text.ts';
import { isCertainlyBefore, onDay } from '../../../kernel/when.ts';
import type { Act, Actor, Election, Round } from './election.ts';

/** What the rules of the election itself look at. */
export interface FrameRecords {
  readonly election: Election;
  readonly rounds: readonly Round[];
  readonly acts: readonly Act[];
  readonly actors: readonly Actor[];
}

/**
 * What is wrong with the frame of an election. Errors: a country that is no code, a language that is no tag, a call
 * after the vote, rounds that are numbered or dated against each other or whose first is not on the election day, a
 * circle of actors. Warnings: an early election without a day of its call, a call that no act bears out, an act that
 * comes after the vote it calls, a vote that closes before it opens.
 */
export function checkElection(records: FrameRecords): RuleFault[] {
  const { election, acts } = records;
  return [
    ...checkNames(election),
    ...checkHours(election),
    ...checkCall(election, acts),
    ...acts.flatMap((act) => checkAct(act, election)),
    ...checkRounds(records.rounds, election),
    ...checkActors(records.actors),
  ];
}

function cellOf(election: Election, column: string): { kind: string; key: string; column: string } {
  return { kind: 'election', key: election.key, column };
}

function checkNames(election: Election): RuleFault[] {
  const faults = election.languages
    .filter((tag) => !isLanguageTag(tag))
    .map((found) => errorAt(cellOf(election, 'languages'), 'election-language', { found }));
  if (/^[A-Z]{2}$/.test(election.country)) return faults;
  return [...faults, errorAt(cellOf(election, 'country'), 'election-country', { found: election.country })];
}

function checkHours(election: Election): RuleFault[] {
  if (election.opens < election.closes) return [];
  const parameters = { found: election.closes, wanted: election.opens };
  return [warningAt(cellOf(election, 'closes'), 'election-hours', parameters)];
}

function checkCall(election: Election, acts: readonly Act[]): RuleFault[] {
  const called = election.called_on;
  const at = cellOf(election, 'called_on');
  if (called === null) return election.kind === 'ordinary' ? [] : [warningAt(at, 'election-no-call')];
  if (called > election.election_day) {
    return [errorAt(at, 'election-call-late', { found: called, wanted: election.election_day })];
  }
  const dated = acts.flatMap(({ date }) => date ?? []);
  const isBorneOut = dated.some(
    (date) => !isCertainlyBefore(date, onDay(called)) && !isCertainlyBefore(onDay(called), date),
  );
  return dated.length === 0 || isBorneOut ? [] : [warningAt(at, 'election-call-act', { found: called })];
}

function checkAct(act: Act, election: Election): RuleFault[] {
  if (act.date === null || !isCertainlyBefore(onDay(election.election_day), act.date)) return [];
  const parameters = { found: act.date.text, wanted: election.election_day };
  return [warningAt({ kind: 'act', key: act.key, column: 'date' }, 'act-late', parameters)];
}

function checkRounds(rounds: readonly Round[], election: Election): RuleFault[] {
  const sorted = [...rounds].sort((a, b) => a.number - b.number);
  return sorted.flatMap((round, index) => {
    const at = (column: string) => ({ kind: 'round', key: round.key, column });
    const before = sorted[index - 1];
    if (before?.number === round.number) {
      return [errorAt(at('number'), 'round-number', { found: round.number, wanted: before.key })];
    }
    if (round.number === 1 && round.day !== election.election_day) {
      return [errorAt(at('day'), 'round-first-day', { found: round.day, wanted: election.election_day })];
    }
    if (before === undefined || before.day < round.day) return [];
    return [errorAt(at('day'), 'round-day', { found: round.day, wanted: before.day })];
  });
}

function checkActors(actors: readonly Actor[]): RuleFault[] {
  const actorOf = new Map(actors.map((actor) => [actor.key, actor]));
  const wholesOf = (key: string) => {
    const whole = actorOf.get(key)?.part_of ?? null;
    return whole === null ? [] : [whole];
  };
  return findCircles([...actorOf.keys()], wholesOf).map((circle) =>
    errorAt({ kind: 'actor', key: circle[0] ?? '', column: 'part_of' }, 'actor-circle', {
      found: circle.join(' → ').slice(0, 400),
    }),
  );
}

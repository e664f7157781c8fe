import { expect, test } from 'vitest';
import { type Cells, readRecord } from '../../../kernel/record.ts';
import { checkElection } from './check.ts';
import { actKind, actorKind, electionKind, roundKind } from './election.ts';

interface Given {
  readonly election?: Cells;
  readonly rounds?: Cells[];
  readonly acts?: Cells[];
  readonly actors?: Cells[];
}

function codes(given: Given): string[] {
  const election = readRecord(electionKind, {
    key: 'e',
    title_en: 'An election',
    country: 'XA',
    kind: 'extraordinary',
    office_en: 'President',
    called_on: '2023-12-07',
    election_day: '2024-02-07',
    timezone: 'Asia/Baku',
    opens: '08:00',
    closes: '19:00',
    ...given.election,
  });
  const rounds = (given.rounds ?? []).map((cells) => readRecord(roundKind, { status: 'held', ...cells }));
  const acts = (given.acts ?? []).map((cells) =>
    readRecord(actKind, { title_en: 'Act', body_en: 'President', basis: 'sourced', ...cells }),
  );
  const actors = (given.actors ?? []).map((cells) => readRecord(actorKind, { name_en: 'Actor', ...cells }));
  const faults = checkElection({ election, rounds, acts, actors });
  return faults.map(({ severity, key, column, code }) => `${severity} ${key} ${column}: ${code}`);
}

test('an election has a country, languages and hours', () => {
  expect(codes({ election: { languages: 'en|ru|az' } })).toEqual([]);
  expect(codes({ election: { country: 'Azerbaijan' } })).toEqual(['error e country: election-country']);
  expect(codes({ election: { languages: 'en|Russian' } })).toEqual(['error e languages: election-language']);
  expect(codes({ election: { closes: '07:00' } })).toEqual(['warning e closes: election-hours']);
});

test('an early election was called before the vote, by an act of that day', () => {
  expect(codes({ election: { called_on: '' } })).toEqual(['warning e called_on: election-no-call']);
  expect(codes({ election: { called_on: '', kind: 'ordinary' } })).toEqual([]);
  expect(codes({ election: { called_on: '2024-02-08' } })).toEqual(['error e called_on: election-call-late']);
  expect(codes({ acts: [{ key: 'a', date: '2023-12-07' }] })).toEqual([]);
  expect(codes({ acts: [{ key: 'a', date: '2023-12' }] })).toEqual([]);
  expect(codes({ acts: [{ key: 'a', date: '2023-12-08' }] })).toEqual(['warning e called_on: election-call-act']);
  expect(
    codes({
      acts: [
        { key: 'a', date: '2023-12-07' },
        { key: 'b', date: 'from 2024-03-01' },
      ],
    }),
  ).toEqual(['warning b date: act-late']);
});

test('rounds follow each other, and the first is on the day of the election', () => {
  const round = (key: string, number: string, day: string) => ({ key, number, day });
  expect(codes({ rounds: [round('b', '2', '2024-02-21'), round('a', '1', '2024-02-07')] })).toEqual([]);
  expect(codes({ rounds: [round('a', '1', '2024-02-08')] })).toEqual(['error a day: round-first-day']);
  expect(codes({ rounds: [round('a', '1', '2024-02-07'), round('b', '2', '2024-02-07')] })).toEqual([
    'error b day: round-day',
  ]);
  expect(codes({ rounds: [round('a', '1', '2024-02-07'), round('b', '1', '2024-02-07')] })).toEqual([
    'error b number: round-number',
  ]);
});

test('no actor is part of itself', () => {
  expect(codes({ actors: [{ key: 'a', part_of: 'b' }, { key: 'b' }] })).toEqual([]);
  expect(
    codes({
      actors: [
        { key: 'a', part_of: 'b' },
        { key: 'b', part_of: 'a' },
      ],
    }),
  ).toEqual(['error a part_of: actor-circle']);
});

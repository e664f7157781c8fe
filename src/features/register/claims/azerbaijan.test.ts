import { describe, expect, test } from 'vitest';
import { claim, subject } from '../../../../test/support/claim-records.ts';
import { hasReference, readReference } from '../../../../test/support/reference.ts';
import { must } from '../../../kernel/result.ts';
import type { Claim } from './claim.ts';
import { arrangeClaims } from './claim-set.ts';
import { findContradictions } from './contradictions.ts';
import { computeFigures, type Figure } from './figures.ts';

/** The figures of the election of 7 February 2024 as its sources print them, against what the formulas give. */
describe.skipIf(!hasReference)('published figures (needs the reference beside the project)', () => {
  const votes = subject('results.votes', { over_time: 'varies' });
  const shares = subject('results.share', {
    over_time: 'varies',
    formula: 'results.votes / sum(results.votes) * 100',
    decimals: '2',
  });
  const valid = subject('results.valid', { over_time: 'varies', formula: 'sum(results.votes)', decimals: '0' });
  const facts = hasReference ? new Map(readReference('azerbaijan-2024/facts.csv').map((row) => [row.key, row])) : null;
  const fact = (key: string) => must(facts?.get(key)?.value, `No fact ${key}`);

  function claimsOfCandidates(column: { votes: string; share: string; day: string }): Claim[] {
    return readReference('azerbaijan-2024/candidates.csv').flatMap((row, index) => {
      const cells = { candidate: `c${index + 1}`, as_of: column.day };
      return [
        claim(`${column.votes}.${index}`, 'results.votes', { ...cells, value: row[column.votes] ?? '' }),
        claim(`${column.share}.${index}`, 'results.share', {
          ...cells,
          value: row[column.share] ?? '',
          unit: 'percent',
        }),
      ];
    });
  }

  const results = () => [
    ...claimsOfCandidates({ votes: 'votes_prelim_8feb', share: 'pct_prelim_8feb', day: '2024-02-08' }),
    ...claimsOfCandidates({ votes: 'votes_final', share: 'pct_final_computed', day: '2024-02-11' }),
  ];
  const textOf = (figure: Figure) => (figure.result.ok ? figure.result.value.text : figure.result.error.code);

  test('the shares of seven candidates follow from their votes, on 8 and on 11 February', () => {
    const figures = computeFigures(arrangeClaims([votes, shares], results()));
    expect(figures).toHaveLength(14);
    expect(figures.flatMap(({ comparisons }) => comparisons.map(({ agrees }) => agrees))).toEqual(Array(14).fill(true));
    const of = (day: string) => figures.filter(({ scope }) => scope.asOf?.text === day).map(textOf);
    expect(of('2024-02-08')).toEqual(['92.05', '2.19', '2.00', '1.76', '0.80', '0.67', '0.53']);
    expect(of('2024-02-11')).toEqual(['92.12', '2.17', '1.99', '1.72', '0.80', '0.66', '0.53']);
  });

  test('the press prints 0.54 for the seventh, and that is found', () => {
    const press = claim('press', 'results.share', {
      candidate: 'c7',
      value: '0.54',
      unit: 'percent',
      kind: 'quoted',
      as_of: '2024-02-11',
    });
    const found = findContradictions(arrangeClaims([votes, shares], [...results(), press]));
    expect(found.map(({ claims }) => claims.map(({ key }) => key))).toEqual([['pct_final_computed.6', 'press']]);
    expect(found[0]?.reasons.map(({ code }) => code)).toEqual(['different-values', 'computed-differs']);
    expect(found[0]?.computed[0]?.comparison.difference).toBe('0.01');
  });

  test('the votes add up to the totals', () => {
    const totals = [
      claim('prelim', 'results.valid', { value: fact('valid_votes_prelim_8feb'), as_of: '2024-02-08' }),
      claim('final', 'results.valid', { value: fact('valid_votes_final_sum'), as_of: '2024-02-11' }),
    ];
    const figures = computeFigures(arrangeClaims([votes, valid], [...results(), ...totals]));
    expect(figures.map((figure) => [textOf(figure), figure.comparisons[0]?.agrees])).toEqual([
      ['4651473', true],
      ['4957967', true],
    ]);
  });

  test('five turnout points follow from the voters registered at the start of the day', () => {
    const points = readReference('azerbaijan-2024/turnout.csv').flatMap((row) => {
      const time = row.time_local ?? '';
      const cells = { as_of: '2024-02-07', as_of_time: time };
      return [
        claim(`voted.${time}`.replace(':', ''), 'voted', { ...cells, value: row.voted ?? '' }),
        claim(`percent.${time}`.replace(':', ''), 'percent', {
          ...cells,
          value: row.percent ?? '',
          unit: 'percent',
        }),
      ];
    });
    const registered = claim('start', 'registered', { value: fact('registered_start_of_day') });
    const noon = claim('noon', 'registered', { value: fact('registered_cec_noon_briefing') });
    const percent = subject('percent', {
      over_time: 'varies',
      formula: 'voted / claim:start * 100',
      decimals: '2',
    });
    const subjects = [subject('voted', { over_time: 'varies' }), subject('registered'), percent];
    const figures = computeFigures(arrangeClaims(subjects, [...points, registered, noon]));
    expect(figures.map(textOf)).toEqual(['19.44', '38.57', '60.54', '70.85', '76.73']);
    expect(figures.every(({ comparisons }) => comparisons.length === 1 && comparisons[0]?.agrees)).toBe(true);
  });

  test('more valid votes than the published turnout allows: 76.53 % against 76.43 %', () => {
    const floor = claim('floor', 'turnout', {
      value: '76.53',
      unit: 'percent',
      bound: 'at-least',
      kind: 'derived',
      formula: 'sum(results.votes) / claim:start * 100',
      as_of: '2024-02-11',
    });
    const published = claim('published', 'turnout', {
      value: fact('official_final_turnout'),
      unit: 'percent',
      as_of: '2024-02-11',
    });
    const night = claim('night', 'turnout', { value: '76.73', unit: 'percent', as_of: '2024-02-07' });
    const registered = claim('start', 'registered', { value: fact('registered_start_of_day') });
    const subjects = [votes, subject('turnout'), subject('registered')];
    const set = arrangeClaims(subjects, [...results(), floor, published, night, registered]);
    const [own] = computeFigures(set);
    expect(own && textOf(own)).toBe('76.53');
    expect(own?.comparisons[0]?.agrees).toBe(true);
    const pairs = findContradictions(set).flatMap(({ conflicts }) => conflicts.map(({ a, b }) => [a.key, b.key]));
    expect(pairs).toEqual([
      ['floor', 'published'],
      ['published', 'night'],
    ]);
  });

  test('93.35 % of stations and 15.3 % with cameras', () => {
    const stations = subject('stations', { formula: 'permanent + temporary' });
    const share = (key: string, part: string) =>
      subject(key, { formula: `${part} / stations * 100`, decimals: key === 'cameras' ? '1' : '2' });
    const claims = [
      claim('p', 'permanent', { value: fact('polling_stations_permanent') }),
      claim('t', 'temporary', { value: fact('polling_stations_temporary') }),
      claim('r', 'reported', { value: '6102' }),
      claim('w', 'webcams', { value: fact('webcam_stations') }),
      claim('all', 'stations', { value: fact('polling_stations_total') }),
    ];
    const plain = ['permanent', 'temporary', 'reported', 'webcams'].map((key) => subject(key));
    const subjects = [...plain, stations, share('progress', 'reported'), share('cameras', 'webcams')];
    expect(computeFigures(arrangeClaims(subjects, claims)).map(textOf)).toEqual(['6537', '93.35', '15.3']);
  });
});

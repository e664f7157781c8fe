import { expect, test } from 'vitest';
import { claim, subject } from '../../../../test/support/claim-records.ts';
import { type Cells, readRecord } from '../../../kernel/record.ts';
import { checkClaims } from './check.ts';
import { type Claim, discrepancyKind, type Subject } from './claim.ts';

function check(claims: Claim[], subjects: Subject[] = [subject('s')], remarks: Cells[] = []): string[] {
  const discrepancies = remarks.map((cells) => readRecord(discrepancyKind, { title_en: 'remark', ...cells }));
  return checkClaims({ subjects, claims, discrepancies }).map(
    (found) => `${found.severity} ${found.kind} ${found.key} ${found.column}: ${found.code}`,
  );
}

function checkOne(cells: Cells): string[] {
  return check([claim('a', 's', cells)]);
}

test('a claim has a value and a gap has none', () => {
  expect(checkOne({})).toEqual(['error claim a value: claim-no-value']);
  expect(checkOne({ basis: 'gap' })).toEqual([]);
  expect(checkOne({ basis: 'gap', value: '1' })).toEqual(['error claim a value: claim-gap-value']);
});

test('a value is written in the notation of its unit', () => {
  expect(checkOne({ value: '6,478,623' })).toEqual(['error claim a value: claim-value']);
  expect(checkOne({ value: '2024-02-30', unit: 'date' })).toEqual(['error claim a value: claim-value']);
  expect(checkOne({ value: '100.7', unit: 'percent' })).toEqual(['warning claim a value: claim-percent']);
  expect(checkOne({ value: '-0.1', unit: 'percent' })).toEqual(['error claim a value: claim-negative']);
  expect(checkOne({ value: '-1' })).toEqual(['error claim a value: claim-negative']);
  expect(checkOne({ value: 'x', unit: 'text', bound: 'about' })).toEqual(['warning claim a bound: claim-text-bound']);
  expect(checkOne({ value: '1', n: '500' })).toEqual(['warning claim a n_unit: claim-n-unit']);
});

test('a subject has one unit, but for texts and for other things counted', () => {
  const rows = (of: string) => [
    claim('a', 's', { value: '1' }),
    claim('b', 's', { value: '2', unit: 'percent', of }),
    claim('c', 's', { value: 'some', unit: 'text' }),
  ];
  expect(check(rows(''))).toEqual(['error claim b unit: claim-unit']);
  expect(check(rows('stations'))).toEqual([]);
});

test('what varies needs a day, and a time of day needs one too', () => {
  const varying = [subject('s', { over_time: 'varies' })];
  expect(check([claim('a', 's', { value: '1' })], varying)).toEqual(['warning claim a as_of: claim-no-moment']);
  expect(checkOne({ value: '1', as_of: '2024-02', as_of_time: '10:00' })).toEqual([
    'warning claim a as_of_time: claim-time-without-day',
  ]);
});

test('formulas are read, name what is there, and do not name what they compute', () => {
  const derived = (formula: string) => checkOne({ value: '1', kind: 'derived', formula });
  expect(derived('')).toEqual(['warning claim a formula: claim-no-formula']);
  expect(derived('1 +')).toEqual(['error claim a formula: formula-end']);
  expect(derived('x + claim:y')).toEqual([
    'error claim a formula: formula-subject',
    'error claim a formula: formula-claim',
  ]);
  expect(derived('claim:a * 2')).toEqual(['error claim a formula: formula-itself']);
  expect(checkOne({ value: '1', formula: '1' })).toEqual(['warning claim a formula: claim-formula']);
  expect(check([], [subject('s', { formula: 'sum(s)' })])).toEqual(['error subject s formula: formula-itself']);
});

test('a claim supersedes what the same speaker said on the same matter, and never in a circle', () => {
  const pair = (later: Cells, earlier: Cells = {}) => [
    claim('a', 's', { value: '1', stated_by: 'CEC', ...earlier }),
    claim('b', 's', { value: '2', stated_by: 'cec', supersedes: 'a', ...later }),
  ];
  expect(check(pair({}))).toEqual([]);
  expect(check(pair({ stated_by: 'APA' }))).toEqual(['warning claim b supersedes: claim-supersedes-speaker']);
  expect(check(pair({ place: 'x' }))).toEqual(['warning claim b supersedes: claim-supersedes-matter']);
  expect(check(pair({}, { supersedes: 'b' }))).toEqual(['error claim a supersedes: claim-circle']);
  expect(checkOne({ value: '1', stated_by: 'CEC', supersedes: 'a' })).toEqual([
    'error claim a supersedes: claim-circle',
  ]);
});

test('a remark on a contradiction that is none is doubtful', () => {
  const claims = [claim('a', 's', { value: '1' }), claim('b', 's', { value: '1' }), claim('c', 's', { value: '2' })];
  const remarks = [{ key: 'real', claims: 'a|c' }, { key: 'none', claims: 'a|b' }, { key: 'bare' }];
  expect(check(claims, [subject('s')], remarks)).toEqual([
    'warning discrepancy none claims: discrepancy-not-found',
    'warning discrepancy bare claims: discrepancy-not-found',
  ]);
});

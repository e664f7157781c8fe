import { expect, test } from 'vitest';
import { claim, claimsOfOne, subject } from '../../../../test/support/claim-records.ts';
import type { Cells } from '../../../kernel/record.ts';
import { readRecord } from '../../../kernel/record.ts';
import { discrepancyKind } from './claim.ts';
import { arrangeClaims, type ClaimSet, findChain } from './claim-set.ts';
import { findContradictions, matchDiscrepancies } from './contradictions.ts';

/** `a≠b different-values +217` for every conflict, and `a≠computed 15.3` for every computed figure. */
function shown(set: ClaimSet): string[] {
  return findContradictions(set).flatMap(({ conflicts, computed }) => [
    ...conflicts.map(({ a, b, reasons, difference }) => {
      const words = reasons.map(({ code, parameters }) => [code, ...Object.values(parameters)].join(' '));
      return [`${a.key}≠${b.key}`, ...words, difference && `${difference.amount} ${difference.unit}`].join(' · ');
    }),
    ...computed.map(({ comparison, figure }) => {
      const text = figure.result.ok ? figure.result.value.text : '';
      return `${comparison.claim.key}≠computed ${text}`;
    }),
  ]);
}

function constant(...rows: Cells[]): string[] {
  return shown(claimsOfOne('constant', ...rows));
}

function varying(...rows: Cells[]): string[] {
  return shown(claimsOfOne('varies', ...rows));
}

test('of what is constant every difference is a contradiction', () => {
  expect(constant({ value: '6478623', as_of: '2024-02-07' }, { value: '6478840', as_of: '2024-02-08' })).toEqual([
    'a≠b · different-values · 217 count',
  ]);
  expect(constant({ value: '790' }, { value: '790' })).toEqual([]);
  expect(constant({ value: '2024-02-07', unit: 'date' }, { value: '2024-02-05', unit: 'date' })).toEqual([
    'a≠b · different-values · -2 days',
  ]);
  expect(constant({ value: 'No', unit: 'text' }, { value: 'no', unit: 'text' })).toEqual([]);
  expect(constant({ value: 'yes', unit: 'text' }, { value: 'no', unit: 'text' })).toEqual([
    'a≠b · different-values · ',
  ]);
});

test('of what varies only claims as of the same moment are compared', () => {
  const at = (value: string, as_of: string, as_of_time = '') => ({ value, as_of, ...(as_of_time && { as_of_time }) });
  expect(varying(at('1', '2024-02-06'), at('2', '2024-02-07'))).toEqual([]);
  expect(varying(at('1', '2024-02-07', '10:00'), at('2', '2024-02-07', '12:00'))).toEqual([]);
  expect(varying(at('1', '2024-02-07'), at('2', '2024-02-07', '12:00'))).toHaveLength(1);
  expect(varying(at('1', '2024-02'), at('2', '2024-02-07'))).toEqual([]);
  expect(varying({ value: '1' }, { value: '2' })).toEqual([]);
});

test('claims about other candidates, places and missions are no answer to the question', () => {
  expect(constant({ value: '1', candidate: 'x' }, { value: '2', candidate: 'y' })).toEqual([]);
  expect(constant({ value: '1', place: 'x' }, { value: '2' })).toEqual([]);
  expect(constant({ value: '1', mission: 'x' }, { value: '2', mission: 'x' })).toHaveLength(1);
});

test('gaps, estimates and what the same speaker superseded do not contradict', () => {
  expect(constant({ value: '1' }, { basis: 'gap' })).toEqual([]);
  expect(constant({ value: '1' }, { value: '2', kind: 'estimated' })).toEqual([]);
  const mended = { value: '2', stated_by: 'CEC', supersedes: 'a' };
  expect(constant({ value: '1', stated_by: 'cec' }, mended)).toEqual([]);
  expect(constant({ value: '1', stated_by: 'Interfax' }, mended)).toHaveLength(1);
  expect(constant({ value: '1' }, { ...mended, stated_by: '' })).toHaveLength(1);
});

test('the same figure of another whole is found, and so is a count of other things', () => {
  const share = (of: string) => ({ value: '93.35', unit: 'percent', of });
  expect(constant(share('stations'), share('ballots'))).toEqual([
    'a≠b · other-denominator stations ballots · 0.00 points',
  ]);
  expect(constant({ value: '169', of: 'accredited' }, { value: '13', of: 'present' })).toEqual([
    'a≠b · counted-differently accredited present · -156 count',
  ]);
  expect(constant({ value: '169', of: 'accredited' }, { value: '13' })).toEqual([
    'a≠b · different-values · -156 count',
  ]);
});

test('a thousandfold is called a probable slip', () => {
  expect(constant({ value: '2499033' }, { value: '2499033000' })).toEqual([
    'a≠b · different-values · scale-slip 1000 · 2496533967 count',
  ]);
  expect(constant({ value: '0.8', unit: 'percent' }, { value: '8', unit: 'percent' })).toEqual([
    'a≠b · different-values · scale-slip 10 · 7.2 points',
  ]);
  expect(constant({ value: '0' }, { value: '5' })).toEqual(['a≠b · different-values · 5 count']);
});

test('all claims on one question stand side by side, in the order of time', () => {
  const set = claimsOfOne(
    'constant',
    { value: '23000', bound: 'more-than', as_of: '2024-02-07' },
    { value: '22000', bound: 'more-than', as_of: '2024-02-06' },
    { value: '20000', bound: 'about', as_of: '2023-12' },
  );
  const [found, ...others] = findContradictions(set);
  expect(others).toEqual([]);
  expect(found?.claims.map(({ key }) => key)).toEqual(['c', 'b', 'a']);
  expect(found?.conflicts.map(({ a, b }) => a.key + b.key)).toEqual(['ac', 'bc']);
  expect(found?.id).toBe('c');
});

test('a claim that differs from the computed figure contradicts it', () => {
  const share = subject('s', { formula: 'w / t * 100', decimals: '1' });
  const claims = [
    claim('w1', 'w', { value: '1000' }),
    claim('t1', 't', { value: '6537' }),
    claim('court', 's', { value: '20', unit: 'percent' }),
  ];
  const set = arrangeClaims([share, subject('w'), subject('t')], claims);
  expect(shown(set)).toEqual(['court≠computed 15.3']);
  expect(findContradictions(set)[0]?.reasons.map(({ code }) => code)).toEqual(['computed-differs']);
});

test('remarks are put to the contradictions that they are about', () => {
  const remark = (key: string, claims: string) => readRecord(discrepancyKind, { key, title_en: key, claims });
  const contradictions = findContradictions(claimsOfOne('constant', { value: '1' }, { value: '2' }, { value: '2' }));
  const { found, missed } = matchDiscrepancies([remark('one', 'a|c'), remark('none', 'b|c')], contradictions);
  expect(found.get('a')?.map(({ key }) => key)).toEqual(['one']);
  expect(missed.map(({ key }) => key)).toEqual(['none']);
});

test('three thousand contrary claims are bounded work', () => {
  const claims = Array.from({ length: 3_000 }, (_, index) => claim(`c${index}`, 's', { value: String(index) }));
  const [found] = findContradictions(arrangeClaims([subject('s')], claims));
  expect(found?.claims).toHaveLength(3_000);
  expect(found?.conflicts.length).toBeLessThan(3_000 * 51);
});

test('a chain of corrections is shown from the newest to the oldest', () => {
  const set = claimsOfOne(
    'constant',
    { value: '1', stated_by: 'CEC' },
    { value: '2', stated_by: 'CEC', supersedes: 'a' },
    { value: '3', stated_by: 'CEC', supersedes: 'b' },
  );
  const keys = set.claims.map((each) => findChain(set, each).map(({ key }) => key));
  expect(keys).toEqual([
    ['c', 'b', 'a'],
    ['c', 'b', 'a'],
    ['c', 'b', 'a'],
  ]);
});

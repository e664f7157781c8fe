import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claim, subject } from '../../../../test/support/claim-records.ts';
import type { Claim, Subject } from './claim.ts';
import { arrangeClaims } from './claim-set.ts';
import { computeFigures, type Figure } from './figures.ts';

const DAY = { as_of: '2024-02-07' };

/** What comes out, in short: the number, or why there is none. */
function outcome(figure: Figure | undefined): string {
  if (figure === undefined) return 'none';
  if (figure.result.ok) return figure.result.value.text;
  const { code, parameters } = figure.result.error;
  return [code.replace('not-computed.', ''), ...Object.values(parameters)].join(' ');
}

function computeTotal(formula: string, subjects: Subject[], claims: Claim[], cells = {}): string {
  const total = subject('total', { formula, ...cells });
  const target = claim('total.claimed', 'total', { value: '1', ...DAY });
  return outcome(computeFigures(arrangeClaims([total, ...subjects], [target, ...claims]))[0]);
}

const a = subject('a');
const b = subject('b');

test('a formula is computed from claims, exactly, and rounded half away from zero', () => {
  const claims = [claim('a1', 'a', { value: '1000' }), claim('b1', 'b', { value: '6537' })];
  expect(computeTotal('a / b * 100', [a, b], claims, { decimals: '1' })).toBe('15.3');
  expect(computeTotal('a + b - 0.5', [a, b], claims, { decimals: '0' })).toBe('7537');
  expect(computeTotal('(a + b) * 2', [a, b], claims)).toBe('15074');
});

test('what is missing, contrary, bounded or no number is named, never guessed', () => {
  const two = [claim('a1', 'a', { value: '1' }), claim('a2', 'a', { value: '2' })];
  expect(computeTotal('a + 1', [a], [])).toBe('missing a');
  expect(computeTotal('a + 1', [a], two)).toBe('contrary a a1 a2');
  expect(computeTotal('claim:a2 + 1', [a], two)).toBe('3');
  expect(computeTotal('a + 1', [a], [claim('a1', 'a', { value: '5', bound: 'more-than' })])).toBe('no-number a a1');
  expect(computeTotal('a + 1', [a], [claim('a1', 'a', { value: 'many', unit: 'text' })])).toBe('no-number a a1');
  expect(computeTotal('a + 1', [a], [claim('a1', 'a', { basis: 'gap' })])).toBe('missing a');
  expect(computeTotal('1 / a', [a], [claim('a1', 'a', { value: '0' })])).toBe('division-by-zero');
  expect(computeTotal('sum(a)', [a], [])).toBe('missing a');
});

test('first-hand claims go before quoted and estimated ones', () => {
  const official = claim('a1', 'a', { value: '7' });
  const quoted = claim('a2', 'a', { value: '17', kind: 'quoted' });
  expect(computeTotal('a + 1', [a], [quoted, official])).toBe('8');
  expect(computeTotal('a + 1', [a], [quoted])).toBe('18');
});

test('what varies is taken as of the same moment', () => {
  const varying = subject('a', { over_time: 'varies' });
  const claims = [
    claim('a1', 'a', { value: '1', as_of: '2024-02-06' }),
    claim('a2', 'a', { value: '2', as_of: '2024-02-07' }),
  ];
  const total = { over_time: 'varies' };
  expect(computeTotal('a + 1', [varying], claims, total)).toBe('3');
  expect(computeTotal('a + 1', [varying], claims.slice(0, 1), total)).toBe('missing a');
  expect(computeTotal('a + 1', [varying], claims)).toBe('3');
});

test('what nobody claims is computed by its own formula, but never from itself', () => {
  const claims = [claim('b1', 'b', { value: '4' })];
  expect(computeTotal('a + 1', [subject('a', { formula: 'b * 2' }), b], claims)).toBe('9');
  expect(computeTotal('a + 1', [subject('a', { formula: 'total - 1' })], [])).toBe('cycle total');
  expect(computeTotal('claim:total.claimed + 1', [], [])).toBe('cycle total');
  const circle = [subject('a', { formula: 'b + 1' }), subject('b', { formula: 'a + 1' })];
  expect(computeTotal('a + 1', circle, [])).toBe('cycle a');
});

test('formulas that grow without end are stopped', () => {
  const tower = Array.from({ length: 30 }, (_, index) =>
    subject(`t${index}`, { formula: index === 0 ? '9 * 9' : `t${index - 1} * t${index - 1}` }),
  );
  expect(computeTotal('t29 + 1', tower, [])).toBe('too-large');
  const chain = Array.from({ length: 60 }, (_, index) =>
    subject(`t${index}`, { formula: index === 0 ? '1 + 1' : `t${index - 1} + t${index - 1}` }),
  );
  expect(computeTotal('t20 + 0', chain, [])).toBe(String(2 ** 21));
  expect(computeTotal('t59 + 0', chain, [])).toMatch(/^deep /);
});

test('a sum over candidates needs every candidate that the subject speaks of', () => {
  const votes = subject('a', { over_time: 'varies' });
  const vote = (candidate: string, value: string, as_of: string) =>
    claim(`${candidate}-${as_of}`, 'a', { candidate, value, as_of });
  const first = [vote('x', '60', '2024-02-07'), vote('y', '40', '2024-02-07')];
  const total = { over_time: 'varies' };
  expect(computeTotal('sum(a)', [votes], first, total)).toBe('100');
  const later = vote('z', '5', '2024-02-08');
  expect(computeTotal('sum(a)', [votes], [...first, later], total)).toBe('missing-candidate a z');
});

test('a sum over days stops at the day of the figure', () => {
  const daily = subject('a', { over_time: 'varies' });
  const days = ['2024-02-01', '2024-02-05', '2024-02-09'].map((as_of, index) =>
    claim(`a${index}`, 'a', { value: String(10 ** index), as_of }),
  );
  expect(computeTotal('sum(a over days)', [daily], days, { over_time: 'varies' })).toBe('11');
  expect(computeTotal('sum(a over days)', [daily], days)).toBe('111');
  const undated = claim('a9', 'a', { value: '1', as_of: '2024-02' });
  expect(computeTotal('sum(a over days)', [daily], [...days, undated])).toBe('no-day a9');
});

test('a share is computed for every candidate and moment that has votes, claimed or not', () => {
  const votes = subject('votes', { over_time: 'varies' });
  const share = subject('share', { over_time: 'varies', formula: 'votes / sum(votes) * 100', decimals: '2' });
  const claims = [
    claim('x', 'votes', { candidate: 'x', value: '2', ...DAY }),
    claim('y', 'votes', { candidate: 'y', value: '1', ...DAY }),
    claim('share.x', 'share', { candidate: 'x', value: '66.6', unit: 'percent', ...DAY }),
  ];
  const figures = computeFigures(arrangeClaims([votes, share], claims));
  expect(figures.map((figure) => [figure.scope.candidate, outcome(figure)])).toEqual([
    ['x', '66.67'],
    ['y', '33.33'],
  ]);
  expect(figures[0]?.comparisons.map(({ agrees, difference }) => [agrees, difference])).toEqual([[false, '-0.1']]);
});

test('the computed figure is compared in the decimals that are printed, and with bounds as they are meant', () => {
  const verdict = (cells: Record<string, string>) => {
    const total = subject('total', { formula: '26517 / 4957967 * 100', decimals: '2' });
    const target = claim('total.claimed', 'total', { unit: 'percent', ...cells });
    return computeFigures(arrangeClaims([total], [target]))[0]?.comparisons[0]?.agrees;
  };
  expect(verdict({ value: '0.53' })).toBe(true);
  expect(verdict({ value: '0.5' })).toBe(true);
  expect(verdict({ value: '0.54' })).toBe(false);
  expect(verdict({ value: '0.535' })).toBe(true);
  expect(verdict({ value: '0.5', bound: 'more-than' })).toBe(true);
  expect(verdict({ value: '0.5', bound: 'less-than' })).toBe(false);
  expect(verdict({ value: '0.9', kind: 'estimated' })).toBeUndefined();
});

test('the formula of a derived claim is computed at its own moment', () => {
  const claims = [
    claim('a1', 'a', { value: '90372', as_of: '2024-02-06' }),
    claim('b1', 'b', { value: '790' }),
    claim('c1', 'c', { value: '89582', kind: 'derived', formula: 'a - claim:b1', as_of: '2024-02-06' }),
  ];
  const figures = computeFigures(arrangeClaims([subject('a', { over_time: 'varies' }), b, subject('c')], claims));
  expect(figures.map((figure) => [figure.claim?.key, outcome(figure), figure.comparisons[0]?.agrees])).toEqual([
    ['c1', '89582', true],
  ]);
});

test('shares of any votes come within half a hundredth of the truth', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10 ** 9), { minLength: 1, maxLength: 8 }), (votes) => {
      const total = votes.reduce((sum, count) => sum + count, 0);
      const shares = subject('share', { formula: 'a / sum(a) * 100', decimals: '2' });
      const claims = votes.map((count, index) =>
        claim(`a${index}`, 'a', { candidate: `c${index}`, value: String(count) }),
      );
      const figures = computeFigures(arrangeClaims([a, shares], claims));
      expect(figures).toHaveLength(total === 0 ? 0 : votes.length);
      figures.forEach((figure, index) => {
        const exact = (100 * (votes[index] ?? 0)) / total;
        expect(Math.abs(Number(outcome(figure)) - exact)).toBeLessThanOrEqual(0.005 + 1e-9);
      });
    }),
    { numRuns: 50 },
  );
});

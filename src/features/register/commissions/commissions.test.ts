import { expect, test } from 'vitest';
import { type Cells, readRecord } from '../../../kernel/record.ts';
import { checkCommissions } from './check.ts';
import { type Commission, type CommissionTier, commissionKind, commissionTierKind } from './commission.ts';
import { findResponsible } from './responsible.ts';

function tier(key: string, rank: number, cells: Cells = {}): CommissionTier {
  return readRecord(commissionTierKind, { key, rank: String(rank), name_en: key, basis: 'sourced', ...cells });
}

function commission(key: string, tierKey: string, cells: Cells = {}): Commission {
  return readRecord(commissionKind, { key, tier: tierKey, name_en: key, basis: 'sourced', ...cells });
}

const tiers = [
  tier('cec', 1, { place_level: 'country' }),
  tier('con', 2, { place_level: 'constituency' }),
  tier('pec', 3),
];
const places = [
  { code: 'land', level: 'country' as const },
  { code: 'c1', level: 'constituency' as const },
];

function codes(commissions: Commission[], ofTiers = tiers): string[] {
  const faults = checkCommissions({ tiers: ofTiers, commissions, places });
  return faults.map(({ severity, key, code }) => `${severity} ${key}: ${code}`);
}

test('commissions stand in a tree that follows the tiers', () => {
  const top = commission('top', 'cec');
  expect(codes([top, commission('a', 'con', { parent: 'top' }), commission('b', 'pec', { parent: 'a' })])).toEqual([]);
  expect(codes([top, commission('b', 'pec', { parent: 'top' })])).toEqual([]);
  expect(codes([top, commission('a', 'con')])).toEqual(['warning a: commission-alone']);
  expect(codes([commission('a', 'con', { parent: 'b' }), commission('b', 'pec', { parent: 'a' })])).toEqual([
    'error a: commission-circle',
    'error a: commission-above',
  ]);
});

test('tiers have ranks of their own and levels that exist', () => {
  expect(codes([], [tier('a', 1), tier('b', 1)])).toEqual(['error b: tier-rank']);
  expect(codes([], [tier('a', 1, { place_level: 'village' })])).toEqual(['error a: tier-place-level']);
});

test('a place belongs to the level of the tier, and to one commission of it', () => {
  const top = commission('top', 'cec', { places: 'land' });
  const below = (key: string, at: string) => commission(key, 'con', { parent: 'top', places: at });
  expect(codes([top, below('a', 'c1')])).toEqual([]);
  expect(codes([top, below('a', 'land')])).toEqual(['warning a: commission-place-level']);
  expect(codes([top, below('a', 'c1'), below('b', 'c1')])).toEqual(['warning b: commission-place-shared']);
});

test('of each tier the commission of the nearest place above is responsible', () => {
  const commissions = [
    commission('top', 'cec', { places: 'land' }),
    commission('wide', 'con', { places: 'land' }),
    commission('near', 'con', { places: 'c1' }),
  ];
  const found = findResponsible(['land', 'c1', 'p7'], commissions, [...tiers].reverse());
  expect(found.map((each) => [each.tier.key, each.commission?.key])).toEqual([
    ['cec', 'top'],
    ['con', 'near'],
    ['pec', undefined],
  ]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counts, draw, got, none, UNITS } from '../../../test/support/sampling-units.ts';
import { must } from '../../kernel/result.ts';
import { seeded, shuffled } from '../../kernel/seed.ts';
import { type Fraction, formatFraction, fraction, toNumber } from '../fraction.ts';
import type { Design, Method } from './design.ts';
import { type Draw, drawSample, repeatDraw, type SelectedUnit } from './draw-sample.ts';
import { hashFrame } from './frame.ts';

const METHODS: readonly Method[] = ['simple', 'systematic', 'pps systematic', 'pps maximum entropy'];
const DESIGNS: readonly (readonly [string, Design, wanted: number])[] = [
  ...METHODS.flatMap((method) => [
    [`units, ${method}`, { kind: 'units', allocation: none(6), method }, 6] as const,
    [`units in strata, ${method}`, { kind: 'units', allocation: counts(2, 3, 2), method }, 7] as const,
  ]),
  ['clusters, simple', { kind: 'clusters', allocation: none(3), method: 'simple' }, 3],
  ['clusters in strata, pps', { kind: 'clusters', allocation: counts(2, 2, 1), method: 'pps systematic' }, 5],
  [
    'two stages',
    { kind: 'two stages', allocation: none(4), method: 'pps systematic', unitsOfEach: 2, unitMethod: 'simple' },
    4,
  ],
  [
    'two stages in strata',
    { kind: 'two stages', allocation: counts(2, 1, 1), method: 'simple', unitsOfEach: 1, unitMethod: 'systematic' },
    4,
  ],
];
function add(one: Fraction, other: Fraction): Fraction {
  return fraction(
    one.numerator * other.denominator + other.numerator * one.denominator,
    one.denominator * other.denominator,
  );
}

describe.each(DESIGNS)('%s', (_, design, wanted) => {
  const RUNS = 1_500;
  const firstOf = (unit: SelectedUnit) => (design.kind === 'units' ? unit.id : must(unit.cluster, 'a cluster'));
  const draws = Array.from({ length: RUNS }, (_run, run) => draw(design, `run ${run}`));

  it('draws as many as it was told, and nobody twice', () => {
    const broken = draws.filter(({ selected }) => {
      const ids = new Set(selected.map(({ id }) => id));
      const inOrder = selected.every(({ order }, at) => order === at + 1);
      return ids.size !== selected.length || new Set(selected.map(firstOf)).size !== wanted || !inOrder;
    });
    expect(broken).toEqual([]);
  });
  it('gives everybody one chance, and the chances of the first stage add up to what is drawn, exactly', () => {
    const seen = draws.flatMap(({ selected }) => selected);
    const chanceOf = (unit: SelectedUnit) => must(unit.stageChances[0], 'a chance');
    const first = new Map(seen.map((unit) => [`${firstOf(unit)}: ${formatFraction(chanceOf(unit))}`, chanceOf(unit)]));
    const whole = new Set(seen.map(({ id, inclusion }) => `${id}: ${formatFraction(inclusion)}`));
    expect(whole.size).toBe(UNITS.length);
    expect(first.size).toBe(new Set(seen.map(firstOf)).size);
    expect(formatFraction([...first.values()].reduce(add))).toBe(`${wanted}`);
    expect(new Set(seen.map(({ stage }) => stage))).toEqual(new Set([design.kind === 'two stages' ? 2 : 1]));
    expect(seen.every(({ probability, weight }) => Math.abs(probability * weight - 1) < 1e-14)).toBe(true);
    expect(seen.every(({ probability, inclusion }) => probability === toNumber(inclusion))).toBe(true);
  });
  it('draws everybody as often as their chance says', () => {
    const found = new Map<string, { probability: number; count: number }>();
    for (const { id, probability } of draws.flatMap(({ selected }) => selected)) {
      found.set(id, { probability, count: (found.get(id)?.count ?? 0) + 1 });
    }
    for (const { probability, count } of found.values()) {
      const spread = Math.sqrt(RUNS * probability * (1 - probability));
      // 4 standard deviations: one of 15,000 units would lie beyond by chance, and the seeds are fixed.
      expect(Math.abs(count - RUNS * probability)).toBeLessThanOrEqual(4 * spread);
    }
  });
  it('draws reserves of who was left, in the same strata, which change nothing of the sample', () => {
    for (const seed of ['a', 'b', 'c']) {
      const [plain, two, all] = [0, 2, 99].map((reserves) => draw(design, seed, reserves)) as [Draw, Draw, Draw];
      expect(two.selected).toEqual(plain.selected);
      expect(two.reserves).toEqual(all.reserves.filter(({ order }) => order <= 2));
      const drawn = new Set(plain.selected.flatMap(({ id, cluster }) => [id, `cluster ${cluster}`]));
      const names = all.reserves.map(({ id, cluster }) => id ?? `cluster ${cluster}`);
      expect(names.filter((name) => drawn.has(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    }
  });
  it('is drawn again from its record, which is JSON', () => {
    const first = draw(design, 'Bakı, 7 fevral', 1);
    const record = JSON.parse(JSON.stringify(first.record));
    expect(got(repeatDraw(shuffled(seeded('order'), UNITS), record))).toEqual(first);
  });
});

/** A design, and units that it can be drawn of. */
const frames = fc
  .record({
    ids: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 4, maxLength: 25 }),
    strata: fc.integer({ min: 1, max: 3 }),
    sizes: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 25, maxLength: 25 }),
    method: fc.constantFrom(...METHODS.slice(0, 3)),
    kind: fc.constantFrom('units', 'clusters', 'two stages'),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ ids, strata, sizes, method, kind, part }) => {
    const units = ids.map((id, at) => {
      return { id, stratum: `s${at % strata}`, cluster: `c${at % (strata * 2)}`, size: sizes[at] ?? 1 };
    });
    const clusters = new Set(units.map(({ cluster }) => cluster)).size;
    const items = kind === 'units' ? units.length : clusters;
    const allocation = { kind: 'proportional', n: Math.max(strata, Math.floor(part * items)), atLeast: 1 } as const;
    const design = { kind, allocation, method, unitsOfEach: 2, unitMethod: 'systematic' } as Design;
    return { units, design };
  });

describe('a draw', () => {
  it('does not ask in which order units are given, where the frame is ordered by id', () => {
    fc.assert(
      fc.property(
        frames,
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string(),
        ({ units, design }, seed, order) => {
          const request = { seed: `${seed}.`, design, reserves: 1 };
          const one = drawSample({ ...request, frame: { order: 'id', units } });
          const other = drawSample({ ...request, frame: { order: 'id', units: shuffled(seeded(order), units) } });
          expect(other).toEqual(one);
          expect(one.ok).toBe(true);
        },
      ),
    );
  });
  it('goes through units as they are given, where the frame says so', () => {
    const design = { kind: 'units', allocation: none(5), method: 'systematic' } as const;
    const frame = { order: 'given', units: UNITS.toReversed() } as const;
    const { selected, record } = got(drawSample({ frame, seed: 'x', design, reserves: 0 }));
    expect(selected.map(({ id }) => id)).toEqual(
      selected
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    expect(record.frame.sha256).toBe(hashFrame(UNITS.toReversed()));
    expect(record.frame.sha256).not.toBe(draw(design, 'x').record.frame.sha256);
  });
  it('has other samples for other seeds, and for other strata of one seed', () => {
    const design = { kind: 'units', allocation: none(6), method: 'simple' } as const;
    const samples = new Set(
      Array.from({ length: 40 }, (_, at) => `${draw(design, `${at}`).selected.map(({ id }) => id)}`),
    );
    expect(samples.size).toBeGreaterThan(38);
    const alike = ['a', 'b', 'c', 'd'].flatMap((stratum) => {
      return Array.from({ length: 50 }, (_, at) => ({
        id: `${stratum}${at + 10}`,
        stratum,
        cluster: null,
        size: null,
      }));
    });
    const inStrata = { kind: 'units', allocation: { kind: 'equal', n: 20 }, method: 'simple' } as const;
    const drawn = got(drawSample({ frame: { order: 'id', units: alike }, seed: 'x', design: inStrata, reserves: 0 }));
    const places = ['a', 'b', 'c', 'd'].map((stratum) => {
      return `${drawn.selected.filter((unit) => unit.stratum === stratum).map(({ id }) => id.slice(1))}`;
    });
    expect(new Set(places).size).toBe(4);
  });
  it('leaves a stratum as it is when another grows', () => {
    const design = { kind: 'units', allocation: counts(2, 3, 2), method: 'pps systematic' } as const;
    const more = [...UNITS, { id: '16', stratum: 'west', cluster: 'w1', size: 90 }];
    const grown = got(drawSample({ frame: { order: 'id', units: more }, seed: 'x', design, reserves: 0 }));
    const inNorth = ({ selected }: Draw) => selected.filter(({ stratum }) => stratum === 'north');
    expect(inNorth(grown)).toEqual(inNorth(draw(design, 'x')));
  });
  it('takes 100,000 units', () => {
    const units = Array.from({ length: 100_000 }, (_, at) => {
      return { id: `station ${at}`, stratum: `s${at % 125}`, cluster: null, size: 1 + ((at * 7919) % 2_000) };
    });
    const design = {
      kind: 'units',
      allocation: { kind: 'square root', n: 1_500 },
      method: 'pps maximum entropy',
    } as const;
    const { selected, record } = got(drawSample({ frame: { order: 'id', units }, seed: 'large', design, reserves: 2 }));
    expect(selected).toHaveLength(1_500);
    expect(record.lots.map(({ drawn }) => drawn)).toEqual(Array.from({ length: 125 }, () => 12));
  });
  it('knows what is drawn with certainty, and where it started', () => {
    const { record, selected } = draw({ kind: 'units', allocation: counts(2, 3, 2), method: 'pps systematic' }, 'x');
    expect(record.lots.map(({ stratum, units, drawn, certain }) => [stratum, units, drawn, certain])).toEqual([
      ['north', 6, 2, []],
      ['south', 6, 3, ['07']],
      ['west', 3, 2, []],
    ]);
    expect(record.lots.every(({ start }) => /^\d+$/.test(start ?? ''))).toBe(true);
    expect(selected.find(({ id }) => id === '07')).toMatchObject({ probability: 1, weight: 1, order: 3 });
  });
  it('in two stages takes all of a cluster that has no more', () => {
    const design = {
      kind: 'two stages',
      allocation: none(7),
      method: 'simple',
      unitsOfEach: 3,
      unitMethod: 'simple',
    } as const;
    const { selected, record } = draw(design, 'x');
    expect(selected).toHaveLength(15);
    expect(
      record.lots
        .slice(1)
        .map(({ cluster, units, drawn }) => [cluster, units, drawn])
        .toSorted(),
    ).toEqual([
      ['n1', 2, 2],
      ['n2', 3, 3],
      ['n3', 1, 1],
      ['s1', 1, 1],
      ['s2', 2, 2],
      ['s3', 3, 3],
      ['w1', 3, 3],
    ]);
  });
});

it('stays what it was: a published sample must be drawn again years later', () => {
  const samples = DESIGNS.map(([name, design]) => {
    const { selected, reserves } = draw(design, 'Scrutineer', 1);
    const ids = selected.map(({ id, inclusion }) => `${id} ${formatFraction(inclusion)}`).join(', ');
    return `${name}: ${ids}; ${reserves.map(({ id, cluster }) => id ?? cluster).join(' ')}`;
  });
  expect(samples).toMatchInlineSnapshot(`
    [
      "units, simple: 01 2/5, 08 2/5, 03 2/5, 11 2/5, 13 2/5, 14 2/5; 05",
      "units in strata, simple: 03 1/3, 01 1/3, 12 1/2, 07 1/2, 10 1/2, 15 2/3, 14 2/3; 05 11 13",
      "units, systematic: 01 2/5, 03 2/5, 06 2/5, 08 2/5, 11 2/5, 13 2/5; 05",
      "units in strata, systematic: 02 1/3, 05 1/3, 08 1/2, 10 1/2, 12 1/2, 14 2/3, 15 2/3; 04 11 13",
      "units, pps systematic: 07 1, 01 200/529, 04 300/529, 08 150/529, 12 135/529, 14 235/529; 05",
      "units in strata, pps systematic: 02 70/207, 05 22/69, 07 1, 09 88/157, 11 62/157, 13 104/165, 15 4/5; 04 12 14",
      "units, pps maximum entropy: 07 1, 01 200/529, 04 300/529, 08 150/529, 09 220/529, 12 135/529; 05",
      "units in strata, pps maximum entropy: 03 14/69, 04 40/69, 07 1, 09 88/157, 11 62/157, 13 104/165, 14 94/165; 05 12 15",
      "clusters, simple: 03 3/7, 04 3/7, 05 3/7, 07 3/7, 06 3/7; w1",
      "clusters in strata, pps: 03 1, 04 1, 05 1, 01 25/31, 02 25/31, 07 1, 10 83/157, 11 83/157, 12 83/157, 13 1, 14 1, 15 1; n3 s2",
      "two stages: 07 1, 01 225/529, 02 225/529, 09 222/529, 08 222/529, 14 330/529, 13 330/529; 15",
      "two stages in strata: 06 2/3, 02 1/3, 12 1/9, 13 1/3; 01 10 14",
    ]
  `);
  expect(hashFrame(UNITS)).toMatchInlineSnapshot(`"f988aa6619c0be6c584400a1e5ac45199352164faa407802fd038506587a10b2"`);
});

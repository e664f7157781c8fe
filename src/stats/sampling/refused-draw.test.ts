import { describe, expect, it } from 'vitest';
import { counts, draw, none, UNITS } from '../../../test/support/sampling-units.ts';
import { must } from '../../kernel/result.ts';
import type { Design } from './design.ts';
import { drawSample, repeatDraw } from './draw-sample.ts';
import type { SamplingFault } from './fault.ts';
import { type FrameUnit, hashFrame } from './frame.ts';

describe('the frame', () => {
  it('has the hash that its description says', () => {
    // printf 'scrutineer frame 1\n1:7,6:Şəki,0:,3:812,\n' | sha256sum
    const units = [{ id: '7', stratum: 'Şəki', cluster: null, size: 812 }];
    expect(hashFrame(units)).toBe('f732fd56f6982eb52a8d17881a3d699457b1110dc83f49e03d60c5fc24468a09');
  });
  it('has another hash for every other content', () => {
    const unit = must(UNITS[0], 'a unit');
    const changed = [
      { ...unit, id: '1' },
      { ...unit, stratum: null },
      { ...unit, cluster: 'n2' },
      { ...unit, size: 41 },
      { ...unit, stratum: unit.cluster, cluster: unit.stratum },
    ];
    const hashes = [unit, ...changed].map((one) => hashFrame([one]));
    expect(new Set(hashes).size).toBe(6);
    expect(hashFrame(Array.from({ length: 9_000 }, () => unit))).not.toBe(
      hashFrame(Array.from({ length: 8_192 }, () => unit)),
    );
  });
});

describe('a draw is refused', () => {
  const design: Design = { kind: 'clusters', allocation: counts(1, 1, 1), method: 'pps systematic' };
  const refuse = (
    units: readonly FrameUnit[],
    other: Partial<{ seed: string; design: Design; reserves: number }> = {},
  ) => {
    const result = drawSample({ frame: { order: 'id', units }, seed: 's', design, reserves: 0, ...other });
    return result.ok ? [] : result.error;
  };
  const unit = must(UNITS[0], 'a unit');
  it.each<readonly [string, FrameUnit, SamplingFault[]]>([
    ['an id twice', unit, [{ kind: 'id twice', id: '01', firstRow: 1, row: 16 }]],
    ['an empty id', { ...unit, id: '' }, [{ kind: 'bad text', row: 16, field: 'id', found: '' }]],
    [
      'an empty stratum',
      { ...unit, id: 'x', stratum: '' },
      [{ kind: 'bad text', row: 16, field: 'stratum', found: '' }],
    ],
    [
      'half of a character',
      { ...unit, id: 'x', cluster: 'a\ud800' },
      [{ kind: 'bad text', row: 16, field: 'cluster', found: 'a\ud800' }],
    ],
    ...[0, -3, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53].map((size) => {
      const faults: SamplingFault[] = [{ kind: 'bad size', id: 'x', row: 16, found: size }];
      return [`a size of ${size}`, { ...unit, id: 'x', size }, faults] as const;
    }),
    [
      'no stratum, cluster or size where they are needed',
      { id: 'x', stratum: null, cluster: null, size: null },
      [
        { kind: 'missing', field: 'stratum', id: 'x', row: 16 },
        { kind: 'missing', field: 'cluster', id: 'x', row: 16 },
        { kind: 'missing', field: 'size', id: 'x', row: 16 },
      ],
    ],
    [
      'a cluster in two strata',
      { ...unit, id: 'x', cluster: 'w1' },
      [{ kind: 'cluster in two strata', cluster: 'w1', strata: ['west', 'north'] }],
    ],
    [
      'a cluster larger than numbers are exact',
      { ...unit, id: 'x', size: 2 ** 53 - 1 },
      [{ kind: 'cluster too large', cluster: 'n1' }],
    ],
  ])('%s', (_, added, faults) => {
    const found = refuse([...UNITS, added]);
    expect(
      found.map((fault) =>
        fault.kind === 'cluster in two strata' ? { ...fault, strata: fault.strata.toSorted() } : fault,
      ),
    ).toEqual(
      faults.map((fault) =>
        fault.kind === 'cluster in two strata' ? { ...fault, strata: fault.strata.toSorted() } : fault,
      ),
    );
  });
  it('an empty frame, an empty seed, numbers that cannot be', () => {
    expect(refuse([])).toEqual([{ kind: 'no units' }]);
    expect(refuse(UNITS, { seed: ' \n' })).toEqual([{ kind: 'bad seed', found: ' \n' }]);
    expect(refuse(UNITS, { seed: 'a\udc00' })).toEqual([{ kind: 'bad seed', found: 'a\udc00' }]);
    const bad = { kind: 'bad number', stratum: null, most: null } as const;
    expect(refuse(UNITS, { reserves: -1 })).toEqual([{ ...bad, field: 'reserves', found: -1, least: 0 }]);
    const twoStages = {
      kind: 'two stages',
      allocation: none(2),
      method: 'simple',
      unitsOfEach: 0,
      unitMethod: 'simple',
    } as const;
    expect(refuse(UNITS, { design: twoStages })).toEqual([{ ...bad, field: 'units of each', found: 0, least: 1 }]);
  });
  it('more than there are, or none', () => {
    const of = (n: number): Design => ({ kind: 'units', allocation: none(n), method: 'simple' });
    expect(refuse(UNITS, { design: of(16) })).toEqual([{ kind: 'too many', stratum: null, wanted: 16, units: 15 }]);
    for (const n of [0, 1.5, Number.NaN]) {
      expect(refuse(UNITS, { design: of(n) })).toEqual([
        { kind: 'bad number', field: 'n', stratum: null, found: n, least: 1, most: 15 },
      ]);
    }
    expect(refuse(UNITS, { design: { ...design, allocation: counts(4, 1, 1) } })).toEqual([
      { kind: 'too many', stratum: 'north', wanted: 4, units: 3 },
    ]);
  });
  it('a record of another frame or of another algorithm', () => {
    const { record } = draw({ kind: 'units', allocation: none(3), method: 'simple' }, 'x');
    const other = UNITS.with(0, { ...unit, size: 41 });
    expect(repeatDraw(other, record)).toEqual({
      ok: false,
      error: [{ kind: 'other frame', recorded: record.frame.sha256, found: hashFrame(other) }],
    });
    expect(repeatDraw(UNITS, { ...record, algorithm: 'scrutineer sampling 0' })).toEqual({
      ok: false,
      error: [{ kind: 'other algorithm', recorded: 'scrutineer sampling 0', found: 'scrutineer sampling 1' }],
    });
  });
});

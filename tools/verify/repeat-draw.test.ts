import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { must } from '../../src/kernel/result.ts';
import { seeded } from '../../src/kernel/seed.ts';
import { formatFraction } from '../../src/stats/fraction.ts';
import type { Allocation, Design, Method } from '../../src/stats/sampling/design.ts';
import { type Draw, drawSample } from '../../src/stats/sampling/draw-sample.ts';
import type { Frame, FrameUnit } from '../../src/stats/sampling/frame.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('repeat_draw.py', import.meta.url));
const hasPython = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;
if (!hasPython) console.warn('Skipping the draw that Python repeats: python3 is not here.');

const root = temporaryFolder('repeat-draw');
afterAll(() => rmSync(root, { recursive: true }));

/** Units whose names sort otherwise by UTF-16, by code points and by language, and one larger than 32 bits. */
const UNITS: readonly FrameUnit[] = (() => {
  const random = seeded('units of a frame');
  const names = ['Şəki', 'şəki', '￿', '𐀀', 'a', 'B', '"q", r', 'İ'];
  return Array.from({ length: 120 }, (_, at) => {
    const stratum = `${names[at % 3]}`;
    const size = at === 50 ? 2 ** 40 : 1 + random.below(900);
    return { id: `${names[at % names.length]} ${at}`, stratum, cluster: `${stratum} ${random.below(6)}`, size };
  });
})();

const METHODS: readonly Method[] = ['simple', 'systematic', 'pps systematic', 'pps maximum entropy'];
const ALLOCATIONS: readonly Allocation[] = [
  { kind: 'none', n: 9 },
  { kind: 'square root', n: 10 },
];
const DESIGNS: readonly Design[] = ALLOCATIONS.flatMap((allocation) => {
  return METHODS.flatMap((method): Design[] => [
    { kind: 'units', allocation, method },
    { kind: 'clusters', allocation, method },
    { kind: 'two stages', allocation, method, unitsOfEach: 3, unitMethod: 'simple' },
    { kind: 'two stages', allocation, method, unitsOfEach: 2, unitMethod: 'systematic' },
  ]);
});

function drawOf(design: Design, order: Frame['order']): Draw {
  const result = drawSample({ frame: { order, units: UNITS }, seed: 'Səs, 7 fevral 🎲', design, reserves: 2 });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function repeat(record: unknown, units = UNITS): { status: number | null; lines: string[] } {
  const [frame, told] = [join(root, 'frame.csv'), join(root, 'record.json')];
  writeFileSync(frame, stringify([...units], { header: true, columns: ['id', 'stratum', 'cluster', 'size'] }));
  writeFileSync(told, JSON.stringify(record));
  const { status, stdout, stderr } = spawnSync('python3', [PROGRAM, frame, told], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return { status, lines: stdout.trimEnd().split('\n') };
}

describe.skipIf(!hasPython)('Python, which shares no code with it', () => {
  test.each(DESIGNS.map((design) => [JSON.stringify(design), design] as const))('draws the same: %s', (_, design) => {
    const order = design.kind === 'clusters' ? 'given' : 'id';
    const { selected, reserves, record } = drawOf(design, order);
    expect(repeat(record)).toEqual({
      status: 0,
      lines: [
        ...selected.map(({ id, inclusion }) => `${id}\t${formatFraction(inclusion)}`),
        ...reserves.map(({ id, cluster }) => `reserve\t${id ?? cluster}`),
      ],
    });
  });
  test('refuses another frame, another algorithm and a start that is not the one of the seed', () => {
    const { record } = drawOf({ kind: 'units', allocation: { kind: 'none', n: 9 }, method: 'pps systematic' }, 'id');
    const refusals = [
      repeat(record, UNITS.with(3, { ...must(UNITS[3], 'a unit'), size: 5 })),
      repeat({ ...record, algorithm: 'scrutineer sampling 0' }),
      repeat({ ...record, seed: 'another' }),
    ];
    expect(refusals).toEqual([
      { status: 1, lines: [expect.stringContaining('REFUSED: the frame is another one')] },
      { status: 1, lines: [expect.stringContaining('REFUSED: the record is of scrutineer sampling 0')] },
      { status: 1, lines: [expect.stringContaining('REFUSED: the lot of stratum None')] },
    ]);
  });
});

import { expect, test } from 'vitest';
import type { ShownVersion } from './arrival-replies.ts';
import type { ShownAct } from './standing-replies.ts';
import { unsettled } from './unsettled.ts';

const version = (sha256: string, more: Partial<ShownVersion> = {}) =>
  ({ sha256, state: 'read', reason: null, fault: null, flags: [], warnings: [], ...more }) as unknown as ShownVersion;
const release = (held: string, made: string) => ({ kind: 'release', held, version: made, on: held }) as ShownAct;

test('of what was accepted twice, as another form first, only the later acceptance has something to note', () => {
  const flags = ['unknown-elements'];
  const versions = [
    version('held', { state: 'held', reason: 'unknown-form' }),
    version('a', { flags }),
    version('b', { flags }),
  ];
  const told = (acts: readonly ShownAct[]) =>
    versions.map((one) => unsettled(one, { standing: null, acts })).map((one) => [one.reason, ...one.flags]);
  expect(told([])).toEqual([['unknown-form'], [null, ...flags], [null, ...flags]]);
  expect(told([release('held', 'a')])).toEqual([[null], [null, ...flags], [null, ...flags]]);
  expect(told([release('held', 'a'), release('held', 'b')])).toEqual([[null], [null], [null, ...flags]]);
});

import { expect, test } from 'vitest';
import type { ShownVersion } from '../../../arrivals/arrival-replies.ts';
import type { ShownAct } from '../../../arrivals/standing-replies.ts';
import { newsSince } from './history-line.ts';

const version = (index: number) =>
  ({ index, sha256: `v${index}`, receivedAt: `2031-05-18T10:0${index}:00.000Z` }) as ShownVersion;
const act = (id: string, minute: number, more: Partial<ShownAct> = {}) =>
  ({ id, kind: 'move', at: `2031-05-18T10:0${minute}:30.000Z`, version: null, ...more }) as ShownAct;

test('what happened since a report was shown is told in its order, what an act made with the act', () => {
  const report = {
    versions: [version(0), version(1), version(2)],
    acts: [act('seen', 0), act('moved', 1), act('accepted', 2, { kind: 'release', version: 'v2' })],
  };
  const told = (lastAct: string | null, lastIndex: number) =>
    newsSince(report, { lastAct, lastIndex })?.map((entry) =>
      entry.kind === 'act' ? entry.act.id : entry.version.sha256,
    );
  expect(told('seen', 0)).toEqual(['v1', 'moved', 'accepted']);
  expect(told(null, -1)).toEqual(['v0', 'seen', 'v1', 'moved', 'accepted']);
  expect(told('accepted', 2)).toBeUndefined();
});

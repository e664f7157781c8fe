import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadingFlag } from '../reading/reading.ts';
import type { StandingAct, StandingVersion } from './history.ts';
import { standingOf } from './standing.ts';

const SIGNS: Readonly<Record<string, ReadingFlag>> = { '~': 'stale-edit', '=': 'rival' };

/** `c:b!@3`: a version of the name c that corrects b, at place 3. `!`: held; `+`: from the desk; `~`: a stale edit; `=`: a rival. */
function version(text: string, more: Partial<StandingVersion> = {}): StandingVersion {
  const [, name = '', corrects = null, signs = '', index = '0'] = /^(\w*)(?::(\w+))?(\W*)@(\d+)$/.exec(text) ?? [];
  return {
    key: text,
    index: Number(index),
    instanceId: name === '' ? null : name,
    deprecatedId: corrects,
    channel: signs.includes('+') ? 'desk' : 'odk',
    deviceId: 'phone',
    apiKeyId: null,
    formName: 'form',
    form: null,
    reason: signs.includes('!') ? 'unknown-version' : null,
    flags: [...signs].flatMap((sign) => SIGNS[sign] ?? []),
    station: '1',
    ...more,
  };
}

let acts = 0;

function act(kind: StandingAct['kind'], afterIndex: number, more: Partial<StandingAct> = {}): StandingAct {
  acts += 1;
  const none = { on: null, version: null, held: null, station: null, deviceId: null };
  return { kind, number: acts, afterIndex, ...none, ...more };
}

const stands = (texts: readonly string[], done: readonly StandingAct[] = []) => {
  const { version: found, flags } = standingOf(
    texts.map((text) => version(text)),
    done,
  );
  return [found?.key, ...flags];
};

describe('the version that stands', () => {
  it.each<[string, string[], string[]]>([
    ['is the only one', ['a@0'], ['a@0']],
    ['is the last of a chain of corrections', ['a@0', 'b:a@1', 'c:b@2'], ['c:b@2']],
    ['is the last of the chain in whatever order they came', ['c:b@0', 'a@1', 'b:a@2'], ['c:b@0']],
    ['is no stale edit', ['a@0', 'b:a@1', 'c:a~@2'], ['b:a@1', 'stale-edit']],
    ['is the first of rivals', ['a=@0', 'a=@1'], ['a=@0', 'rival']],
    ['is the first of rivals that was read', ['a=!@0', 'a=@1'], ['a=@1', 'rival']],
    ['is before what is held', ['a@0', 'b:a!@1'], ['a@0', 'newer-held']],
    ['is behind what is held', ['a@0', 'b:a!@1', 'c:b@2'], ['c:b@2']],
    ['is not what corrects a stale edit', ['a@0', 'b:a@1', 'c:a~@2', 'd:c@3'], ['b:a@1', 'stale-edit']],
    ['is what corrects something that has not come', ['a@0', 'c:b@1'], ['c:b@1']],
    ['is the newest that is held, where nothing was read', ['a!@0', 'b:a!@1'], ['b:a!@1']],
    ['is the first that was read, where each corrects the other', ['a:b@0', 'b:a@1'], ['a:b@0']],
    ['is what has no name', ['@0'], ['@0']],
  ])('%s', (_, texts, expected) => {
    expect(stands(texts)).toEqual(expected);
  });

  it('is what a person chose, and a correction from the desk of that, and never silently one from a phone', () => {
    const restore = act('restore', 2, { version: 'a@0' });
    const past = ['a@0', 'b:a@1', 'c:a~@2'];
    expect(stands(past, [restore])).toEqual(['a@0']);
    expect(stands([...past, 'd:b@3'], [restore])).toEqual(['a@0', 'newer-version']);
    expect(stands([...past, 'd:b!@3'], [restore])).toEqual(['a@0', 'newer-held']);
    const corrected = act('correct', 3, { version: 'e:a+~@4', on: 'a@0' });
    expect(stands([...past, 'e:a+~@4'], [restore, corrected])).toEqual(['e:a+~@4']);
    expect(stands([...past, 'd:b@3', 'e:a+~@4'], [restore, corrected])).toEqual(['e:a+~@4', 'newer-version']);
    const again = act('restore', 4, { version: 'b:a@1' });
    expect(stands([...past, 'd:b@3', 'e:a+~@4'], [again, corrected, restore])).toEqual(['b:a@1']);
  });

  it('is what the desk made of the one that stood, whatever is held or stale beside it', () => {
    const corrected = (on: string, version: string, afterIndex: number) => act('correct', afterIndex, { on, version });
    const beside = ['a@0', 'h:a!@1', 'k:a+~@2'];
    const first = corrected('a@0', 'k:a+~@2', 1);
    expect(stands(beside)).toEqual(['a@0', 'newer-held', 'stale-edit']);
    expect(stands(beside, [first])).toEqual(['k:a+~@2', 'stale-edit']);
    const again = corrected('k:a+~@2', 'm:k+@3', 2);
    expect(stands([...beside, 'm:k+@3'], [first, again])).toEqual(['m:k+@3', 'stale-edit']);
    expect(stands([...beside, 'p:k@3'], [first])).toEqual(['p:k@3', 'stale-edit']);
    const stale = ['h:a!@0', 'b:a~@1', 'k:b+@2'];
    expect(stands(stale, [corrected('b:a~@1', 'k:b+@2', 1)])).toEqual(['k:b+@2', 'stale-edit']);
    // What had come before it, and was not read yet, came first.
    expect(stands(['a@0', 'f:a@1', 'k:a+~@2'], [corrected('a@0', 'k:a+~@2', 0)])).toEqual(['f:a@1', 'stale-edit']);
  });

  it('is what was made at the desk of one without a name', () => {
    const done = act('correct', 0, { version: 'x+@1', on: '@0' });
    expect(stands(['@0', 'x+@1'], [done])).toEqual(['x+@1']);
    expect(stands(['@0', 'x+@1'])).toEqual(['@0']);
  });

  it('is what was released, with the station and the device that a person said', () => {
    const release = act('release', 1, { version: 'b:a+@2', held: 'a!@0', station: '7', deviceId: 'other' });
    const standing = standingOf([version('a!@0'), version('b:a+@2', { deviceId: null })], [release]);
    expect(standing).toMatchObject({
      state: 'read',
      station: '7',
      deviceId: 'other',
      flags: ['released'],
      isMoved: false,
    });
  });
});

it('is of the device that sent what was corrected at the desk, however often, unless an act says another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.boolean(), fc.option(fc.nat(5)), (length, isNamed, released) => {
      const versions = [version('v0@0', { deviceId: 'phone' })];
      const done: StandingAct[] = [];
      for (let at = 1; at <= length; at += 1) {
        const [own, before] = [`v${at}:${isNamed ? `v${at - 1}` : 'x'}+@${at}`, versions[at - 1]?.key ?? null];
        versions.push(version(own, { deviceId: null }));
        const isRelease = released === at - 1;
        done.push(
          isRelease
            ? act('release', at - 1, { version: own, held: before, deviceId: 'other' })
            : act('correct', at - 1, { version: own, on: before }),
        );
      }
      const isSaid = released !== null && released < length;
      expect(standingOf(versions, done).deviceId).toBe(isSaid ? 'other' : 'phone');
    }),
  );
});

it('is what was released, whatever else stood, until a person chooses otherwise', () => {
  const release = act('release', 2, { version: 'r:a+~@3', held: 'b:a!@1' });
  const texts = ['a@0', 'b:a!@1', 'c:b@2', 'r:a+~@3'];
  expect(stands(texts)).toEqual(['c:b@2', 'stale-edit']);
  expect(stands(texts, [release])).toEqual(['r:a+~@3', 'released']);
  expect(stands([...texts, 'd:r@4'], [release])).toEqual(['r:a+~@3', 'newer-version', 'released']);
});

describe('a report that was set aside', () => {
  it('stays so, with what comes later, until that is taken back', () => {
    const done = [act('void', 0)];
    expect(standingOf([version('a@0')], done)).toMatchObject({ state: 'void', flags: [] });
    expect(standingOf([version('a@0'), version('b:a@1')], done)).toMatchObject({
      state: 'void',
      flags: ['newer-version'],
    });
    const back = [...done, act('unvoid', 1)];
    expect(standingOf([version('a@0'), version('b:a@1')], back)).toMatchObject({ state: 'read', flags: [] });
  });
});

describe('a report that was moved', () => {
  const move = act('move', 0, { on: 'a@0', station: '9' });

  it('is of that station, until it is moved back', () => {
    expect(standingOf([version('a@0')], [move])).toMatchObject({ station: '9', isMoved: true, flags: [] });
    const back = [move, act('move', 0, { on: 'a@0' })];
    expect(standingOf([version('a@0')], back)).toMatchObject({ station: '1', isMoved: false });
  });

  it('tells where a later version names another station than then', () => {
    const other = [version('a@0'), version('b:a@1', { station: '2' })];
    expect(standingOf(other, [move])).toMatchObject({ station: '9', flags: ['station-differs'] });
    expect(standingOf([version('a@0'), version('b:a@1')], [move]).flags).toEqual([]);
  });
});

describe('the station that a person said last', () => {
  const held = version('a!@0', { station: 'X' });
  const taken = version('b:a+@1', { station: 'X' });
  const release = act('release', 0, { on: held.key, version: taken.key, held: held.key, station: '7' });
  const corrected = (station: string | null, of = taken) => {
    const next = version(`c${of.index}:b+@${of.index + 1}`, { station });
    return { next, done: act('correct', of.index, { on: of.key, version: next.key }) };
  };
  const placed = (versions: readonly StandingVersion[], done: readonly StandingAct[]) => {
    const { station, isMoved, flags } = standingOf(versions, done);
    return [station, isMoved, ...flags];
  };

  it.each([
    ['names it no more', null, '7'],
    ['says of it what it said', 'X', '7'],
    ['names another', '3', '3'],
  ])('stays through a correction, unless that names another: it %s', (_, named, wanted) => {
    const { next, done } = corrected(named);
    expect(placed([held, taken, next], [release, done])).toEqual([wanted, false, 'released']);
  });

  it('is that of a correction which named another, also where the next one takes that away', () => {
    const first = corrected('3');
    const second = corrected(null, first.next);
    const versions = [held, taken, first.next, second.next];
    expect(placed(versions, [release, first.done, second.done])).toEqual([null, false, 'released']);
  });

  it('is that of the acceptance, where that came after a move and said one', () => {
    const before = act('move', 0, { on: held.key, station: '9' });
    const after = { ...release, number: before.number + 1 };
    expect(placed([held, taken], [before, after])).toEqual(['7', false, 'released']);
    expect(placed([held, taken], [before, { ...after, station: null }])).toEqual(['9', true, 'released']);
    const again = act('move', 1, { on: taken.key, station: '5' });
    expect(placed([held, taken], [before, after, again])).toEqual(['5', true, 'released']);
    expect(placed([held, taken], [before, after, again, act('move', 1, { on: taken.key })])).toEqual([
      ...['7', false, 'released'],
    ]);
  });
});

it('of a report that was erased nothing is told', () => {
  expect(standingOf([], [act('void', 0)])).toMatchObject({ state: 'erased', version: null, station: null, flags: [] });
});

const name = fc.constantFrom('a', 'b', 'c', null);
const history = fc.array(
  fc.record({
    id: name,
    of: name,
    held: fc.boolean(),
    desk: fc.boolean(),
    kind: fc.constantFrom('void', 'unvoid', 'move', 'restore', null),
  }),
  { minLength: 1, maxLength: 9 },
);

it('is the same in whatever order its history is told, and names a version that came', () => {
  fc.assert(
    fc.property(history, fc.nat(), (given, turn) => {
      const versions = given.map(({ id, of, held, desk }, at) =>
        version(`${id ?? ''}${of === null ? '' : `:${of}`}${held ? '!' : ''}${desk ? '+' : ''}@${at}`),
      );
      const done = given.flatMap(({ kind }, at) =>
        kind === null ? [] : [act(kind as 'void', at, { version: versions[turn % versions.length]?.key ?? null })],
      );
      const turned = versions.map((_, at) => versions[(at + turn) % versions.length] as StandingVersion);
      const standing = standingOf(versions, done);
      expect(standingOf(turned, [...done].reverse())).toEqual(standing);
      expect(versions).toContain(standing.version);
      const isAnyRead = versions.some(({ reason }) => reason === null);
      expect(standing.version?.reason === null).toBe(isAnyRead);
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FamilyVersion, familyFlags, ownFlagsOf } from './family-flags.ts';

const name = fc.constantFrom('a', 'b', 'c', null);
const versions = fc.array(
  fc.record({
    instanceId: name,
    deprecatedId: name,
    expectedFiles: fc.option(fc.subarray(['1.jpg', '2.jpg', 'é.jpg'])),
  }),
  { maxLength: 6 },
);
const files = fc.array(
  fc.record({ name: fc.constantFrom('1.jpg', '2.jpg', 'e\u0301.jpg', 'x.jpg'), content: fc.constantFrom('p', 'q') }),
  { maxLength: 4 },
);

describe('what follows for a version from all that came for its report', () => {
  it('is the same in whatever order it is looked at, and but for the later of two corrections in whatever order it came', () => {
    fc.assert(
      fc.property(versions, files, fc.nat(), (given, came, turn) => {
        const inOrder = given.map((version, leafIndex): FamilyVersion => ({ ...version, leafIndex }));
        const flags = familyFlags(inOrder, came);
        const turned = inOrder.map((_, at) => (at + turn) % inOrder.length);
        const looked = familyFlags(
          turned.map((at) => inOrder[at] as FamilyVersion),
          [...came].reverse(),
        );
        expect(looked).toEqual(turned.map((at) => flags[at]));
        const late = given.map((version, at): FamilyVersion => ({ ...version, leafIndex: given.length - at }));
        const without = (all: typeof flags) => all.map((some) => some.filter((flag) => flag !== 'stale-edit'));
        expect(without(familyFlags(late, came))).toEqual(without(flags));
        const count = (all: typeof flags) => all.flat().filter((flag) => flag === 'stale-edit').length;
        expect(count(familyFlags(late, came))).toBe(count(flags));
      }),
      { numRuns: 2000 },
    );
  });

  it('counts spellings of one name of a file as one', () => {
    const version = { instanceId: 'a', deprecatedId: null, leafIndex: 0, expectedFiles: ['é.jpg'] };
    expect(familyFlags([version], [{ name: 'e\u0301.jpg', content: 'p' }])).toEqual([[]]);
  });

  it('is told from what a version has by itself', () => {
    expect(ownFlagsOf(['late', 'rival', 'files-missing', 'clock-wrong'])).toEqual(['late', 'clock-wrong']);
  });
});

import { describe, expect, it } from 'vitest';
import { relateVersions } from './relate-versions.ts';

const version = (index: number, instanceId: string | null, deprecatedId: string | null = null) => ({
  index,
  instanceId,
  deprecatedId,
});

describe('relateVersions', () => {
  it('tells what an edit corrects', () => {
    const found = relateVersions([version(1, 'a'), version(2, 'b', 'a'), version(3, 'c', 'b')]);
    expect(found.get(1)).toEqual({ corrects: [], correctedBy: [2], rivals: [] });
    expect(found.get(2)).toEqual({ corrects: [1], correctedBy: [3], rivals: [] });
    expect(found.get(3)).toEqual({ corrects: [2], correctedBy: [], rivals: [] });
  });

  it('tells rivals: two of one name, each of which an edit of that name corrects', () => {
    const found = relateVersions([version(1, 'a'), version(2, 'a'), version(3, 'b', 'a')]);
    expect(found.get(1)?.rivals).toEqual([2]);
    expect(found.get(2)?.rivals).toEqual([1]);
    expect(found.get(3)?.corrects).toEqual([1, 2]);
  });

  it('takes nothing without a name for the same', () => {
    const found = relateVersions([version(1, null), version(2, null)]);
    expect(found.get(1)).toEqual({ corrects: [], correctedBy: [], rivals: [] });
  });

  it('an edit whose first version has not come corrects nothing that is here', () => {
    expect(relateVersions([version(1, 'b', 'a')]).get(1)?.corrects).toEqual([]);
  });
});

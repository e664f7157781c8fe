import { expect, test } from 'vitest';
import { canBeCorrected } from './corrected-version.ts';

test('a report whose bytes were deleted is not corrected; one that is held is typed by hand all the same', () => {
  const standing = { acts: ['correct', 'void'], state: 'read', version: 'b' } as const;
  const versions = (rawDeletedAt: string | null) => [
    { sha256: 'a', rawDeletedAt: '2024-02-08T00:00:00.000Z' },
    { sha256: 'b', rawDeletedAt },
  ];
  const gone = versions('2024-03-01T00:00:00.000Z');
  expect(canBeCorrected(standing, versions(null))).toBe(true);
  expect(canBeCorrected(standing, gone)).toBe(false);
  expect(canBeCorrected({ ...standing, state: 'held' }, gone)).toBe(true);
  expect(canBeCorrected({ ...standing, acts: ['unvoid'], state: 'void' }, versions(null))).toBe(false);
});

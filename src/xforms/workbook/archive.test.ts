import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openArchive } from './archive.ts';
import { WORKBOOK_LIMITS } from './limits.ts';
import { WorkbookStop } from './workbook-fault.ts';

const SIZE = WORKBOOK_LIMITS.unpacked * 0.4;
const archive = () => openArchive(zipSync({ a: new Uint8Array(SIZE) }));
const takeAll = () => true;

describe('an archive', () => {
  it('counts what was unpacked over all parts, and a part each time', () => {
    const { unpack } = archive();
    expect(unpack('a', takeAll)).toBe(true);
    expect(unpack('a', takeAll)).toBe(true);
    expect(() => unpack('a', takeAll)).toThrow(WorkbookStop);
  });

  it('does not count a part that was refused, and stops there', () => {
    const { unpack } = archive();
    for (let time = 0; time < 4; time++) {
      let seen = 0;
      const isTaken = unpack('a', (piece) => {
        seen += piece.length;
        return seen < SIZE / 2;
      });
      expect(isTaken).toBe(false);
      expect(seen).toBeLessThan(SIZE * 0.75);
    }
    expect(unpack('a', takeAll)).toBe(true);
  });
});

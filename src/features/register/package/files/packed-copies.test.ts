import { describe, expect, it } from 'vitest';
import { PackedCopies } from './packed-copies.ts';

/** Counts how often each name was packed. */
function counting(mostBytes: number) {
  const copies = new PackedCopies(mostBytes);
  const packed: string[] = [];
  const get = (name: string, size = 10) =>
    copies.get(name, async () => {
      packed.push(name);
      return new Uint8Array(size);
    });
  return { copies, packed, get };
}

describe('PackedCopies', () => {
  it('EXP-03: packs once for all who ask at the same time and after', async () => {
    const { packed, get } = counting(100);
    await Promise.all(Array.from({ length: 20 }, () => get('a.1')));
    await get('a.1');
    await get('a.2');
    expect(packed).toEqual(['a.1', 'a.2']);
  });

  it('lets the oldest go where they become too many bytes, and one that is too large at once', async () => {
    const { packed, get } = counting(25);
    for (const name of ['a', 'b', 'c', 'c', 'b', 'a']) await get(name);
    expect(packed).toEqual(['a', 'b', 'c', 'a']);
    await get('huge', 26);
    await get('huge', 26);
    expect(packed.filter((name) => name === 'huge')).toHaveLength(2);
  });

  it('keeps no failure', async () => {
    const { copies, packed, get } = counting(100);
    await expect(copies.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    await get('a');
    expect(packed).toEqual(['a']);
  });
});

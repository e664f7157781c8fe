import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNameFaults, linesOf, readNames } from './device-names.ts';

const faultsOf = (text: string, taken: readonly string[] = []) => findNameFaults(readNames(linesOf(text)), taken);

describe('a list of names', () => {
  it('has one on each line, with any line end; blank lines are left out and counted', () => {
    expect(readNames(linesOf('\uFEFF Observer 1 \r\n\n \t\nНаблюдатель 2\rMüşahidəçi 3'))).toEqual([
      { line: 1, name: 'Observer 1' },
      { line: 4, name: 'Наблюдатель 2' },
      { line: 5, name: 'Müşahidəçi 3' },
    ]);
  });

  it('is told everything that is wrong with it at once, each with its line', () => {
    const text = ['Anna', '', 'x'.repeat(101), 'Anna', 'Team 7', 'Bella\t055', 'Müşahidəçi', 'Mu\u0308s\u0327ahidəçi'];
    expect(faultsOf(text.join('\n'), ['Team 7', 'Team 8']).map(({ code, parameters }) => [code, parameters])).toEqual([
      ['device-name-long', { row: 3, found: 101, wanted: 100 }],
      ['device-name-twice', { row: 4, at: 1, found: 'Anna' }],
      ['device-name-taken', { row: 5, found: 'Team 7' }],
      ['device-name-sign', { row: 6 }],
      ['device-name-twice', { row: 8, at: 7, found: 'Müşahidəçi' }],
    ]);
  });

  it('has at least one name and at most 200', () => {
    const list = (count: number) => Array.from({ length: count }, (_, index) => `Phone ${index}`).join('\n\n');
    expect(faultsOf(' \n')).toEqual([{ code: 'device-names-none', parameters: {} }]);
    expect(faultsOf(list(200))).toEqual([]);
    expect(faultsOf(list(201))).toEqual([{ code: 'device-names-many', parameters: { found: 201, wanted: 200 } }]);
  });

  it('without faults holds names that are all different, and none of those taken', () => {
    const names = fc.array(fc.stringMatching(/^[ab é\t]{0,3}$/), { maxLength: 6 });
    fc.assert(
      fc.property(names, names, (lines, taken) => {
        const listed = readNames(lines);
        fc.pre(findNameFaults(listed, taken).length === 0);
        const found = listed.map(({ name }) => name);
        expect(new Set([...found, ...taken.map((name) => name.trim().normalize('NFC'))]).size).toBe(
          found.length + new Set(taken.map((name) => name.trim().normalize('NFC'))).size,
        );
      }),
      { numRuns: 10_000 },
    );
  });
});

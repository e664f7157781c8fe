import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Archive } from '../archive.ts';
import { WORKBOOK_LIMITS } from '../limits.ts';
import { WorkbookStop } from '../workbook-fault.ts';
import type { Allowance } from './allowance.ts';
import { PartReader } from './part-reader.ts';

const PIECE = 50_000;

/** An archive whose parts begin in some way and then never end; it counts what is taken of them. */
function endless(start: string, again: string) {
  const block = strToU8(again.repeat(Math.ceil(PIECE / again.length)));
  const taken = { bytes: 0 };
  const archive: Archive = {
    has: () => true,
    unpack(_, take) {
      for (let piece = strToU8(`<sheet>${start}`); take(piece); piece = block) taken.bytes += piece.length;
      return false;
    },
  };
  return { archive, taken };
}

/** Listens as a sheet does whose cells all have the text. */
const listening = (kept: string) => (allowance: Allowance) => ({
  open: allowance.open.bind(allowance),
  text() {},
  close(name: string) {
    if (name === 'c' && kept !== '') allowance.keep(kept, 2);
  },
});

function refusal(work: () => void): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof WorkbookStop) return thrown.faults[0]?.code ?? '';
    throw thrown;
  }
  return 'read';
}

describe('parts that never end', () => {
  it.each([
    ['', '<row/>', '', 'workbook-too-many-bare', WORKBOOK_LIMITS.bare * 6],
    ['', '<c></c>', '', 'workbook-too-many-bare', WORKBOOK_LIMITS.bare * 7],
    ['', '<q><r><s/></r></q>', '', 'workbook-too-many-bare', WORKBOOK_LIMITS.bare * 6],
    [
      '',
      `<row${'abcdefghijklmnop'.replace(/./g, ' $&="1"')}/>`,
      '',
      'workbook-too-many-bare',
      (WORKBOOK_LIMITS.bare / 9) * 102,
    ],
    ['', '<c><v>1</v></c>', 'x'.repeat(100), 'workbook-too-many-characters', (WORKBOOK_LIMITS.characters / 100) * 15],
    ['', '<c>&#65;&#65;</c>', '', 'workbook-too-many-characters', (WORKBOOK_LIMITS.characters / 32) * 17],
    ['<!-- -->', '<row/>', '', 'workbook-unusual', (WORKBOOK_LIMITS.slow / 22) * 6],
    ["<row r='1'/>", '<c>one and two</c>', '', 'workbook-unusual', (WORKBOOK_LIMITS.slow / 34) * 18],
    ['<!-- -->', ' ', '', 'xml-text-too-long', 1_000_000],
  ])('are left where they pass a limit: %s%s', (start, again, kept, code, most) => {
    const { archive, taken } = endless(start, again);
    expect(refusal(() => new PartReader(archive).scan({ path: 'a', place: 'a' }, listening(kept)))).toBe(code);
    expect(taken.bytes).toBeGreaterThan(most * 0.9);
    expect(taken.bytes).toBeLessThan(most + 3 * PIECE);
  });

  it('are left early where they are to be read as a whole', () => {
    const { archive, taken } = endless('', '<a/>');
    expect(refusal(() => new PartReader(archive).tree('a'))).toBe('workbook-too-large');
    expect(taken.bytes).toBeLessThan(WORKBOOK_LIMITS.slow);
  });
});

describe('limits', () => {
  const archiveOf = (content: string): Archive => ({
    has: () => true,
    unpack: (_, take) => take(strToU8(`<sheet>${content}</sheet>`)),
  });

  it('hold for all parts of a workbook together', () => {
    const reader = new PartReader(archiveOf('<row/>'.repeat(WORKBOOK_LIMITS.bare / 4)));
    const read = () => reader.scan({ path: 'a', place: 'a' }, listening(''));
    expect([1, 2, 3, 4].map(() => refusal(read))).toEqual(['read', 'read', 'read', 'workbook-too-many-bare']);
    const unusual = new PartReader(archiveOf(`<!-- -->${'<c>twelve or so</c>'.repeat(90_000)}`));
    const readSlowly = () => unusual.scan({ path: 'a', place: 'a' }, listening(''));
    expect([1, 2, 3].map(() => refusal(readSlowly))).toEqual(['read', 'read', 'workbook-unusual']);
  });

  it('count a part once, though it is read twice', () => {
    const reader = new PartReader(archiveOf(`${'<row/>'.repeat(100_000)}<!-- -->`));
    const opened: string[] = [];
    reader.scan({ path: 'a', place: 'a' }, (allowance) => {
      opened.length = 0;
      return { ...listening('')(allowance), open: ({ name }) => opened.push(name) };
    });
    expect(opened.length).toBe(100_001);
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const tokens = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8');

const sunlight = readFileSync(fileURLToPath(new URL('./sunlight.css', import.meta.url)), 'utf8');

type Mode = 'light' | 'dark';

/** `#rrggbb` of a named colour in one of the two modes. */
function colour(name: string, mode: Mode): string {
  const value = new RegExp(`--${name}: (?:light-dark\\((#\\w{6}), (#\\w{6})\\)|(#\\w{6}));`).exec(tokens);
  const found = value === null ? undefined : (value[3] ?? (mode === 'light' ? value[1] : value[2]));
  if (found === undefined) throw new Error(`Read the colours: no --${name}`);
  return found;
}

/** `#rrggbb` of a named colour in bright sun. */
function sunlitColour(name: string): string {
  const value = new RegExp(`--${name}: (#\\w{6});`).exec(sunlight)?.[1];
  if (value === undefined) throw new Error(`Read the colours of bright sun: no --${name}`);
  return value;
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

const PAPERS = ['paper', 'paper-raised', 'paper-sunken', 'paper-hover', 'paper-chosen'];
const INKS = ['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-strong'];
const STATUSES = ['met', 'late', 'missed', 'pending', 'conflict', 'open', 'none'].map((name) => `status-${name}`);
const MARKS = ['line-control', 'focus', 'chart-mark', 'chart-axis'];

test('the formula is the one of WCAG', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 1);
});

describe.each(['light', 'dark'] as const)('%s', (mode) => {
  const below = (names: readonly string[], papers: readonly string[], wanted: number) =>
    names.flatMap((name) =>
      papers
        .map((paper) => ({ pair: `${name} on ${paper}`, ratio: contrast(colour(name, mode), colour(paper, mode)) }))
        .filter(({ ratio }) => ratio < wanted)
        .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`),
    );
  test('text can be read on every paper', () => {
    expect(below([...INKS, ...STATUSES], PAPERS, 4.5)).toEqual([]);
    expect(below(['error'], [...PAPERS, 'error-paper'], 4.5)).toEqual([]);
    expect(below(['accent-ink'], ['accent', 'accent-strong'], 4.5)).toEqual([]);
  });
  test('marks and edges of controls can be seen', () => {
    expect(below(MARKS, ['paper', 'paper-raised', 'paper-sunken'], 3)).toEqual([]);
  });
  test('lines of a chart are told from the paper', () => {
    expect(
      below(
        [1, 4, 6, 7].map((number) => `series-${number}`),
        ['paper'],
        3,
      ),
    ).toEqual([]);
  });
});

describe('in bright sun', () => {
  const ratio = (name: string, paper: string) => contrast(sunlitColour(name), sunlitColour(paper));
  test.each([...INKS, 'error', 'focus', 'line-control'])('%s stands out on every paper', (name) => {
    expect(Math.min(...PAPERS.map((paper) => ratio(name, paper)))).toBeGreaterThanOrEqual(7);
  });
  test('words on a filled button, and lines', () => {
    expect(ratio('accent-ink', 'accent')).toBeGreaterThanOrEqual(7);
    expect(ratio('error', 'error-paper')).toBeGreaterThanOrEqual(7);
    expect(ratio('hairline', 'paper')).toBeGreaterThanOrEqual(4.5);
  });
});

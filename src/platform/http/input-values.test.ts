import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson, requireFewValues } from './input.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const look = (text: string) => () => requireFewValues(bytes(text));

function requestOf(body: string): Request {
  return new Request('http://x/', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
}

describe('HTTP-11 JSON before anything is made of it', () => {
  test.each([
    ['objects', `[${'{},'.repeat(4_000_000)}1]`, 'too-large'],
    ['members', `{${Array.from({ length: 60_000 }, (_, at) => `"${at}":1`).join()}}`, 'too-large'],
    ['numbers', `[${'1,'.repeat(60_000)}1]`, 'too-large'],
    ['levels', '['.repeat(6_000_000), 'malformed'],
    ['levels behind texts', `["\\"","\\\\",${'['.repeat(65)}`, 'malformed'],
  ])('of too many %s is refused', async (_, text, kind) => {
    expect(look(text)).toThrow(expect.objectContaining({ kind }));
    await expect(readJson(requestOf(text), 20_000_000)).rejects.toMatchObject({ kind });
  });

  test('may hold long texts, whatever stands in them', async () => {
    const value = { xml: '{[,"\\'.repeat(300_000) };
    expect(await readJson(requestOf(JSON.stringify(value)), 20_000_000)).toEqual(value);
    expect(look(`"${'\\'.repeat(1_000_001)}`)).not.toThrow();
  });

  test('is passed where it is JSON of few values, and never fails otherwise than by a problem', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (text) => {
        expect(look(text)).not.toThrow();
      }),
      { numRuns: 10_000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', ',', 'a') }), (text) => {
        expect(look(text)).not.toThrow();
      }),
      { numRuns: 10_000 },
    );
  });
});

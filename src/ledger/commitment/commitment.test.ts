import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areSameBytes } from '../../kernel/bytes/compare.ts';
import { sha256 } from '../../kernel/bytes/hash.ts';
import { formatHex } from '../../kernel/bytes/hex.ts';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { must } from '../../kernel/result.ts';
import { formatCanonicalJson, isCanonicalValue, type JsonValue, parseCanonicalJson } from './canonical-json.ts';
import { commitContent, commitDigest, commitField, contentSalt, isFieldName, saltOf } from './field-commitment.ts';
import { commitRecord, discloseRecord, openField, verifyDisclosure, verifyFieldOpening } from './record-commitment.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, at) => at);
const FIELDS = new Map<string, JsonValue>([
  ['turnout', 412],
  ['opened_on_time', true],
  ['comment', 'Sükut — "quiet"'],
  ['ballots/spoilt', null],
  ['ş', ['a', 1]],
]);

const values: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), { maxKeys: 4 }),
  ),
})).value;
const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isFieldName);
const records = fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 20 }).map((fields) => new Map(fields));
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('canonical JSON', () => {
  // RFC 8785, 3.2.2 and 3.2.3: literals, escapes, and the order of names by UTF-16.
  test.each<[JsonValue, string]>([
    [{ literals: [null, true, false] }, '{"literals":[null,true,false]}'],
    ['€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    [
      { '€': 1, '\r': 2, \ufb33: 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    [-0, '0'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [{}, '{}'],
    [[], '[]'],
  ])('%#', (value, text) => {
    expect(formatCanonicalJson(value)).toBe(text);
  });
  test('is read as it was written', () => {
    fc.assert(
      fc.property(values, (value) => {
        const bytes = encodeUtf8(formatCanonicalJson(value));
        const parsed = parseCanonicalJson(bytes);
        expect(parsed.ok && formatCanonicalJson(parsed.value)).toBe(formatCanonicalJson(value));
      }),
    );
  });
  test.each([
    [1.5],
    [2 ** 53],
    [Number.NaN],
    ['\ud800'],
    [{ '\udc00': 1 }],
    [Array.from({ length: 40 }).reduce<JsonValue>((inner) => [inner], 1)],
  ])('has no spelling for %#', (value) => {
    expect(() => formatCanonicalJson(value)).toThrow(RangeError);
    expect(isCanonicalValue(value)).toBe(false);
  });
  test.each([
    '',
    '{"a":1,"a":1}',
    '{"b":1,"a":1}',
    '{ "a":1}',
    '1.0',
    '1e2',
    '1.5',
    '-0',
    '"\\u0041"',
    '"\\ud800"',
    'nul',
    '[1,]',
    '['.repeat(100_000),
    `${'['.repeat(100)}${']'.repeat(100)}`,
  ])('is not read from another spelling (%#)', (text) => {
    const parsed = parseCanonicalJson(encodeUtf8(text));
    expect(parsed.ok ? '' : parsed.error).toContain('expected');
  });
  test('whatever the bytes are, they are written back or refused', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '0',
      'null',
      ' ',
      '"__proto__":',
    );
    const sources = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => encodeUtf8(pieces.join(''))),
      fc.uint8Array({ maxLength: 20 }),
      fc.json().map(encodeUtf8),
    );
    fc.assert(
      fc.property(sources, (bytes) => {
        const parsed = parseCanonicalJson(bytes);
        if (parsed.ok) expect(encodeUtf8(formatCanonicalJson(parsed.value))).toEqual(bytes);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('commitments', () => {
  // Computed from the written definition with Python's hashlib, hmac and json.
  test('are those that another program computes', () => {
    expect(formatHex(saltOf(KEY, 'turnout'))).toBe('e802325a69929c0a59fddf49e11a2793');
    expect(formatHex(commitField({ name: 'turnout', value: 412, salt: saltOf(KEY, 'turnout') }))).toBe(
      'f2e8b535d7469cfeb22d0ef60b9889c204988cc03cc9c489d0e428d109a8722f',
    );
    expect(formatHex(commitRecord(KEY, FIELDS))).toBe(
      'b1fb0e3fffca9964b022f0abc963175bef4fef2beace7a95c983851c82d32acb',
    );
    expect(formatHex(commitContent(KEY, 'raw', sha256(encodeUtf8('<data/>'))))).toBe(
      'af1e1e3cfecaf6b7a79d2636c022a284edc38d7e5570474a12b4e9c0c988552b',
    );
  });
  test('do not depend on the order in which fields come', () => {
    fc.assert(
      fc.property(keys, records, (key, fields) => {
        const turned = new Map([...fields].reverse());
        expect(formatHex(commitRecord(key, turned))).toBe(formatHex(commitRecord(key, fields)));
      }),
    );
  });
  test('of one field open with its salt, value and siblings, and tell no other', () => {
    fc.assert(
      fc.property(keys, records, fc.nat(), (key, fields, pick) => {
        const root = commitRecord(key, fields);
        const [name] = must([...fields][pick % fields.size], 'field');
        const opening = must(openField(key, fields, name), 'opening');
        expect(verifyFieldOpening(opening, root)).toBe(true);
        expect(Object.keys(opening).sort()).toEqual(['index', 'name', 'proof', 'salt', 'size', 'value']);
        expect(verifyFieldOpening({ ...opening, value: [opening.value] }, root)).toBe(false);
        expect(verifyFieldOpening({ ...opening, name: `${opening.name}x` }, root)).toBe(false);
        expect(verifyFieldOpening({ ...opening, salt: opening.salt.map((byte) => byte ^ 1) }, root)).toBe(false);
        expect(verifyFieldOpening({ ...opening, index: opening.index + 1 }, root)).toBe(false);
      }),
    );
    expect(openField(KEY, FIELDS, 'nothing')).toBeNull();
  });
  test('of a record that is partly published hold as a whole', () => {
    fc.assert(
      fc.property(keys, records, fc.infiniteStream(fc.boolean()), fc.nat(), (key, fields, coins, pick) => {
        const root = commitRecord(key, fields);
        const open = new Set([...fields.keys()].filter(() => coins.next().value === true));
        const disclosed = discloseRecord(key, fields, (name) => open.has(name));
        expect(verifyDisclosure(disclosed, root)).toBe(true);
        expect(disclosed.filter((field) => 'name' in field)).toHaveLength(open.size);
        const at = pick % disclosed.length;
        expect(verifyDisclosure(disclosed.toSpliced(at, 1), root)).toBe(false);
        expect(verifyDisclosure(disclosed.toSpliced(at, 0, must(disclosed[at], 'field')), root)).toBe(false);
        const altered = disclosed.map((field, place) =>
          place === at && 'name' in field ? { ...field, value: [field.value] } : field,
        );
        const isAltered = 'name' in must(disclosed[at], 'field');
        expect(verifyDisclosure(altered, root)).toBe(!isAltered);
      }),
    );
  });
  test('that are malformed are refused, not thrown at', () => {
    const root = commitRecord(KEY, FIELDS);
    const opening = must(openField(KEY, FIELDS, 'turnout'), 'opening');
    for (const odd of [
      { value: 1.5 },
      { value: '\ud800' },
      { name: '' },
      { name: 'a\nb' },
      { salt: new Uint8Array(15) },
    ]) {
      expect(verifyFieldOpening({ ...opening, ...odd }, root)).toBe(false);
      expect(verifyDisclosure([{ ...opening, ...odd }], root)).toBe(false);
    }
    expect(verifyDisclosure([{ commitment: new Uint8Array(31) }], root)).toBe(false);
    expect(() => commitField({ ...opening, name: 'a\nb' })).toThrow(RangeError);
    expect(() => commitField({ ...opening, salt: new Uint8Array(15) })).toThrow(RangeError);
    expect(() => saltOf(new Uint8Array(31), 'turnout')).toThrow(RangeError);
  });
  test('whose key was erased are not opened by trying every value', () => {
    const commitment = commitField({ name: 'opened_on_time', value: true, salt: saltOf(KEY, 'opened_on_time') });
    fc.assert(
      fc.property(keys, fc.boolean(), (key, value) => {
        fc.pre(!areSameBytes(key, KEY));
        const tried = commitField({ name: 'opened_on_time', value, salt: saltOf(key, 'opened_on_time') });
        expect(areSameBytes(tried, commitment)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
  test('to bytes open with their salt, which no field has', () => {
    const digest = sha256(encodeUtf8('photo'));
    expect(commitDigest(contentSalt(KEY, 'photo.jpg'), digest)).toEqual(commitContent(KEY, 'photo.jpg', digest));
    expect(contentSalt(KEY, 'photo.jpg')).not.toEqual(saltOf(KEY, 'photo.jpg'));
    expect(isFieldName('\nphoto.jpg')).toBe(false);
  });
});

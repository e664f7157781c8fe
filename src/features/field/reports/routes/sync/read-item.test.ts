import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCanonicalValue } from '../../../../../ledger/commitment/canonical-json.ts';
import { itemText, requestText } from '../../signed-text.ts';
import { readItem } from './read-item.ts';

const HASH = 'ab'.repeat(32);
const ID = '0190c5b8-0000-7000-8000-00000000000';

const right = {
  ...{ id: `${ID}1`, report: `${ID}2`, kind: 'report', form: 'visit', formVersion: '1', content: 'PGRhdGEvPg==' },
  ...{ sha256: HASH, sequence: 1, previous: null, deviceTime: '2026-01-10T06:10:00.000Z', corrects: null },
  ...{ files: [{ name: '1.jpg', sha256: HASH, bytes: 3 }], signature: 'A'.repeat(88), device: '0123456789abcdef' },
};

const anything = fc.anything({ withNullPrototype: true, withBigInt: false, withDate: false });
/** What JSON can hold, hostile names included. */
const json = fc.oneof(
  fc.jsonValue({ noUnicodeString: false }),
  anything.map((value) => parsed(value)),
);
const name = fc.oneof(fc.constantFrom(...Object.keys(right), '__proto__', 'constructor', 'toString'), fc.string());

describe('an item', () => {
  test('that is right is read, and signed over all but content and signature', () => {
    const read = readItem('m', right);
    expect(read).toMatchObject({ ok: true, value: { item: { id: right.id, files: right.files } } });
    const { content: _content, signature: _signature, ...signed } = right;
    expect(read.ok && read.value.text).toBe(itemText('m', signed));
  });
  test('whatever it is, is read or refused, never thrown at, and pollutes nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        const read = readItem('m', value);
        expect(read.ok || ['invalid-item', 'invalid-text'].includes(read.error.reason)).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });
  test('of which one member is anything else is read with it, or refused', () => {
    fc.assert(
      fc.property(name, json, (key, value) => {
        const item = { ...right };
        Object.defineProperty(item, key, { value, enumerable: true, configurable: true, writable: true });
        const read = readItem('m', item);
        if (read.ok) expect(read.value.item).toMatchObject({ kind: 'report' });
        else expect(['invalid-item', 'invalid-text']).toContain(read.error.reason);
      }),
      { numRuns: 10_000 },
    );
  });
  test('of which a signed member is another has another text', () => {
    const members = Object.keys(right).filter((key) => key !== 'content' && key !== 'signature');
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.string(), (key, value) => {
        fc.pre(value !== (right as Record<string, unknown>)[key] && isCanonicalValue(value));
        expect(itemText('m', { ...right, [key]: value })).not.toBe(itemText('m', right));
      }),
    );
  });
  test.each(['id', 'report', 'kind', 'form', 'content', 'sha256', 'sequence', 'device', 'signature'])(
    'without %s is refused with its name',
    (key) => {
      const item = Object.fromEntries(Object.entries(right).filter(([own]) => own !== key));
      expect(readItem('m', item)).toMatchObject({ ok: false, error: { reason: 'invalid-item', detail: key } });
    },
  );
  test.each(['formVersion', 'previous', 'deviceTime', 'files', 'corrects'])('may lack %s, or have none', (key) => {
    const item = Object.fromEntries(Object.entries(right).filter(([own]) => own !== key));
    expect(readItem('m', item).ok).toBe(true);
    expect(readItem('m', { ...right, [key]: null }).ok).toBe(true);
  });
});

describe('the text that is signed', () => {
  test('of an item', () => {
    expect(itemText('demo', { sequence: 1, id: 'x', content: 'c', signature: 's', files: [] })).toBe(
      'scrutineer item v1\n{"files":[],"id":"x","mission":"demo","sequence":1}',
    );
  });
  test('of an item never says another mission than the one it is for', () => {
    expect(itemText('demo', { mission: 'other' })).toBe('scrutineer item v1\n{"mission":"demo"}');
  });
  test('of requests', () => {
    const batch = { method: 'POST', path: '/sync/demo', timestamp: 5, bodyHash: HASH, headers: {} };
    expect(requestText(batch)).toBe(`scrutineer request v1\nPOST\n/sync/demo\n5\n${HASH}`);
    const headers = { 'upload-offset': '7', 'upload-checksum': 'sha256 x', other: 'y' };
    const piece = { method: 'PATCH', path: '/sync/demo/files/a', timestamp: 5, bodyHash: null, headers };
    expect(requestText(piece)).toBe(
      'scrutineer request v1\nPATCH\n/sync/demo/files/a\n5\n-\nupload-checksum: sha256 x\nupload-offset: 7',
    );
  });
});

function parsed(value: unknown): unknown {
  const text = JSON.stringify(value, (_, inner) => (typeof inner === 'function' ? null : inner));
  return text === undefined ? null : JSON.parse(text);
}

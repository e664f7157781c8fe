import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { formatLeaf, LONGEST_LEAF, type LogLeaf, parseLeaf } from './log-leaf.ts';

const HASH = 'ab'.repeat(32);
const BASE = { v: 1, id: '01932f5e-7c1a-7000-8000-0123456789ab', version: 1, time: Date.UTC(2026, 10, 26) } as const;
const RECEIPT: LogLeaf = { ...BASE, type: 'receipt', content: HASH, channel: 'odk' };

/** The same with members that the types would not let through, as a caller in error might. */
const spoilt = (members: object): LogLeaf => ({ ...RECEIPT, ...members });

describe('a leaf', () => {
  test.each<[LogLeaf]>([
    [RECEIPT],
    [
      {
        ...RECEIPT,
        device: '00000000000000a7',
        sequence: 9,
        devicePrevious: HASH,
        attachments: [HASH, HASH],
        previous: HASH,
      },
    ],
    [{ ...BASE, type: 'interpretation', receipt: HASH, fields: HASH }],
    [{ ...BASE, type: 'attachment', content: HASH, receipt: HASH }],
    [{ ...BASE, type: 'decision', content: HASH, about: HASH }],
    [{ ...BASE, type: 'case', content: HASH }],
    [{ ...BASE, type: 'release', content: HASH }],
    [{ ...BASE, type: 'correction', content: HASH, about: HASH }],
    [{ ...BASE, type: 'erasure', about: HASH }],
    [{ ...BASE, type: 'retention', content: HASH, deleted: { people: 12, files: 0 }, kept: { files: 3 } }],
    [{ ...BASE, type: 'enrolment', device: '00000000000000a7' }],
    [{ ...BASE, type: 'revocation', device: '00000000000000a7', about: HASH }],
    [{ ...BASE, type: 'registration', subject: 'figure', content: HASH }],
    [{ ...BASE, type: 'build', content: HASH }],
  ])('is read as it was written (%#)', (leaf) => {
    const written = formatLeaf(leaf);
    expect(written.ok && parseLeaf(written.value)).toEqual({ ok: true, value: leaf });
  });
  test('is canonical JSON', () => {
    const written = formatLeaf(RECEIPT);
    expect(written.ok && Buffer.from(written.value).toString()).toBe(
      `{"channel":"odk","content":"${HASH}","id":"${BASE.id}","time":1795651200000,"type":"receipt","v":1,"version":1}`,
    );
  });
});

// LOG-13: a secret that is offered by mistake never enters the log.
describe('what is not on the list is kept out of the log', () => {
  test.each([
    [{ password: '$argon2id$v=19$m=65536' }, 'password: not allowed in the log for receipt'],
    [{ phone: '+994501234567' }, 'phone: not allowed'],
    [{ device: '+994501234567' }, 'device: expected 16 hexadecimal digits'],
    [{ device: '994501234567' }, 'device: expected 16 hexadecimal digits'],
    [{ id: 'uuid:+994501234567' }, 'id: expected a UUID'],
    [{ content: 'ballot stuffing at 7' }, 'content: expected 64 hexadecimal digits'],
    [{ content: HASH.toUpperCase() }, 'content: expected 64 hexadecimal digits'],
    [{ attachments: [HASH, 'A. Witness.jpg'] }, 'attachments: expected a list of 64 hexadecimal digits each'],
    [{ attachments: HASH }, 'attachments: expected a list'],
    [{ channel: 'Aysel’s phone' }, 'channel: expected one of app, odk, desk, api, sms, file'],
    [{ time: 994501234567 }, 'time: expected milliseconds since 1970, of the years 2020 to 2099'],
    [{ time: '2026-11-26' }, 'time: expected milliseconds'],
    [{ version: 0 }, 'version: expected a whole number from 1 on'],
    [{ sequence: 1.5 }, 'sequence: expected a whole number from 1 on'],
    [{ v: 2 }, 'v: expected 1'],
    [{ type: 'note' }, 'type: expected one of receipt, interpretation'],
    [{ type: 'constructor' }, 'type: expected one of'],
    [{ fields: HASH }, 'fields: not allowed in the log for receipt'],
    [{ constructor: HASH }, 'constructor: not allowed'],
    [{ type: 'erasure', about: HASH }, 'not allowed in the log for erasure'],
    [{ deleted: { people: 1 } }, 'deleted: not allowed in the log for receipt'],
    [{ type: 'interpretation' }, 'receipt: missing, and every interpretation has one'],
  ])('%j', (members, fault) => {
    const written = formatLeaf(spoilt(members));
    expect(written.ok ? '' : written.error).toContain(fault);
    const sorted = Object.fromEntries(Object.entries(spoilt(members)).sort());
    const read = parseLeaf(encodeUtf8(JSON.stringify(sorted)));
    // A number that is not whole has no canonical spelling in the first place.
    expect(read.ok ? '' : read.error).toContain('sequence' in members ? 'expected' : fault);
  });
  test.each([[{ people: 'Aysel' }], [{ Aysel: 1 }], [{ files: -1 }], [{ files: 0.5 }], [[]], ['12'], [null]])(
    'counts that are %j',
    (deleted) => {
      const written = formatLeaf({ ...BASE, type: 'retention', content: HASH, deleted } as unknown as LogLeaf);
      expect(written.ok ? '' : written.error).toContain('deleted: expected whole numbers by people, files');
    },
  );
  test('whatever member of whatever value is added', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, value) => {
        fc.pre(
          !['attachments', 'previous', 'device', 'sequence', 'devicePrevious', ...Object.keys(RECEIPT)].includes(name),
        );
        fc.pre(name !== '__proto__');
        expect(formatLeaf(spoilt({ [name]: value })).ok).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
  test('more than 4,096 bytes', () => {
    const written = formatLeaf(spoilt({ attachments: new Array<string>(60).fill(HASH) }));
    expect(written.ok ? '' : written.error).toContain(`expected at most ${LONGEST_LEAF} bytes, found`);
    expect(parseLeaf(new Uint8Array(LONGEST_LEAF + 1)).ok).toBe(false);
  });
});

test('whatever the bytes are, they are a leaf or refused', () => {
  const near = fc.constantFrom(
    '{',
    '}',
    `"id":"${BASE.id}"`,
    ',',
    '"v":1',
    '"type":"build"',
    `"content":"${HASH}"`,
    '"version":1',
    'null',
    '[]',
  );
  const sources = fc.oneof(
    fc.array(near, { maxLength: 14 }).map((pieces) => encodeUtf8(pieces.join(''))),
    fc.uint8Array(),
    fc.json().map(encodeUtf8),
  );
  fc.assert(
    fc.property(sources, (bytes) => {
      const parsed = parseLeaf(bytes);
      if (parsed.ok) expect(formatLeaf(parsed.value)).toEqual({ ok: true, value: bytes });
      else expect(parsed.error).not.toBe('');
    }),
    { numRuns: 10_000 },
  );
});

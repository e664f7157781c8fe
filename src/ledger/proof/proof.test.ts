import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteKeyOf, verifyWithNode } from '../../../test/support/ed25519.ts';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { must } from '../../kernel/result.ts';
import { EMPTY_RANGE, growRange, rootOfRange } from '../merkle/compact-range.ts';
import { proveInclusion, spanHashOfLeaves } from '../merkle/prove.ts';
import { hashLeaf } from '../merkle/tree-hash.ts';
import { formatCheckpoint } from '../note/checkpoint.ts';
import { cosignedMessage, formatCosignature } from '../note/cosignature.ts';
import type { LogPolicy } from '../note/log-policy.ts';
import { formatNote, signatureOf } from '../note/signed-note.ts';
import { formatLogProof, parseLogProof } from './log-proof.ts';
import { formatReceiptCode, parseReceiptCode, receiptCodeOf } from './receipt-code.ts';
import { verifyLogProof } from './verify-log-proof.ts';

const log = noteKeyOf('example.org/mission', 'ed25519', 1);
const other = noteKeyOf('example.org/other', 'ed25519', 2);
const [first, second] = [
  noteKeyOf('witness.example/w1', 'cosignature', 3),
  noteKeyOf('witness.example/w2', 'cosignature', 4),
];
const leafHashes = Array.from({ length: 100 }, (_, at) => hashLeaf(encodeUtf8(`leaf ${at}`)));
const leafHashOf = (index: number) => must(leafHashes[index], 'leaf');

const policy: LogPolicy = {
  logs: [log],
  witnesses: [first, second],
  quorum: { kind: 'group', least: 1, members: [first, second].map((key) => ({ kind: 'witness', key })) },
};
const terms = (index: number) => ({ leafHash: leafHashOf(index), policy, verify: verifyWithNode });

interface Wish {
  readonly index: number;
  readonly size: number;
  readonly cosigned?: boolean;
  readonly by?: typeof log;
  readonly origin?: string;
}

function receiptOf({ index, size, cosigned = false, by = log, origin = log.name }: Wish): string {
  const root = rootOfRange(growRange(EMPTY_RANGE, leafHashes.slice(0, size)));
  const text = formatCheckpoint({ origin, size, root, extensions: [] });
  const signatures = [signatureOf(by, by.sign(encodeUtf8(text)))];
  if (cosigned) {
    const signature = second.sign(cosignedMessage(1_700_000_000, text));
    signatures.push(signatureOf(second, formatCosignature({ time: 1_700_000_000, signature })));
  }
  const proof = proveInclusion(index, size, spanHashOfLeaves(leafHashes));
  return formatLogProof({ index, proof, checkpoint: formatNote({ text, signatures }), extra: null });
}

describe('a receipt', () => {
  test('proves its leaf, and says whether witnesses confirmed it', async () => {
    for (const cosigned of [true, false]) {
      const verified = await verifyLogProof(receiptOf({ index: 41, size: 100, cosigned }), terms(41));
      expect(verified).toMatchObject({
        ok: true,
        value: { index: 41, isConfirmed: cosigned, checkpoint: { size: 100 } },
      });
    }
  });
  test('is laid out as C2SP tlog-proof says', () => {
    const lines = receiptOf({ index: 5, size: 8 }).split('\n');
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5']);
    expect(lines.slice(2, 5).every((line) => /^[A-Za-z0-9+/]{43}=$/.test(line))).toBe(true);
    expect(lines.slice(5, 8)).toEqual(['', 'example.org/mission', '8']);
    expect(lines.at(-2)).toMatch(/^— example\.org\/mission /);
  });
  test.each<[string, Wish & { leaf?: number }, string]>([
    ['of another leaf', { index: 41, size: 100, leaf: 42 }, 'not-in-log'],
    ['of a log that is not trusted', { index: 41, size: 100, origin: other.name, by: other }, 'unknown-log'],
    ['that another log signed', { index: 41, size: 100, by: other }, 'unsigned'],
    [
      'that another log signed and a witness confirmed',
      { index: 41, size: 100, by: other, cosigned: true },
      'unsigned',
    ],
    [
      'signed by another key in the name of the log',
      { index: 4, size: 9, by: { ...other, name: log.name } },
      'unsigned',
    ],
  ])('%s is refused', async (_, { leaf, ...wish }, reason) => {
    const verified = await verifyLogProof(receiptOf(wish), terms(leaf ?? wish.index));
    expect(verified).toMatchObject({ ok: false, error: { reason } });
  });
  test('whose signature of the log or of a witness does not hold is refused', async () => {
    const receipt = receiptOf({ index: 4, size: 9, cosigned: true });
    for (const line of receipt.split('\n').filter((each) => each.startsWith('— '))) {
      const forged = receipt.replace(line, `${line.slice(0, -6)}AAAA${line.slice(-2)}`);
      expect(await verifyLogProof(forged, terms(4))).toMatchObject({ ok: false, error: { reason: 'forged' } });
    }
  });
  test('that was cut off says where', async () => {
    const receipt = receiptOf({ index: 4, size: 9 });
    expect(await verifyLogProof(receipt.slice(0, 40), terms(4))).toEqual({
      ok: false,
      error: { reason: 'malformed', message: 'expected an empty line before the checkpoint, found none' },
    });
    expect(await verifyLogProof(receipt.replace('\n9\n', '\n09\n'), terms(4))).toEqual({
      ok: false,
      error: {
        reason: 'malformed',
        message: 'line 2: expected a size from 0 to 2^53 − 1, without leading zeros, found "09"',
      },
    });
  });
  test('with one changed character is refused, or is confirmed no longer', async () => {
    const receipt = receiptOf({ index: 41, size: 100, cosigned: true });
    // A witness whose name or ID is spoilt is one that nobody knows, and is passed over.
    const witness = receipt.lastIndexOf('— ');
    await fc.assert(
      fc.asyncProperty(fc.nat(receipt.length - 1), fc.constantFrom(...'A1+/=\n x'), async (at, character) => {
        if (receipt[at] === character) return;
        const changed = receipt.slice(0, at) + character + receipt.slice(at + 1);
        const verified = await verifyLogProof(changed, terms(41));
        if (verified.ok) expect(at).toBeGreaterThan(witness);
        expect(verified.ok && verified.value.isConfirmed).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
  test('of a million leaves has less than 2 KB, with two witnesses', () => {
    const text = formatCheckpoint({ origin: log.name, size: 1_000_000, root: leafHashOf(0), extensions: [] });
    const cosignature = formatCosignature({ time: 1_700_000_000, signature: new Uint8Array(64) });
    const signatures = [
      signatureOf(log, new Uint8Array(64)),
      signatureOf(first, cosignature),
      signatureOf(second, cosignature),
    ];
    const proof = proveInclusion(999_999, 1_000_000, () => leafHashOf(0));
    const longest = proveInclusion(0, 1_000_000, () => leafHashOf(0));
    expect(proof.length).toBeLessThanOrEqual(longest.length);
    const receipt = formatLogProof({
      index: 0,
      proof: longest,
      checkpoint: formatNote({ text, signatures }),
      extra: null,
    });
    expect(encodeUtf8(receipt).length).toBeLessThan(2048);
  });
});

describe('the text of a receipt', () => {
  test('is read as it was written', () => {
    const proofs = fc.record({
      index: fc.maxSafeNat(),
      proof: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }),
      checkpoint: fc.constantFrom('', 'origin\n1\nroot\n\n— a x08go/ZJ\n'),
      extra: fc.option(fc.uint8Array({ maxLength: 90 })),
    });
    fc.assert(
      fc.property(proofs, (proof) => {
        expect(parseLogProof(formatLogProof(proof))).toEqual({ ok: true, value: proof });
      }),
    );
  });
  const hash = 'gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=';
  test.each([
    ['', null],
    ['c2sp.org/tlog-proof@v1\nindex 1\n', null],
    ['c2sp.org/tlog-proof@v2\nindex 1\n\n', 1],
    ['c2sp.org/tlog-proof@v1\n\n', 2],
    ['c2sp.org/tlog-proof@v1\nextra AA\nindex 1\n\n', 2],
    ['c2sp.org/tlog-proof@v1\nextra AAAA\n\n', 3],
    ['c2sp.org/tlog-proof@v1\nindex 01\n\n', 2],
    ['c2sp.org/tlog-proof@v1\nindex -1\n\n', 2],
    ['c2sp.org/tlog-proof@v1\nindex 1\nextra AAAA\n\n', 3],
    [`c2sp.org/tlog-proof@v1\nindex 1\n${hash}\nAAAA\n\n`, 4],
    [`c2sp.org/tlog-proof@v1\nindex 1\n${`${hash}\n`.repeat(64)}\n`, null],
  ])('is refused, with its line (%#)', (source, line) => {
    const parsed = parseLogProof(source);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? 0 : parsed.error.line).toBe(line);
  });
  test('whatever stands in it, it is written back or refused, and proves nothing', async () => {
    const line = fc.constantFrom(
      'c2sp.org/tlog-proof@v1',
      'index 1',
      'index 0',
      'extra AAAA',
      'extra ',
      hash,
      '',
      'origin',
      '7',
      '— a x08go/ZJ',
    );
    const sources = fc.array(fc.oneof({ weight: 6, arbitrary: line }, fc.string({ unit: 'binary' })), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), sources, async (isBegun, lines) => {
        const source = [...(isBegun ? ['c2sp.org/tlog-proof@v1'] : []), ...lines].join('\n');
        const parsed = parseLogProof(source);
        if (parsed.ok) expect(formatLogProof(parsed.value)).toBe(source);
        expect((await verifyLogProof(source, terms(0))).ok).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('the short code', () => {
  const slugs = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}$/);
  const codes = fc.tuple(slugs, fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }));

  test('is read as it was written, in small letters, with spaces, and with letters that look like digits', () => {
    fc.assert(
      fc.property(codes, ([slug, index, hash]) => {
        const code = receiptCodeOf(slug, index, hash);
        const text = formatReceiptCode(code);
        expect(text).toMatch(/^[A-Z0-9-]+-\d+-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}$/);
        for (const written of [
          text,
          text.toLowerCase(),
          text.replaceAll('-', ' '),
          ` ${text.replaceAll('-', '–')}\n`,
        ]) {
          expect(parseReceiptCode(written)).toEqual(code);
        }
        const symbols = text.slice(-10).replaceAll('0', 'O').replaceAll('1', 'l');
        expect(parseReceiptCode(text.slice(0, -10) + symbols)).toEqual(code);
      }),
    );
  });
  test('has symbols in the order of Crockford', () => {
    const code = { slug: 'az-2024', index: 8708, start: Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7) };
    expect(formatReceiptCode(code).startsWith('AZ-2024-8708-0123-4567')).toBe(true);
  });
  test('with any one digit or symbol wrong is refused', () => {
    const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    fc.assert(
      fc.property(codes, fc.nat(), fc.constantFrom(...symbols), ([slug, index, hash], pick, symbol) => {
        const text = formatReceiptCode(receiptCodeOf(slug, index, hash));
        const rest = text.slice(slug.length + 1);
        const at = pick % rest.length;
        const isIndex = at < rest.length - 11;
        if (rest[at] === '-' || rest[at] === symbol || (isIndex && !/\d/.test(symbol))) return;
        expect(parseReceiptCode(text.slice(0, slug.length + 1 + at) + symbol + rest.slice(at + 1))).toBeNull();
      }),
      { numRuns: 10_000 },
    );
  });
  test.each([
    '',
    'AZ',
    'AZ-1-2345-6789',
    'AZ-01-0000-00000',
    'AZ--1-0000-00000',
    'AZ-1-0000-0000U',
    'AZ-1-000-000000',
    '-1-0000-00000',
  ])('no code: %s', (text) => {
    expect(parseReceiptCode(text)).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyPairOf, noteKeyOf, verifyWithNode } from '../../../test/support/ed25519.ts';
import { formatBase64, parseBase64 } from '../../kernel/bytes/base64.ts';
import { formatHex } from '../../kernel/bytes/hex.ts';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { must, type Result } from '../../kernel/result.ts';
import { EMPTY_ROOT, hashLeaf } from '../merkle/tree-hash.ts';
import { formatCheckpoint, parseCheckpoint, parseDecimal } from './checkpoint.ts';
import { cosignedMessage, formatCosignature, parseCosignature } from './cosignature.ts';
import { formatNoteKey, keyIdOf, type NoteKey, parseNoteKey } from './note-key.ts';
import { openNote } from './open-note.ts';
import { formatNote, parseNote, parseSignatures, type SignedNote, signatureOf } from './signed-note.ts';
import { formatWitnessRequest, parseWitnessRequest } from './witness-request.ts';

function valueIn<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const bytesOf = (base64: string) => must(parseBase64(base64), 'base64');
const keyOf = (text: string): NoteKey => valueIn(parseNoteKey(text));

// The documented examples of golang.org/x/mod/sumdb/note, and that of C2SP signed-note.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
const C2SP_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const C2SP_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

describe('the documented examples', () => {
  test('of Go are written to the byte', () => {
    const peter = keyPairOf(bytesOf('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').subarray(1));
    const enoch = noteKeyOf('EnochRoot', 'ed25519', 0);
    const signatures = [
      signatureOf(keyOf(PETER), peter.sign(encodeUtf8(TEXT))),
      signatureOf(enoch, enoch.sign(encodeUtf8(TEXT))),
    ];
    expect(formatBase64(peter.publicKey)).toBe(formatBase64(keyOf(PETER).publicKey));
    expect(formatNote({ text: TEXT, signatures })).toBe(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`);
  });
  test.each([
    [C2SP_KEY, C2SP_NOTE],
    [PETER, `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`],
  ])('are verified by %s', async (keyText, source) => {
    const key = keyOf(keyText);
    expect(formatNoteKey(key)).toBe(keyText);
    expect(await openNote(valueIn(parseNote(source)), [key], verifyWithNode)).toEqual({
      ok: true,
      value: [{ key, time: null }],
    });
    expect(formatNote(valueIn(parseNote(source)))).toBe(source);
  });
  test('of C2SP tlog-cosignature is read: origin, size, root, and the time of the witness', () => {
    const source =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
      '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';
    const note = valueIn(parseNote(source));
    const checkpoint = valueIn(parseCheckpoint(note.text));
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163, extensions: [] });
    expect(formatCheckpoint(checkpoint)).toBe(note.text);
    const cosignature = must(parseCosignature(must(note.signatures[1], 'witness').bytes), 'cosignature');
    expect(cosignature.time).toBe(1_679_315_147);
    expect(formatCosignature(cosignature)).toEqual(must(note.signatures[1], 'witness').bytes);
    expect(Buffer.from(cosignedMessage(cosignature.time, note.text)).toString()).toBe(
      'cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    );
  });
});

describe('keys', () => {
  test('of two kinds are read as they are written, with an ID each', () => {
    const kinds = fc.constantFrom<NoteKey['kind']>('ed25519', 'cosignature');
    fc.assert(
      fc.property(kinds, fc.uint8Array({ minLength: 32, maxLength: 32 }), (kind, publicKey) => {
        const key = { name: 'seçki.example/2024', kind, publicKey };
        expect(keyOf(formatNoteKey(key))).toEqual(key);
      }),
    );
    const key = keyOf(PETER);
    expect(formatHex(keyIdOf(key))).not.toBe(formatHex(keyIdOf({ ...key, kind: 'cosignature' })));
  });
  test.each([
    ['', 'expected a key as name+id+base64'],
    ['Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'without spaces'],
    ['PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'expected ID c74f20a3'],
    ['PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'expected ID c74f20a3'],
    ['PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==', 'expected base64'],
    ['PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'expected kind 1 or 4 (Ed25519), found 101'],
    ['PeterNeumann+c74f20a3+ARpc', 'expected 32 bytes after its kind, found 2'],
  ])('no key: %s', (text, message) => {
    const parsed = parseNoteKey(text);
    expect(parsed.ok ? '' : parsed.error.message).toContain(message);
  });
  test('with a name that no note could hold are not written', () => {
    for (const name of ['', 'a b', 'a+b', 'a\nb', 'a\u00a0b', 'a\u2028b']) {
      expect(() => formatNoteKey({ ...keyOf(PETER), name })).toThrow(RangeError);
    }
  });
});

describe('notes', () => {
  const log = noteKeyOf('example.org/mission', 'ed25519', 1);
  const witness = noteKeyOf('witness.example/w1', 'cosignature', 2);
  const text = formatCheckpoint({ origin: log.name, size: 7, root: hashLeaf(encodeUtf8('root')), extensions: [] });
  const own = signatureOf(log, log.sign(encodeUtf8(text)));
  const seen = signatureOf(
    witness,
    formatCosignature({ time: 1_700_000_000, signature: witness.sign(cosignedMessage(1_700_000_000, text)) }),
  );
  const open = (note: SignedNote, keys: NoteKey[] = [log, witness]) => openNote(note, keys, verifyWithNode);

  test('say who signed, and when a witness saw them', async () => {
    const opened = await open({ text, signatures: [own, seen, own] });
    expect(opened).toEqual({
      ok: true,
      value: [
        { key: log, time: null },
        { key: witness, time: 1_700_000_000 },
      ],
    });
  });
  test('by keys that are not known say nothing', async () => {
    expect(await open({ text, signatures: [own, seen] }, [witness])).toMatchObject({
      ok: true,
      value: [{ key: witness }],
    });
    expect(await open({ text, signatures: [own] }, [witness])).toEqual({
      ok: false,
      error: { reason: 'unsigned', name: null },
    });
    expect(await open({ text, signatures: [] })).toEqual({ ok: false, error: { reason: 'unsigned', name: null } });
  });
  test('with one bit of text, time or signature turned over are forged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(own, seen), fc.nat(), async (signature, pick) => {
        const bytes = signature.bytes.slice();
        const at = pick % (bytes.length * 8);
        bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
        const opened = await open({ text, signatures: [own, { ...signature, bytes }] });
        expect(opened).toEqual({ ok: false, error: { reason: 'forged', name: signature.name } });
      }),
      { numRuns: 300 },
    );
    expect((await open({ text: text.replace('\n7\n', '\n8\n'), signatures: [own] })).ok).toBe(false);
  });
  test('signed by the same key for another purpose are not taken for it', async () => {
    const asWitness = { ...log, kind: 'cosignature' as const };
    const signature = { ...signatureOf(asWitness, own.bytes) };
    expect(await open({ text, signatures: [signature] }, [asWitness])).toEqual({
      ok: false,
      error: { reason: 'forged', name: log.name },
    });
  });
  test.each([
    ['', 'expected an empty line between text and signatures, found none', null],
    [text, 'expected an empty line between text and signatures, found none', null],
    [`${text}\n`, 'expected signatures after the last empty line, each with a line feed', null],
    [`${text}\n${PETER_LINE.trimEnd()}`, 'expected signatures after the last empty line, each with a line feed', null],
    [`${text}\n${PETER_LINE}\n`, 'expected signatures after the last empty line, each with a line feed', null],
    [`${text}\n- Peter x08go/ZJ\n`, 'expected a signature: — name base64, found "- Peter x08go/ZJ"', 5],
    [`${text}\n${PETER_LINE}— Peter x08go\n`, 'expected a signature: — name base64, found "— Peter x08go"', 6],
    [`${text}\n— Pe+er x08go/ZJ\n`, 'expected a signature: — name base64, found "— Pe+er x08go/ZJ"', 5],
    [`${text}\n— Peter x08goA==\n`, 'expected a signature: — name base64, found "— Peter x08goA=="', 5],
    [`${text}\n— Peter  x08go/ZJ\n`, 'expected a signature: — name base64, found "— Peter  x08go/ZJ"', 5],
    [`${text}\r\n\n${PETER_LINE}`, 'expected no control characters and whole characters, found U+000D', null],
    [`\ud800${text}\n${PETER_LINE}`, 'expected no control characters and whole characters, found U+D800', null],
    [`${text}\n${PETER_LINE.repeat(65)}`, 'expected at most 64 signatures, found 65', null],
    [`${'a'.repeat(1_000_000)}\n\n${PETER_LINE}`, 'expected at most 1000000 characters, found', null],
  ])('that are none are refused (%#)', (source, message, line) => {
    const parsed = parseNote(source);
    expect(parsed.ok ? null : parsed.error.line).toBe(line);
    expect(parsed.ok ? '' : parsed.error.message).toContain(message);
  });
  test('whatever stands in them, are read back or refused', () => {
    const piece = fc.constantFrom(
      '\n',
      '\n\n',
      '— ',
      'a',
      ' ',
      '+',
      'x08go/ZJ',
      'x08go/ZJku==',
      PETER_LINE,
      TEXT,
      '\u00a0',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 5, arbitrary: piece }, fc.string({ unit: 'binary' })), { maxLength: 9 }),
        (pieces) => {
          const parsed = parseNote(pieces.join(''));
          if (parsed.ok) expect(formatNote(parsed.value)).toBe(pieces.join(''));
        },
      ),
      { numRuns: 10_000 },
    );
  });
  test('with a text that cannot be signed are not written', () => {
    for (const odd of ['', 'no line feed', 'a\tb\n', '\ud800\n']) {
      expect(() => formatNote({ text: odd, signatures: [own] })).toThrow(RangeError);
    }
  });
  test('of a witness answer are read by themselves', () => {
    expect(valueIn(parseSignatures(PETER_LINE + ENOCH_LINE)).map(({ name }) => name)).toEqual([
      'PeterNeumann',
      'EnochRoot',
    ]);
    expect(parseSignatures(PETER_LINE.trimEnd()).ok).toBe(false);
  });
});

describe('checkpoints', () => {
  const root = formatBase64(hashLeaf(encodeUtf8('root')));
  test.each([
    ['', 1],
    ['\n7\n', 1],
    ['origin\n', 2],
    [`origin\n07\n${root}\n`, 2],
    [`origin\n-7\n${root}\n`, 2],
    [`origin\n7.0\n${root}\n`, 2],
    [`origin\n9007199254740992\n${root}\n`, 2],
    [`origin\n٧\n${root}\n`, 2],
    ['origin\n7\n', 3],
    ['origin\n7\nAAAA\n', 3],
    [`origin\n7\n${root} \n`, 3],
    [`origin\n7\n${root}\n\n`, 4],
    [`origin\n7\n${root}`, null],
  ])('that are none are refused (%#)', (source, line) => {
    const parsed = parseCheckpoint(source);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? 0 : parsed.error.line).toBe(line);
  });
  test('are read as they are written, of any size, with further lines', () => {
    const checkpoints = fc.record({
      origin: fc.stringMatching(/^[a-z./-]{1,20}$/),
      size: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      extensions: fc.array(fc.stringMatching(/^[ -~]{1,20}$/), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(checkpoints, (checkpoint) => {
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual({ ok: true, value: checkpoint });
      }),
    );
    const empty = { origin: 'a', size: 0, root: EMPTY_ROOT, extensions: [] };
    expect(parseCheckpoint(formatCheckpoint(empty))).toEqual({ ok: true, value: empty });
  });
  test('whatever the lines are, are written back or refused', () => {
    const lines = fc.array(
      fc.oneof(fc.constantFrom('origin', '7', '0', '', root, formatBase64(EMPTY_ROOT)), fc.string()),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, (each) => {
        const parsed = parseCheckpoint(`${each.join('\n')}\n`);
        if (parsed.ok) expect(formatCheckpoint(parsed.value)).toBe(`${each.join('\n')}\n`);
      }),
      { numRuns: 10_000 },
    );
  });
  test.each(['', '00', '+1', '1e3', ' 1', '1 ', '0x1', '1_000', '99999999999999999'])('no size: %s', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });
});

describe('what is asked of a witness', () => {
  test('is read as it is written', () => {
    const requests = fc.record({
      oldSize: fc.maxSafeNat(),
      proof: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }),
      checkpoint: fc.constantFrom(C2SP_NOTE, `${TEXT}\n${PETER_LINE}`, ''),
    });
    fc.assert(
      fc.property(requests, (request) => {
        expect(parseWitnessRequest(formatWitnessRequest(request))).toEqual({ ok: true, value: request });
      }),
    );
  });
  test.each([
    ['old 1\n', null],
    ['old 01\n\n', 1],
    ['new 1\n\n', 1],
    ['old 1\nAAAA\n\n', 2],
    [`old 1\n${`${formatBase64(EMPTY_ROOT)}\n`.repeat(64)}\n`, null],
  ])('is refused (%#)', (body, line) => {
    const parsed = parseWitnessRequest(body);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? 0 : parsed.error.line).toBe(line);
  });
});

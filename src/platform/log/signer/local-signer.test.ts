import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { verifyWithNode } from '../../../../test/support/ed25519.ts';
import { headOf, leavesOf, orderOf } from '../../../../test/support/honest-log.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { must } from '../../../kernel/result.ts';
import { EMPTY_ROOT } from '../../../ledger/merkle/tree-hash.ts';
import { parseNoteKey } from '../../../ledger/note/note-key.ts';
import { openCheckpoint } from '../../../ledger/note/open-checkpoint.ts';
import { parseNote } from '../../../ledger/note/signed-note.ts';
import { Refusal } from '../../db/refusal.ts';
import { FolderHeld } from './hold-folder.ts';
import { judgeOrder } from './judge-order.ts';
import { createLocalSigner } from './local-signer.ts';

const ORIGIN = 'example.org/log';
const scratch = temporaryFolder('local-signer');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const isUnix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;

const honest = leavesOf('leaf', 70);
const forked = [...honest.slice(0, 20), ...leavesOf('other', 70).slice(20)];

let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(scratch, String(folders), 'signer');
}

/** A folder whose log was signed at 30 leaves. */
async function signedFolder(): Promise<string> {
  const folder = newFolder();
  const signer = createLocalSigner(folder);
  await signer.open(ORIGIN);
  await signer.sign(orderOf(honest, 0, 30));
  await signer.close();
  return folder;
}

function fileOf(folder: string, name: string): string {
  const log = must(
    readdirSync(folder).find((each) => /^[0-9a-f]{32}$/.test(each)),
    'folder of the log',
  );
  return join(folder, log, name);
}

describe('an order is judged by what was signed last', () => {
  test('growth from any size to any other, whatever the one who asks believes', () => {
    fc.assert(
      fc.property(fc.nat(70), fc.nat(70), fc.nat(90), (one, two, oldSize) => {
        const [last, size] = [Math.min(one, two), Math.max(one, two)];
        const order = { ...orderOf(honest, last, size), oldSize };
        expect(judgeOrder(headOf(honest, last), order)).toBe(last === size ? 'same' : 'grown');
      }),
    );
  });
  test('LOG-03 whatever is smaller than what was signed is a rollback', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(69), fc.nat(70), (last, smaller, oldSize) => {
        const order = orderOf(honest, oldSize, smaller % last);
        expect(judgeOrder(headOf(honest, last), order)).toBe('rollback');
      }),
    );
  });
  test('LOG-05 another history is a fork, whatever proof comes with it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 21, max: 70 }),
        fc.integer({ min: 0, max: 70 }),
        fc.nat(70),
        (last, more, oldSize) => {
          const order = orderOf(forked, oldSize, Math.min(70, last + more));
          expect(judgeOrder(headOf(honest, last), order)).toBe('fork');
        },
      ),
    );
  });
  test('a changed hash of the proof is a fork', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 69 }), fc.nat(), fc.nat(255), (last, at, byte) => {
        const order = orderOf(honest, last, 70);
        const proof = order.proof.map((hash) => Uint8Array.from(hash));
        const hash = must(proof[at % proof.length], 'hash');
        const place = at % hash.length;
        fc.pre(hash[place] !== byte);
        hash[place] = byte;
        expect(judgeOrder(headOf(honest, last), { ...order, proof })).toBe('fork');
      }),
    );
  });
  test.each([
    ['a proof from where the one who asks believes, which is not where it was signed', orderOf(honest, 10, 40)],
    ['a size that is none', { ...orderOf(honest, 30, 40), head: { size: Number.NaN, root: EMPTY_ROOT } }],
    ['half a leaf', { ...orderOf(honest, 30, 40), head: { size: 40.5, root: EMPTY_ROOT } }],
    ['a root that is cut', { ...orderOf(honest, 30, 40), head: { size: 40, root: new Uint8Array(31) } }],
  ])('%s is a fork', (_, order) => {
    expect(judgeOrder(headOf(honest, 30), order)).toBe('fork');
  });
  test('of nothing signed: any log without a proof, the empty one with its one root', () => {
    expect(judgeOrder(null, orderOf(honest, 0, 5))).toBe('grown');
    expect(judgeOrder(null, orderOf(honest, 0, 0))).toBe('grown');
    expect(judgeOrder(null, { ...orderOf(honest, 0, 0), head: { size: 0, root: headOf(honest, 1).root } })).toBe(
      'fork',
    );
    expect(judgeOrder(null, { ...orderOf(honest, 0, 5), proof: [EMPTY_ROOT] })).toBe('fork');
  });
});

describe('a signer', () => {
  test('signs checkpoints that others can verify, and goes on after its end where it was', async () => {
    const folder = newFolder();
    const first = createLocalSigner(folder);
    const opened = await first.open(ORIGIN);
    expect(opened.head).toBeNull();
    const key = parseNoteKey(opened.verifierKey);
    if (!key.ok) throw new Error(key.error.message);
    const policy = { logs: [key.value], witnesses: [], quorum: { kind: 'none' } } as const;
    const note = await first.sign(orderOf(honest, 0, 30));
    const checkpoint = { origin: ORIGIN, ...headOf(honest, 30), extensions: [] };
    expect(await openCheckpoint(note, policy, verifyWithNode)).toMatchObject({ ok: true, value: { checkpoint } });
    await first.close();
    const second = createLocalSigner(folder);
    expect(await second.open(ORIGIN)).toEqual({ ...opened, head: headOf(honest, 30) });
    expect(await second.sign(orderOf(honest, 0, 30))).toBe(note);
    await expect(second.sign(orderOf(honest, 0, 29))).rejects.toMatchObject({ reason: 'rollback', size: 30 });
    await expect(second.sign(orderOf(forked, 30, 40))).rejects.toMatchObject({ reason: 'fork', size: 30 });
    await second.sign(orderOf(honest, 30, 31));
    expect((await second.open(ORIGIN)).head).toEqual(headOf(honest, 31));
    await second.close();
  });
  test('keeps logs apart, whatever their names', async () => {
    const signer = createLocalSigner(newFolder());
    const origins = ['example.org/log', 'example.org:8391/log', '../../log', 'EXAMPLE.org/log', 'örnek.az/seçki'];
    const opened = await Promise.all(origins.map((origin) => signer.open(origin)));
    expect(new Set(opened.map(({ verifierKey }) => verifierKey)).size).toBe(origins.length);
    for (const [at, origin] of origins.entries()) await signer.sign(orderOf(honest, 0, at, origin));
    for (const [at, origin] of origins.entries()) expect((await signer.open(origin)).head?.size).toBe(at);
    await expect(signer.open('two words')).rejects.toThrow('Expected the origin of a log');
    await expect(signer.sign(orderOf(honest, 0, 1, 'example.org/unknown'))).rejects.toThrow('has not been opened');
    await signer.close();
  });
  test.runIf(existsSync('/usr/bin/openssl'))('LOG-07 openssl verifies what it signs', async () => {
    const folder = await signedFolder();
    const note = readFileSync(fileOf(folder, 'head'), 'utf8').split('\n\n').slice(1).join('\n\n');
    const parsed = parseNote(note);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const [text, signature, publicKey] = ['text', 'signature', 'public.pem'].map((name) => join(folder, '..', name));
    writeFileSync(must(text, 'text'), parsed.value.text);
    writeFileSync(must(signature, 'signature'), must(parsed.value.signatures[0], 'signature').bytes);
    const pem = createPublicKey(createPrivateKey(readFileSync(fileOf(folder, 'key.pem'))));
    writeFileSync(must(publicKey, 'key'), pem.export({ format: 'pem', type: 'spki' }));
    const verify = () =>
      execFileSync('/usr/bin/openssl', [
        ...['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', must(publicKey, 'key')],
        ...['-in', must(text, 'text'), '-sigfile', must(signature, 'signature')],
      ]).toString();
    expect(verify()).toContain('Signature Verified Successfully');
    writeFileSync(must(text, 'text'), parsed.value.text.replace('\n30\n', '\n31\n'));
    expect(verify).toThrow();
  });
});

describe('the state of a signer', () => {
  test.runIf(isUnix)('can be read by its owner alone', async () => {
    const folder = await signedFolder();
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    expect([folder, fileOf(folder, '.')].map(modeOf)).toEqual([0o700, 0o700]);
    expect(['key.pem', 'head'].map((name) => modeOf(fileOf(folder, name)))).toEqual([0o600, 0o600]);
    chmodSync(folder, 0o750);
    expect(() => createLocalSigner(folder)).toThrow('chmod 700');
  });
  test('that is cut off anywhere, or has another character, is refused and not begun anew', async () => {
    const folder = await signedFolder();
    for (const name of ['head', 'key.pem']) {
      const path = fileOf(folder, name);
      const whole = readFileSync(path);
      // The last line feed of a PEM may be missing: nothing is lost with it.
      const most = name === 'head' ? whole.length : whole.length - 2;
      for (let length = 0; length < most; length += 1) {
        writeFileSync(path, whole.subarray(0, length));
        expect(() => createLocalSigner(folder)).toThrow(Refusal);
      }
      writeFileSync(path, whole);
    }
    const path = fileOf(folder, 'head');
    const text = readFileSync(path, 'utf8');
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'0A+/=\n x'), (at, character) => {
        fc.pre(text[at] !== character);
        writeFileSync(path, text.slice(0, at) + character + text.slice(at + 1));
        expect(() => createLocalSigner(folder)).toThrow(/missing or damaged/);
      }),
      { numRuns: 150 },
    );
    writeFileSync(path, text);
    const signer = createLocalSigner(folder);
    expect((await signer.open(ORIGIN)).head?.size).toBe(30);
    await signer.close();
  });
  test.each(['head', 'key.pem'])('without %s is refused', async (name) => {
    const folder = await signedFolder();
    rmSync(fileOf(folder, name));
    expect(() => createLocalSigner(folder)).toThrow(`${name} is missing or damaged`);
  });
  test('with the folder of another log in its place is refused', async () => {
    const folder = await signedFolder();
    cpSync(fileOf(folder, '.'), join(folder, 'f'.repeat(32)), { recursive: true });
    expect(() => createLocalSigner(folder)).toThrow('missing or damaged');
  });
  test('LOG-03 that is put back under a signer at work is noticed', async () => {
    const folder = await signedFolder();
    const older = readFileSync(fileOf(folder, 'head'));
    const signer = createLocalSigner(folder);
    await signer.sign(orderOf(honest, 30, 40));
    writeFileSync(fileOf(folder, 'head'), older);
    await expect(signer.sign(orderOf(honest, 40, 41))).rejects.toThrow('is not what the signer wrote there last');
    rmSync(fileOf(folder, 'head'));
    await expect(signer.sign(orderOf(honest, 40, 41))).rejects.toThrow(Refusal);
    await signer.close();
  });
  test('is used by one signer at a time, and by the next when that one has ended', async () => {
    const folder = await signedFolder();
    const first = createLocalSigner(folder);
    expect(() => createLocalSigner(folder)).toThrow(FolderHeld);
    await first.close();
    const second = createLocalSigner(folder);
    expect((await second.open(ORIGIN)).head?.size).toBe(30);
    await second.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('lock.'))).toEqual(['lock.3']);
  });
  test('with the lock of a process that is gone, or one that cannot be read, is taken over', async () => {
    const folder = await signedFolder();
    for (const text of ['', '{"pid":', JSON.stringify({ pid: 4_194_000, startedAt: 'once' })]) {
      writeFileSync(join(folder, 'lock.9'), text);
      const signer = createLocalSigner(folder);
      expect(() => createLocalSigner(folder)).toThrow(FolderHeld);
      await signer.close();
      rmSync(join(folder, 'lock.10'));
    }
  });
  test('is rid of what a writer left half done', async () => {
    const folder = await signedFolder();
    mkdirSync(join(folder, '.draft-Ab12'));
    writeFileSync(join(folder, '.draft-Ab12', 'key.pem'), '---');
    writeFileSync(fileOf(folder, '.draft-head'), 'half');
    const signer = createLocalSigner(folder);
    await signer.sign(orderOf(honest, 30, 31));
    await signer.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(readdirSync(fileOf(folder, '.')).sort()).toEqual(['head', 'key.pem']);
  });
  test.runIf(isRoot)('that an ordinary user began stays with that user where root goes on', async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chownSync(folder, 65_534, 65_534);
    const signer = createLocalSigner(folder);
    await signer.open(ORIGIN);
    await signer.sign(orderOf(honest, 0, 30));
    await signer.close();
    const paths = [fileOf(folder, '.'), fileOf(folder, 'head'), fileOf(folder, 'key.pem'), join(folder, 'lock.1')];
    expect(paths.map((path) => statSync(path).uid)).toEqual(paths.map(() => 65_534));
  });
});

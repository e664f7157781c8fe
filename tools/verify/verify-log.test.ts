import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { formatBase64 } from '../../src/kernel/bytes/base64.ts';
import { encodeUtf8 } from '../../src/kernel/bytes/utf8.ts';
import { must } from '../../src/kernel/result.ts';
import { parseLeaf } from '../../src/ledger/commitment/log-leaf.ts';
import { hashLeaf } from '../../src/ledger/merkle/tree-hash.ts';
import type { LogPolicy } from '../../src/ledger/note/log-policy.ts';
import { formatNoteKey } from '../../src/ledger/note/note-key.ts';
import { parseLogProof } from '../../src/ledger/proof/log-proof.ts';
import { verifyLogProof } from '../../src/ledger/proof/verify-log-proof.ts';
import { folderSource } from '../../src/platform/log/serve/log-source.ts';
import { checkpointOf, proveLeaf } from '../../src/platform/log/serve/published-leaf.ts';
import { verifyLog } from '../../src/platform/log/serve/verify-log.ts';
import { verifyEd25519 } from '../../src/platform/log/verify-ed25519.ts';
import { noteKeyOf } from '../../test/support/ed25519.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { cosign, testLeaf, testLeaves, testLog } from '../../test/support/test-log.ts';

const PYTHON_VERIFIER = fileURLToPath(new URL('verify_log.py', import.meta.url));
const GO_FOLDER = fileURLToPath(new URL('go', import.meta.url));

function canRun(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

const hasPython = canRun('python3', ['--version']) && canRun('openssl', ['version']);
const hasGo = canRun('go', ['version']) && canRun('go', ['-C', GO_FOLDER, 'build', '-o', '/dev/null', '.']);
if (!hasPython) console.warn('Skipping the verifier in Python: python3 or openssl is not here.');
if (!hasGo) console.warn('Skipping the verifier in Go: Go or its modules are not here.');

const root = temporaryFolder('independent');
afterAll(() => rmSync(root, { recursive: true }));
const log = testLog(join(root, 'log'));
log.grow(testLeaves(300));
const published = log.grow(testLeaves(400, 300));
const vkey = formatNoteKey(log.key);
const policy: LogPolicy = { logs: [log.key], witnesses: [], quorum: { kind: 'none' } };

/** What the independent program says. */
function python(...args: readonly string[]): { holds: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync('python3', [PYTHON_VERIFIER, ...args], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return { holds: status === 0, said: stdout };
}

let count = 0;
/** A copy of the log with the byte at `at` of a file changed. */
function changed(path: string, at: number, by = 1): string {
  count += 1;
  const copy = join(root, `copy-${count}`);
  cpSync(join(root, 'log'), copy, { recursive: true });
  const bytes = readFileSync(join(copy, path));
  bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by;
  writeFileSync(join(copy, path), bytes);
  return copy;
}

/** One byte in each kind of file. */
const CHANGES: readonly (readonly [string, number])[] = [
  ['checkpoint', 3],
  ['checkpoint', 20],
  ['checkpoint', 40],
  ['checkpoint', published.note.length - 10],
  ['tile/0/000', 5000],
  ['tile/0/002.p/188', 33],
  ['tile/1/000.p/2', 63],
  ['tile/entries/000', 0],
  ['tile/entries/001', 20_000],
  ['tile/entries/002.p/188', 9_999],
];

describe.skipIf(!hasPython)('a program that is not ours: Python with openssl', () => {
  test('finds the same log', () => {
    const rootHash = must(checkpointOf(published.note), 'checkpoint').root;
    const said = `log test.example/demo\nsize 700\nroot ${formatBase64(rootHash)}\nOK\n`;
    expect(python('log', join(root, 'log'), '--key', vkey)).toEqual({ holds: true, said });
  });
  test('of any size', () => {
    for (const size of [1, 255, 256, 513, 65_793]) {
      const place = join(root, `sized-${size}`);
      testLog(place).grow(testLeaves(size));
      expect(python('log', place, '--key', vkey), `${size}`).toMatchObject({ holds: true });
      rmSync(place, { recursive: true });
    }
  });
  test.each(CHANGES)('LOG-07 %s with byte %i changed is refused by both', async (path, at) => {
    const copy = changed(path, at);
    expect(python('log', copy, '--key', vkey).said).toMatch(/^REFUSED: /);
    expect((await verifyLog(folderSource(copy), policy)).faults).not.toEqual([]);
  });
  test('LOG-13 what may not be in a log is refused, though the log signed it', () => {
    const wrong: readonly Uint8Array[] = [
      encodeUtf8('{"phone":"+994 50 000 00 00"}'),
      encodeUtf8('{"a":1}'),
      encodeUtf8('[]'),
      encodeUtf8('{'),
      Uint8Array.of(0xff),
      encodeUtf8(Buffer.from(testLeaf(3)).toString().replace('"v":1', '"v":1.0')),
      encodeUtf8(Buffer.from(testLeaf(3)).toString().replace('"v":1', '"v":true')),
      encodeUtf8(Buffer.from(testLeaf(3)).toString().replace('{', '{ ')),
      encodeUtf8(Buffer.from(testLeaf(3)).toString().replace('"odk"', '"fax"')),
    ];
    for (const [at, leaf] of wrong.entries()) {
      const place = join(root, `wrong-${at}`);
      testLog(place).grow([...testLeaves(3), leaf]);
      expect(python('log', place, '--key', vkey).said, `${at}`).toMatch(/^REFUSED: leaf 3: /);
    }
  });
  test.each([
    ['{"files":40,"people":0}', true],
    ['{}', true],
    ['{"Aysel":1}', false],
    ['{"files":-1}', false],
    ['{"files":true}', false],
    ['[]', false],
  ])('OPS-07 an entry that counts what was deleted as %s', (counts, holds) => {
    const place = join(root, `counted-${encodeURIComponent(counts)}`);
    const text =
      `{"content":"${'ab'.repeat(32)}","deleted":${counts},"id":"0190c5b8-0000-8000-8000-000000000003",` +
      '"time":1795651200000,"type":"retention","v":1,"version":1}';
    testLog(place).grow([...testLeaves(3), encodeUtf8(text)]);
    expect(parseLeaf(encodeUtf8(text)).ok).toBe(holds);
    expect(python('log', place, '--key', vkey).holds).toBe(holds);
  });
  test('asks for every witness that it is told of', () => {
    const [one, two] = [1, 2].map((seed) => noteKeyOf(`witness.example/${seed}`, 'cosignature', 10 + seed));
    const place = join(root, 'witnessed');
    const witnessed = testLog(place);
    const { note } = witnessed.grow(testLeaves(5));
    const [first, second] = [must(one, 'one'), must(two, 'two')];
    writeFileSync(join(place, 'checkpoint'), note + cosign(first, note, 1_700_000_000));
    const [firstKey, secondKey] = [formatNoteKey(first), formatNoteKey(second)];
    expect(python('log', place, '--key', vkey, '--witness', firstKey).said).toContain('confirmed by witness.example/1');
    expect(python('log', place, '--key', vkey, '--witness', secondKey).said).toMatch(/^REFUSED: .*missing/);
  });
});

describe('LOG-07 a receipt, offline', () => {
  const index = 271;
  const leaf = must(log.leaves[index], 'leaf');
  const place = join(root, 'receipt.tlog-proof');
  const source = () =>
    proveLeaf(folderSource(log.folder), { leaf, index, checkpoint: must(checkpointOf(published.note), 'note') });
  /** Ours: of the leaf that the file itself holds. */
  const isTaken = async (text: string) => {
    const extra = parseLogProof(text);
    const bytes = extra.ok ? extra.value.extra : null;
    if (bytes === null) return false;
    return (await verifyLogProof(text, { leafHash: hashLeaf(bytes), policy, verify: verifyEd25519 })).ok;
  };

  test.skipIf(!hasPython)('is taken by both, and refused by both with one byte changed, wherever', async () => {
    const text = await source();
    writeFileSync(place, text);
    expect(python('receipt', place, '--key', vkey)).toMatchObject({ holds: true });
    expect(await isTaken(text)).toBe(true);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 97) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      writeFileSync(place, other);
      expect(python('receipt', place, '--key', vkey).said, `byte ${at}`).toMatch(/^REFUSED: /);
      expect(await isTaken(other.toString('utf8')), `byte ${at}`).toBe(false);
    }
  });
  test.skipIf(!hasPython)('of another leaf, or by another key, is refused', async () => {
    writeFileSync(place, await source());
    const [leafFile, otherKey] = [join(root, 'leaf.json'), formatNoteKey(noteKeyOf(log.key.name, 'ed25519', 9))];
    writeFileSync(leafFile, testLeaf(1));
    expect(python('receipt', place, '--key', vkey, '--leaf', leafFile).said).toMatch(/^REFUSED: /);
    expect(python('receipt', place, '--key', otherKey).said).toMatch(/^REFUSED: .*missing/);
  });
});

describe.skipIf(!hasGo)('a program that is not ours: Go with golang.org/x/mod/sumdb', () => {
  const run = (place: string) => spawnSync('go', ['-C', GO_FOLDER, 'run', '.', place, vkey], { encoding: 'utf8' });
  test('finds the same log', () => {
    execFileSync('go', ['-C', GO_FOLDER, 'vet', '.']);
    expect(run(join(root, 'log'))).toMatchObject({ status: 0 });
  });
  test.each(CHANGES)('%s with byte %i changed is refused', (path, at) => {
    expect(run(changed(path, at)).status).not.toBe(0);
  });
});

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { noteKeyOf } from '../../../../test/support/ed25519.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { cosign, testLeaves, testLog } from '../../../../test/support/test-log.ts';
import { must } from '../../../kernel/result.ts';
import { hashLeaf } from '../../../ledger/merkle/tree-hash.ts';
import { formatNoteKey } from '../../../ledger/note/note-key.ts';
import { formatReceiptCode, receiptCodeOf } from '../../../ledger/proof/receipt-code.ts';
import { log as command } from './log.ts';

const root = temporaryFolder('cli-log');
afterAll(() => rmSync(root, { recursive: true }));
const log = testLog(join(root, 'log', 'demo'));
const first = log.grow(testLeaves(300));
log.grow(testLeaves(10, 300));
const vkey = formatNoteKey(log.key);
const witness = noteKeyOf('witness.example/one', 'cosignature', 5);
writeFileSync(join(root, 'policy'), `log ${vkey}\nwitness one ${formatNoteKey(witness)}\nquorum one\n`);

async function run(...args: readonly string[]): Promise<{ status: number; out: string[]; notes: string[] }> {
  const [out, notes]: [string[], string[]] = [[], []];
  const environment = { SCRUTINEER_DATA: root };
  const terminal = {
    args,
    environment,
    folder: root,
    out: (line: string) => out.push(line),
    note: (line: string) => notes.push(line),
  };
  return { status: await command.run(terminal as Parameters<typeof command.run>[0]), out, notes };
}

const codeOf = (index: number) =>
  formatReceiptCode(receiptCodeOf('demo', index, hashLeaf(must(log.leaves[index], 'leaf'))));

test('a log is verified from its folder, and named by its mission', async () => {
  for (const place of [['--mission', 'demo'], ['log/demo']]) {
    const { status, out } = await run('verify', ...place, '--key', vkey);
    expect([status, out[0], out[1], out[3]]).toEqual([0, 'log test.example/demo', 'size 310', 'all of it holds']);
  }
});

test('without a key nothing is believed; with one that lies beside the log it is said', async () => {
  await expect(run('verify', 'log/demo')).rejects.toThrow('By which key?');
  writeFileSync(join(root, 'log', 'demo', 'key'), `${vkey}\n`);
  const { status, notes } = await run('verify', 'log/demo');
  expect([status, notes[0]]).toEqual([
    0,
    expect.stringContaining('compare it with the one that the mission published'),
  ]);
  rmSync(join(root, 'log', 'demo', 'key'));
});

test('LOG-07 a receipt is written, checked offline, and refused with one byte changed', async () => {
  expect(await run('proof', codeOf(7), '--out', 'mine.tlog-proof')).toMatchObject({ status: 0, out: [] });
  const held = await run('receipt', 'mine.tlog-proof', '--key', vkey);
  expect(held).toMatchObject({ status: 0 });
  expect(held.out).toContain(`code ${codeOf(7)}`);
  expect(held.out).toContain('time 2024-02-07T08:00:37.000Z');
  const bytes = readFileSync(join(root, 'mine.tlog-proof'));
  const at = bytes.indexOf('index 7');
  for (const [name, changed] of [
    ['index', at + 6],
    ['hash', at + 20],
    ['checkpoint', bytes.length - 9],
  ] as const) {
    const other = Buffer.from(bytes);
    other[changed] = (other[changed] ?? 0) ^ 1;
    writeFileSync(join(root, `${name}.tlog-proof`), other);
    await expect(run('receipt', `${name}.tlog-proof`, '--key', vkey)).rejects.toThrow();
  }
  const found = await run('receipt', codeOf(7), '--key', vkey);
  expect(found).toMatchObject({ status: 0, out: held.out });
  const mistyped = codeOf(7).slice(0, -1) + (codeOf(7).endsWith('0') ? '1' : '0');
  await expect(run('receipt', mistyped, '--key', vkey)).rejects.toThrow('a symbol of it is wrong');
  await expect(run('proof', '310', '--mission', 'demo')).rejects.toThrow('has no leaf 310');
});

test('LOG-05 where a policy asks for witnesses, what they did not confirm is not taken', async () => {
  const before = await run('receipt', codeOf(7), '--policy', 'policy');
  expect([before.status, before.out.at(-1)]).toEqual([1, 'logged, not yet confirmed: too few witnesses of the policy']);
  const whole = await run('verify', 'log/demo', '--policy', 'policy');
  expect([whole.status, whole.out]).toEqual([1, expect.arrayContaining([expect.stringContaining('not confirmed')])]);
  writeFileSync(join(root, 'log', 'demo', 'witnessed'), first.note + cosign(witness, first.note, 1_700_000_000));
  const after = await run('receipt', codeOf(7), '--policy', 'policy');
  expect([after.status, after.out.at(-1)]).toEqual([0, 'confirmed by witness.example/one']);
  expect((await run('receipt', codeOf(305), '--policy', 'policy')).status).toBe(1);
  const part = await run('verify', 'log/demo', '--policy', 'policy');
  expect([part.status, part.out]).toEqual([1, expect.arrayContaining(['confirmed up to 300 by witness.example/one'])]);
});

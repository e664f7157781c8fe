import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import { parseLeaf } from '../../../ledger/commitment/log-leaf.ts';
import { hashLeaf } from '../../../ledger/merkle/tree-hash.ts';
import { parseDecimal } from '../../../ledger/note/checkpoint.ts';
import { parseLogProof } from '../../../ledger/proof/log-proof.ts';
import {
  formatReceiptCode,
  parseReceiptCode,
  type ReceiptCode,
  receiptCodeOf,
} from '../../../ledger/proof/receipt-code.ts';
import { verifyLogProof } from '../../../ledger/proof/verify-log-proof.ts';
import { onDisk, Refusal } from '../../../platform/db/refusal.ts';
import type { LogSource } from '../../../platform/log/serve/log-source.ts';
import { proveLeaf, readCheckpoint, readLeaf } from '../../../platform/log/serve/published-leaf.ts';
import { WITNESSED } from '../../../platform/log/serve/served-checkpoint.ts';
import { verifyEd25519 } from '../../../platform/log/verify-ed25519.ts';
import { writeOut } from '../command.ts';
import { type LogOrder, policyOf, sourceOf } from './log-order.ts';

/** A receipt as a file, with the leaf that it is of. */
interface Receipt {
  readonly text: string;
  readonly leaf: Uint8Array;
}

/** `scrutineer log proof`: writes the receipt of a leaf as a file. */
export async function writeProof(order: LogOrder): Promise<number> {
  const { given, terminal } = order;
  const [, what = '', place] = given.words;
  const code = parseReceiptCode(what);
  const index = code?.index ?? parseDecimal(what);
  if (index === null) throw new Refusal(`${what}: neither a receipt code nor a number; a code has a typing error.`);
  const { text } = await makeReceipt(sourceOf(order, place, code?.slug ?? null), index, code);
  const out = given.values.get('out');
  if (out === undefined) terminal.out(text.replace(/\n$/, ''));
  else writeOut(resolve(terminal.folder, out), text);
  return 0;
}

/** `scrutineer log receipt`: checks a receipt. @returns exit status: 0 where it holds, and is confirmed as the policy asks. */
export async function checkReceipt(order: LogOrder): Promise<number> {
  const { given, terminal } = order;
  const [, what = '', place] = given.words;
  const isFile = existsSync(resolve(terminal.folder, what));
  const { receipt, source } = isFile ? readReceipt(order, what) : await findReceipt(order, what, place);
  const policy = await policyOf(order, source);
  const checked = await verifyLogProof(receipt.text, {
    leafHash: hashLeaf(receipt.leaf),
    policy,
    verify: verifyEd25519,
  });
  if (!checked.ok) throw new Refusal(`The receipt proves nothing: ${checked.error.message}.`);
  const leaf = parseLeaf(receipt.leaf);
  if (!leaf.ok) throw new Refusal(`The receipt is of no leaf: ${leaf.error}.`);
  const { checkpoint, index, isConfirmed, cosignatures } = checked.value;
  terminal.out(`log ${checkpoint.origin}`);
  terminal.out(`leaf ${index} of ${checkpoint.size}`);
  terminal.out(`type ${leaf.value.type}`);
  terminal.out(`time ${new Date(leaf.value.time).toISOString()}`);
  terminal.out(`code ${formatReceiptCode(receiptCodeOf(slugOf(checkpoint.origin), index, hashLeaf(receipt.leaf)))}`);
  if (policy.quorum.kind === 'none') return 0;
  const names = cosignatures.map(({ key }) => key.name).join(', ');
  terminal.out(isConfirmed ? `confirmed by ${names}` : 'logged, not yet confirmed: too few witnesses of the policy');
  return isConfirmed ? 0 : 1;
}

/** Origins of ours end with the name of the mission. */
function slugOf(origin: string): string {
  return origin.split('/').at(-1) ?? origin;
}

function readNamed({ folder }: LogOrder['terminal'], name: string): Buffer {
  const path = resolve(folder, name);
  return onDisk(`Read ${path}`, () => readFileSync(path));
}

/** A receipt in a file, for which nobody is asked. */
function readReceipt({ given, terminal }: LogOrder, path: string): { receipt: Receipt; source: null } {
  const text = readNamed(terminal, path).toString('utf8');
  const leafPath = given.values.get('leaf');
  const proof = parseLogProof(text);
  if (!proof.ok) {
    const { line, message } = proof.error;
    throw new Refusal(`Read ${path}${line === null ? '' : `, line ${line}`}: ${message}.`);
  }
  const leaf = leafPath === undefined ? proof.value.extra : readNamed(terminal, leafPath);
  if (leaf === null) throw new Refusal(`Read ${path}: it does not hold its leaf. Give it with --leaf FILE.`);
  return { receipt: { text, leaf }, source: null };
}

async function findReceipt(
  order: LogOrder,
  typed: string,
  place: string | undefined,
): Promise<{ receipt: Receipt; source: LogSource }> {
  const code = parseReceiptCode(typed);
  if (code === null) throw new Refusal(`${typed}: no such file, and no receipt code: a symbol of it is wrong.`);
  const source = sourceOf(order, place, code.slug);
  return { receipt: await makeReceipt(source, code.index, code), source };
}

/** The receipt of a leaf, with the checkpoint that witnesses confirmed where it has the leaf already. */
async function makeReceipt(source: LogSource, index: number, code: ReceiptCode | null): Promise<Receipt> {
  const newest = await readCheckpoint(source, 'checkpoint');
  if (newest === null) throw new Refusal(`There is no log at ${source.name}.`);
  if (index >= newest.size) throw new Refusal(`The log of ${newest.size} leaves has no leaf ${index}.`);
  const { bytes: leaf, hash } = await readLeaf(source, index, newest.size);
  if (code !== null && !areSameBytes(hash.subarray(0, code.start.length), code.start)) {
    throw new Refusal(`The log has another leaf at ${index} than the one of this code.`);
  }
  const confirmed = await readCheckpoint(source, WITNESSED);
  const checkpoint = confirmed !== null && index < confirmed.size ? confirmed : newest;
  return { leaf, text: await proveLeaf(source, { leaf, index, checkpoint }) };
}

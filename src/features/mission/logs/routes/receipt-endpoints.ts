import { join } from 'node:path';
import { areSameBytes } from '../../../../kernel/bytes/compare.ts';
import { parseLeaf } from '../../../../ledger/commitment/log-leaf.ts';
import { formatReceiptCode, parseReceiptCode, type ReceiptCode } from '../../../../ledger/proof/receipt-code.ts';
import { download } from '../../../../platform/http/download.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { createGate, type Gate } from '../../../../platform/jobs/gate.ts';
import { folderSource, type LogSource } from '../../../../platform/log/serve/log-source.ts';
import {
  checkpointOf,
  type PublishedLeaf,
  proveLeaf,
  type ReadCheckpoint,
  readCheckpoint,
  readLeaf,
  readLeafHash,
} from '../../../../platform/log/serve/published-leaf.ts';
import type { Witnesses } from '../../../../platform/log/witness/witnesses.ts';
import { isMissionSlug } from '../../missions/observation-mission.ts';
import { receiptParams } from '../contract.ts';
import { type Confirmation, minuteOf, type PublicReceipt } from '../public-receipt.ts';

/** Where receipts are looked up. */
export interface ReceiptGround {
  /** The folder that holds the public files of each mission's log. */
  readonly folder: string;
  /** Null: the server asks none. */
  readonly witnesses: Witnesses | null;
}

/** Look-ups at a time, and waiting for their turn: a flood of them is turned away, and leaves the rest of the server alone. */
const MOST_LOOKUPS = 4;
const MOST_WAITING = 100;

/** What everybody may ask about a receipt. Three small files are read for it, and no row of the database. */
export function receiptEndpoints(ground: ReceiptGround): readonly Endpoint[] {
  const gate = createGate(MOST_LOOKUPS, MOST_WAITING);
  const look = (code: string) => lookUp(code, { ...ground, gate });
  const show = defineEndpoint({
    method: 'GET',
    path: '/api/receipts/:code',
    access: 'public',
    params: receiptParams,
    streams: true,
    handle: async ({ params }): Promise<PublicReceipt> => bodyOf(await look(params.code)),
  });
  const proof = defineEndpoint({
    method: 'GET',
    path: '/api/receipts/:code/receipt.tlog-proof',
    access: 'public',
    params: receiptParams,
    streams: true,
    handle: async ({ params }) => {
      const { source, code, leaf, index, checkpoint } = await look(params.code);
      const text = await gate.pass(() => proveLeaf(source, { leaf: leaf.bytes, index, checkpoint }));
      return download(text, { type: 'text/plain; charset=utf-8', name: `${formatReceiptCode(code)}.tlog-proof` });
    },
  });
  return [show, proof];
}

interface Found {
  readonly source: LogSource;
  readonly code: ReceiptCode;
  readonly index: number;
  readonly leaf: PublishedLeaf;
  /** The confirmed checkpoint where the leaf is in it, else the newest. */
  readonly checkpoint: ReadCheckpoint;
  readonly confirmation: Confirmation;
  readonly size: number;
}

async function lookUp(text: string, { gate, ...ground }: ReceiptGround & { readonly gate: Gate }): Promise<Found> {
  const code = parseReceiptCode(text);
  if (code === null) throw new Problem('receipt-mistyped');
  const found = isMissionSlug(code.slug) ? await gate.pass(() => find(code, ground)) : null;
  if (found === null) throw new Problem('not-found', { what: 'receipt' });
  return found;
}

async function find(code: ReceiptCode, { folder, witnesses }: ReceiptGround): Promise<Found | null> {
  const { slug, index, start } = code;
  const source = folderSource(join(folder, slug));
  const newest = await readCheckpoint(source, 'checkpoint');
  if (newest === null || index >= newest.size) return null;
  const hash = await readLeafHash(source, index, newest.size);
  if (!areSameBytes(hash.subarray(0, start.length), start)) return null;
  const cosigned = witnesses?.cosigned(slug) ?? null;
  const confirmed = cosigned?.isConfirmed === true && index < cosigned.size ? checkpointOf(cosigned.note) : null;
  return {
    source,
    code,
    index,
    leaf: await readLeaf(source, index, newest.size),
    checkpoint: confirmed ?? newest,
    confirmation: witnesses === null ? 'unasked' : confirmed === null ? 'awaited' : 'confirmed',
    size: newest.size,
  };
}

function bodyOf({ code, index, leaf, checkpoint, confirmation, size }: Found): PublicReceipt {
  const parsed = parseLeaf(leaf.bytes);
  if (!parsed.ok) throw new Error(`Read leaf ${index} of ${checkpoint.origin}: ${parsed.error}`);
  return {
    code: formatReceiptCode(code),
    mission: code.slug,
    origin: checkpoint.origin,
    index,
    type: parsed.value.type,
    time: minuteOf(parsed.value.time),
    size,
    confirmation,
  };
}

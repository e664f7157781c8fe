import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { BatchAnswer, ItemAnswer } from '../../../../../features/field/reports/arrivals/sync-answer.ts';
import { itemText, type SentItem } from '../../../../../features/field/reports/signed-text.ts';
import { uuidV7 } from '../../../../../kernel/ids.ts';
import { Refusal } from '../../../../../platform/db/refusal.ts';
import type { Fate } from '../story/story.ts';
import { authorize, bodyHeaders, hashOf, pieceHeaders, signText, uploadHeaders } from './sign-requests.ts';
import type { Wire, WireReply } from './wire.ts';

/** A record that is to be sealed. */
export interface Sealing {
  readonly id: string;
  readonly report: string;
  readonly corrects: string | null;
  readonly form: string;
  readonly formVersion: string;
  readonly content: Buffer;
  readonly photo: { readonly name: string; readonly bytes: Buffer } | null;
  readonly now: number;
}

/** An item that lies in the outbox of a telephone, and what is known of it. */
export interface OutboxItem {
  readonly item: SentItem;
  readonly sha256: string;
  readonly report: string;
  readonly photo: { readonly name: string; readonly bytes: Buffer; isSent: boolean } | null;
  /** Null: the telephone has none. */
  receipt: string | null;
}

/** What came of sending. */
export interface Sent {
  readonly answers: readonly { readonly of: OutboxItem; readonly answer: ItemAnswer }[];
  /** How long the server took to give receipts, in milliseconds; null: nothing was heard. */
  readonly tookMs: number | null;
  readonly photos: number;
  /** Why nothing was heard, where the connection or the server failed by itself; null: they did not. */
  readonly failure: string | null;
}

const MOST_IN_BATCH = 50;
const NOTHING: Sent = { answers: [], tookMs: null, photos: 0, failure: null };

/** A telephone with a key of its own, which speaks the protocol of the phone app. */
export class Telephone {
  readonly outbox: OutboxItem[] = [];
  readonly publicKey: string;
  pseudonym = '';
  readonly privateKey: KeyObject;
  private readonly wire: Wire;
  private readonly path: string;
  private readonly slug: string;
  private sequence = 0;
  private previous: string | null = null;

  constructor(wire: Wire, slug: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.publicKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
    this.privateKey = privateKey;
    this.wire = wire;
    this.slug = slug;
    this.path = `/sync/${slug}`;
  }

  /** Numbers and signs an item, which then waits to be sent. */
  seal({ id, report, corrects, form, formVersion, content, photo, now }: Sealing): OutboxItem {
    const sha256 = hashOf(content);
    this.sequence += 1;
    const files = photo === null ? [] : [{ name: photo.name, sha256: hashOf(photo.bytes), bytes: photo.bytes.length }];
    const signed: SentItem = {
      ...{ id, report, kind: 'report', form, formVersion, sha256, sequence: this.sequence, previous: this.previous },
      ...{ deviceTime: new Date(now).toISOString(), files, corrects, device: this.pseudonym },
    };
    this.previous = sha256;
    const text = itemText(this.slug, signed);
    const item = { ...signed, content: content.toString('base64'), signature: signText(this.privateKey, text) };
    const sealed = { item, sha256, report, photo: photo && { ...photo, isSent: false }, receipt: null };
    this.outbox.push(sealed);
    return sealed;
  }

  waiting(): OutboxItem[] {
    return this.outbox.filter(({ receipt, photo }) => receipt === null || photo?.isSent === false);
  }

  /** Sends what has no receipt, then the pictures of what has one. */
  async send(fate: Fate): Promise<Sent> {
    const unsent = this.outbox.filter(({ receipt }) => receipt === null).slice(0, MOST_IN_BATCH);
    const known = this.outbox.filter(({ receipt }) => receipt !== null).slice(-1);
    const batch = fate === 'twice' ? [...unsent, ...known] : unsent;
    const sent = batch.length === 0 ? NOTHING : await this.sendBatch(batch, fate).catch(whereUnheard);
    for (const { of, answer } of sent.answers) of.receipt ??= answer.receipt;
    if (sent.failure !== null) return sent;
    if (fate === 'broken-off' || fate === 'answer-lost') return sent;
    const pictures = await this.sendPhotos().catch(whereUnheard);
    return typeof pictures === 'number' ? { ...sent, photos: pictures } : { ...sent, failure: pictures.failure };
  }

  private async sendBatch(batch: readonly OutboxItem[], fate: Fate): Promise<Sent> {
    const body = JSON.stringify({ items: batch.map(({ item }) => item) });
    const request = { method: 'POST', path: this.path, headers: bodyHeaders(this, this.path, body), body };
    if (fate === 'broken-off') {
      await this.wire.breakOff(request);
      return NOTHING;
    }
    const begun = performance.now();
    const reply = await this.wire.send(request);
    if (fate === 'answer-lost') return NOTHING;
    if (isForLater(reply)) return { ...NOTHING, failure: `${reply.status}` };
    if (reply.status !== 200) throw new Refusal(`Send a batch: ${reply.status} ${reply.text.slice(0, 300)}`);
    const { items } = JSON.parse(reply.text) as BatchAnswer;
    const answers = batch.flatMap((of, at) => {
      const answer = items[at];
      return answer === undefined ? [] : [{ of, answer }];
    });
    return { answers, tookMs: performance.now() - begun, photos: 0, failure: null };
  }

  /** Pictures go in two pieces, so that the second begins where the server says that the first ended. */
  private async sendPhotos(): Promise<number> {
    let count = 0;
    for (const { report, receipt, photo } of this.outbox) {
      if (receipt === null || photo === null || photo.isSent) continue;
      const path = await this.begin(report, photo);
      const half = Math.ceil(photo.bytes.length / 2);
      await this.patch(path, 0, photo.bytes.subarray(0, half));
      const told = await this.upload('HEAD', path);
      const offset = Number(told.headers['upload-offset']);
      await this.patch(path, offset, photo.bytes.subarray(offset));
      photo.isSent = true;
      count += 1;
    }
    return count;
  }

  private async begin(report: string, photo: { name: string; bytes: Buffer }): Promise<string> {
    const members = { report, name: photo.name, sha256: hashOf(photo.bytes), type: 'image/png' };
    const headers = uploadHeaders(photo.bytes.length, members);
    const { headers: told } = await this.upload('POST', `${this.path}/files`, { headers });
    return told.location ?? '';
  }

  private async patch(path: string, offset: number, piece: Buffer): Promise<void> {
    await this.upload('PATCH', path, { headers: pieceHeaders(offset, piece), body: piece });
  }

  private async upload(
    method: string,
    path: string,
    { headers = {}, body }: { readonly headers?: Record<string, string>; readonly body?: Buffer } = {},
  ): Promise<WireReply> {
    const authorization = authorize(this, { method, path, bodyHash: null, headers });
    const sent = { 'tus-resumable': '1.0.0', ...headers, authorization };
    const reply = await this.wire.send({ method, path, headers: sent, ...(body && { body }) });
    if (reply.status >= 300) throw new Refusal(`Send a picture: ${method} ${reply.status} ${reply.text.slice(0, 300)}`);
    return reply;
  }
}

/** A UUID of version 7, made at `now`. */
export function newId(now: number): string {
  return uuidV7(now, randomBytes(10));
}

/** The server is busy, or someone stands before it: a telephone comes again. */
function isForLater({ status }: WireReply): boolean {
  return status === 429 || status >= 500;
}

/** A connection that fails tells a telephone nothing. @throws what is no such failure. */
function whereUnheard(error: NodeJS.ErrnoException): Sent {
  if (error.code === undefined) throw error;
  return { ...NOTHING, failure: error.code };
}

import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import http, { type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import { afterAll } from 'vitest';
import {
  authorize,
  bodyHeaders,
  hashOf,
  pieceHeaders,
  type Signing,
  signText,
  uploadHeaders,
} from '../../src/apps/cli/running/rehearse/channel/sign-requests.ts';
import type { Intake } from '../../src/features/field/reports/arrival.ts';
import type { BatchAnswer, ItemAnswer } from '../../src/features/field/reports/arrivals/sync-answer.ts';
import { mountSync } from '../../src/features/field/reports/routes/sync/mount-sync.ts';
import { itemText, type SentItem } from '../../src/features/field/reports/signed-text.ts';
import { createDeviceKeeper } from '../../src/features/mission/devices/access.ts';
import type { Exchange, Exchanged } from '../../src/features/mission/messages/message.ts';
import { type Uuid, uuidV7 } from '../../src/kernel/ids.ts';
import type { Clock } from '../../src/kernel/time/clock.ts';
import { createBlobStore } from '../../src/platform/files/blobs/create-blob-store.ts';
import { UploadFolder } from '../../src/platform/files/uploads/upload-folder.ts';
import { openIntake } from './intake.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The door of the phone app over a real database, log, disk and connection. */
export interface SyncServer {
  readonly port: number;
  readonly missionId: string;
  readonly slug: string;
  /** Where files are kept. */
  readonly folder: string;
  readonly intake: Intake;
  readonly addPhone: (name?: string) => Promise<TestPhone>;
  /** Ends all connections and begins anew with nothing remembered. */
  readonly restart: () => Promise<void>;
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Serves the phone app for a mission of its own; ends with the test file. */
export async function serveSync(sql: Sql, change: { clock?: Clock; slug?: string } = {}): Promise<SyncServer> {
  const clock = change.clock ?? { now: () => Date.now() };
  const { intake, missionId, slug } = await openIntake(sql, { clock });
  const folder = temporaryFolder('files');
  const open = async () => {
    const blobs = await createBlobStore(folder, { reserves: { fileBytes: 0, textBytes: 0 } });
    const app = new Hono();
    const uploads = new UploadFolder(join(folder, 'uploads'));
    const devices = createDeviceKeeper(sql, clock);
    mountSync(app, { sql, clock, log: pino({ level: 'silent' }), proxies: 0, intake, devices, blobs, uploads });
    return { app, blobs };
  };
  let running = open();
  const fetch = async (request: Request, env: unknown) => await (await running).app.fetch(request, env as object);
  const server = createAdaptorServer({ fetch: fetch as Parameters<typeof createAdaptorServer>[0]['fetch'] }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const restart = async () => {
    server.closeAllConnections();
    const before = running;
    running = before.then(({ blobs }) => blobs.close()).then(open);
    await running;
  };
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await (await running).blobs.close();
  });
  const { port } = server.address() as AddressInfo;
  const addPhone = (name = 'Phone 1') => addPhoneTo(sql, { missionId, slug, port, name });
  return { port, missionId, slug, folder, intake, addPhone, restart };
}

/** Enrols a phone in a mission. */
export async function addPhoneTo(
  sql: Sql,
  { missionId, slug, port, name }: { missionId: string; slug: string; port: number; name: string },
): Promise<TestPhone> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [id, pseudonym] = [randomUUID(), randomBytes(8).toString('hex')];
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  await sql`
    insert into device (id, mission_id, name, pseudonym, kind, public_key, enrolled_at, created_at)
    values (${id}, ${missionId}, ${name}, ${pseudonym}, 'app', ${spki}, now(), now())`;
  return new TestPhone({ id, pseudonym, slug, port, privateKey });
}

/** What a report of a phone says; the rest is made up. */
export interface PhoneReport {
  readonly id?: string;
  readonly report?: string;
  readonly corrects?: string | null;
  readonly answer?: string;
  readonly content?: Buffer;
  readonly form?: string;
  readonly deviceTime?: string | null;
  readonly more?: SentItem;
}

/** A phone that has enrolled: it numbers and signs what it sends. */
export class TestPhone {
  readonly id: string;
  readonly pseudonym: string;
  readonly slug: string;
  readonly port: number;
  readonly privateKey: KeyObject;
  private sequence = 0;
  private previous: string | null = null;
  private turn = 0;

  constructor(given: { id: string; pseudonym: string; slug: string; port: number; privateKey: KeyObject | string }) {
    this.id = given.id;
    this.pseudonym = given.pseudonym;
    this.slug = given.slug;
    this.port = given.port;
    this.privateKey = typeof given.privateKey === 'string' ? createPrivateKey(given.privateKey) : given.privateKey;
  }

  sign(text: string): string {
    return signText(this.privateKey, text);
  }

  /** A report, sealed for sending. */
  item(given: PhoneReport = {}): SentItem {
    const { id = newId(), report = newId(), corrects = null, answer = '1', form = 'visit' } = given;
    const meta = `<meta><instanceID>uuid:${id}</instanceID></meta>`;
    const raw = given.content ?? Buffer.from(`<data id="${form}" version="1"><a>${answer}</a>${meta}</data>`);
    const sha256 = hashOf(raw);
    this.sequence += 1;
    const item: SentItem = {
      ...{ id, report, kind: 'report', form, formVersion: '1', sha256, sequence: this.sequence },
      ...{ previous: this.previous, deviceTime: given.deviceTime ?? new Date().toISOString(), files: [], corrects },
      ...{ device: this.pseudonym, ...given.more },
    };
    this.previous = sha256;
    return { ...item, content: raw.toString('base64'), signature: this.sign(itemText(this.slug, item)) };
  }

  /** Sends a batch and expects that it is answered. */
  async sync(items: readonly unknown[]): Promise<readonly ItemAnswer[]> {
    const { status, text } = await this.post(JSON.stringify({ items }));
    if (status !== 200) throw new Error(`Send a batch: ${status} ${text}`);
    return (JSON.parse(text) as BatchAnswer).items;
  }

  /** Sends a body as a batch, signed. */
  post(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    const path = `/sync/${this.slug}`;
    return this.send({ method: 'POST', path, headers: { ...bodyHeaders(this, path, body), ...headers }, body });
  }

  /** Asks for messages, and brings receipts and answers: each time in a turn of its own, unless one is given. */
  async exchange(brought: Partial<Exchange> = {}): Promise<Answered & { readonly told: Exchanged }> {
    this.turn += 1;
    const path = `/sync/${this.slug}/messages`;
    const body = JSON.stringify({ turn: this.turn, ...brought });
    const answered = await this.send({ method: 'POST', path, headers: bodyHeaders(this, path, body), body });
    return { ...answered, told: JSON.parse(answered.text) as Exchanged };
  }

  /** A request about an upload, signed. */
  tus(
    method: string,
    path: string,
    sent: { headers?: Readonly<Record<string, string>>; body?: Buffer } = {},
  ): Promise<Answered> {
    const { headers = {}, body } = sent;
    const authorization = this.authorize({ method, path, bodyHash: null, headers });
    return this.send({
      method,
      path,
      headers: { 'tus-resumable': '1.0.0', ...headers, authorization },
      ...(body && { body }),
    });
  }

  /** Begins an upload. @returns its path. */
  async begin(bytes: Buffer, given: { report: string; name: string; sha256?: string }): Promise<string> {
    const members = {
      report: given.report,
      name: given.name,
      sha256: given.sha256 ?? hashOf(bytes),
      type: 'image/jpeg',
    };
    const headers = uploadHeaders(bytes.length, members);
    const { status, headers: reply, text } = await this.tus('POST', `/sync/${this.slug}/files`, { headers });
    if (status !== 201) throw new Error(`Begin an upload: ${status} ${text}`);
    return reply.location ?? '';
  }

  /** Sends a piece of a file. */
  patch(path: string, offset: number, body: Buffer, more: Readonly<Record<string, string>> = {}): Promise<Answered> {
    return this.tus('PATCH', path, { headers: { ...pieceHeaders(offset, body), ...more }, body });
  }

  authorize(request: Signing): string {
    return authorize(this, request);
  }

  send(given: {
    method: string;
    path: string;
    headers: Readonly<Record<string, string>>;
    body?: string | Buffer;
  }): Promise<Answered> {
    const { method, path, headers, body } = given;
    return new Promise((resolve, reject) => {
      const there = { host: '127.0.0.1', port: this.port, agent: false } as const;
      const request = http.request({ ...there, method, path, headers }, (reply) => {
        const pieces: Buffer[] = [];
        reply.on('data', (piece) => pieces.push(piece));
        reply.on('error', reject);
        reply.on('end', () => {
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            text: Buffer.concat(pieces).toString('utf8'),
          });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }
}

/** A UUID of version 7, made now. */
export function newId(): Uuid {
  return uuidV7(Date.now(), randomBytes(10));
}

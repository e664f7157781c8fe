import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import http, { type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import { afterAll } from 'vitest';
import type { FileKeeper, OpenRosaGround } from '../../src/features/field/reports/routes/openrosa/ground.ts';
import { mountOpenRosa } from '../../src/features/field/reports/routes/openrosa/mount-openrosa.ts';
import { createDeviceKeeper } from '../../src/features/mission/devices/access.ts';
import { REALM } from '../../src/features/mission/devices/device.ts';
import { hashLogin } from '../../src/platform/http/login/digest-login.ts';
import { hashToken, newToken } from '../../src/platform/http/session.ts';
import { OPENROSA_MESSAGES } from '../../src/platform/i18n/messages/openrosa-messages.ts';
import { openIntake } from './intake.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An answer as it came over the wire. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Each `WWW-Authenticate` line. */
  readonly challenges: readonly string[];
  readonly text: string;
  readonly bytes: Buffer;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer | string;
}

/** A device with its secrets. */
export interface TestDevice {
  readonly id: string;
  readonly pseudonym: string;
  readonly token: string;
  readonly login: string;
  readonly password: string;
}

/** The door for OpenRosa over a real database, log and connection. */
export interface OpenRosaServer {
  readonly port: number;
  readonly missionId: string;
  readonly slug: string;
  readonly server: Server;
  /** Names of all files that were begun or kept. */
  readonly files: () => readonly string[];
  readonly logged: () => string;
  /** A request with `X-OpenRosa-Version: 1.0`, unless that header is given as undefined. */
  readonly send: (path: string, sent?: Sent) => Promise<Answered>;
  readonly addDevice: (given?: { login?: string; password?: string; missionId?: string }) => Promise<TestDevice>;
}

/** Serves OpenRosa for a mission of its own; ends with the test file. */
export async function serveOpenRosa(sql: Sql, change: Partial<OpenRosaGround> = {}): Promise<OpenRosaServer> {
  const { intake, missionId, slug } = await openIntake(sql);
  const clock = { now: () => Date.now() };
  const folder = temporaryFolder('blobs');
  const logged: string[] = [];
  const log = pino({ level: 'info' }, new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }));
  const app = new Hono();
  mountOpenRosa(app, {
    ...{ sql, clock, log, proxies: 0, intake, origins: ['http://observers.example'] },
    devices: createDeviceKeeper(sql, clock),
    blobs: keepInFolder(folder),
    wordsOf: (language) => OPENROSA_MESSAGES[language],
    ...change,
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...{ port, missionId, slug, server },
    files: () => readdirSync(folder),
    logged: () => logged.join(''),
    send: (path, sent = {}) => send(port, path, sent),
    addDevice: (given = {}) => addDevice(sql, { missionId, ...given }),
  };
}

/** Files by their hash; what was begun and did not end well is removed. */
function keepInFolder(folder: string): FileKeeper {
  mkdirSync(folder, { recursive: true });
  return {
    keep: async (stream) => {
      // Others look first whether the disk has room.
      await new Promise((resolve) => setImmediate(resolve));
      const begun = join(folder, `begun-${randomUUID()}`);
      try {
        await pipeline(stream, createWriteStream(begun));
      } catch (error) {
        rmSync(begun, { force: true });
        throw error;
      }
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const piece of createReadStream(begun)) {
        hash.update(piece);
        bytes += piece.length;
      }
      const sha256 = hash.digest();
      renameSync(begun, join(folder, sha256.toString('hex')));
      return { sha256, bytes };
    },
  };
}

async function send(port: number, path: string, { method = 'GET', headers = {}, body }: Sent): Promise<Answered> {
  const all = { 'X-OpenRosa-Version': '1.0', ...headers };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', method, path, headers: given as Record<string, string> });
    request.on('error', reject);
    request.on('response', (reply) => {
      const pieces: Buffer[] = [];
      reply.on('data', (piece) => pieces.push(piece));
      reply.on('error', reject);
      reply.on('end', () => {
        const bytes = Buffer.concat(pieces);
        const challenges = reply.rawHeaders.filter((_, at, raw) => raw[at - 1]?.toLowerCase() === 'www-authenticate');
        const status = reply.statusCode ?? 0;
        resolve({ status, headers: reply.headers, challenges, text: bytes.toString('utf8'), bytes });
      });
    });
    request.end(body);
  });
}

async function addDevice(
  sql: Sql,
  { missionId, login = `l${randomUUID().slice(0, 8)}`, password = 'sesame' }: Record<string, string>,
): Promise<TestDevice> {
  const [id, token] = [randomUUID(), newToken()];
  const pseudonym = id.replaceAll('-', '').slice(0, 16);
  const hashes = hashLogin(login, REALM, password);
  await sql`
    insert into device (id, mission_id, name, pseudonym, kind, token_hash, login, ha1_sha256, ha1_md5, created_at)
    values (${id}, ${missionId ?? ''}, 'Phone 1', ${pseudonym}, 'odk', ${Buffer.from(hashToken(token))}, ${login},
      ${hashes['SHA-256']}, ${hashes.MD5}, now())`;
  return { id, pseudonym, token, login, password };
}

/** A form of two pictures, as it is published. */
export interface TestForm {
  readonly formId: string;
  readonly title?: string;
  readonly version?: string | null;
  readonly number?: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly state?: 'retired';
}

/** Publishes a version of a form of a mission, as the tables have it. @returns its XForm. */
export async function publishForm(sql: Sql, missionId: string, form: TestForm): Promise<string> {
  const { formId, title = 'A form', version = '1', number = 1, files = {} } = form;
  const [{ id } = { id: '' }] = await sql<{ id: string }[]>`
    insert into form (id, mission_id, form_id, created_at) values (${randomUUID()}, ${missionId}, ${formId}, now())
    on conflict (mission_id, form_id) do update set draft_revision = form.draft_revision returning id`;
  const xform = `<?xml version="1.0"?><h:html><h:head><h:title>${formId} ${number}: Şəki</h:title></h:head></h:html>`;
  await sql`
    insert into form_version (form_id, number, title, version, source_name, workbook, xform, package, codebook, warnings,
      questions, languages, author_name, at)
    values (${id}, ${number}, ${title}, ${version}, 'form.xlsx', '{}', ${xform}, '{}', '{}', '[]', 2, '{}', 'Leyla', now())`;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const sha256 = createHash('sha256').update(content).digest();
    await sql`insert into form_file (sha256, content) values (${sha256}, ${content}) on conflict do nothing`;
    await sql`
      insert into form_version_file (form_id, number, name, sha256, bytes)
      values (${id}, ${number}, ${name}, ${sha256}, ${content.length})`;
  }
  if (form.state === 'retired') {
    await sql`
      insert into form_act (form_id, number, act, actor_id, actor_name, at, reason)
      values (${id}, 1, 'retired', ${randomUUID()}, 'Leyla', now(), 'the day is over')`;
  }
  return xform;
}

const BOUNDARY = '--------------------------7d1c9f3a';

/** A part of a request; `filename` null: it is no file. */
export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  readonly filename?: string | null;
  readonly type?: string;
}

/** `multipart/form-data` of those parts, without its last boundary where `isBroken`. */
export function multipart(parts: readonly Part[], { isBroken = false } = {}): Required<Pick<Sent, 'headers' | 'body'>> {
  const pieces = parts.flatMap(({ name, content, filename = name, type = 'application/octet-stream' }) => {
    const file = filename === null ? '' : `; filename="${filename}"\r\nContent-Type: ${type}`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
    return [Buffer.from(head), Buffer.from(content as string), Buffer.from('\r\n')];
  });
  const body = Buffer.concat([...pieces, Buffer.from(isBroken ? '' : `--${BOUNDARY}--\r\n`)]);
  return { headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` }, body };
}

/** The part of the record. */
export function recordPart(xml: Buffer | string): Part {
  return { name: 'xml_submission_file', filename: 'record.xml', content: xml, type: 'text/xml; charset=utf-8' };
}

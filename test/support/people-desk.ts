import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { deviceEndpoints } from '../../src/features/mission/devices/routes/device-endpoints.ts';
import { missionEndpoints } from '../../src/features/mission/missions/routes.ts';
import type { ListedPerson, PersonReply, ShownTeam } from '../../src/features/mission/people/people-replies.ts';
import { peopleEndpoints } from '../../src/features/mission/people/routes/people-endpoints.ts';
import { recordEndpoints } from '../../src/features/register/records/routes.ts';
import type { AccessRole } from '../../src/platform/http/access.ts';
import type { Endpoint } from '../../src/platform/http/endpoint.ts';
import { SESSION_COOKIE } from '../../src/platform/http/session.ts';
import { TEST_NOW, TEST_ORIGIN, testActor, testApp } from './http.ts';

/** A reply with its body, read. */
export interface Told<T> {
  readonly status: number;
  readonly body: T;
}

/** A body that a new person of a test is added with. */
export function personOf(code: string, more: Readonly<Record<string, unknown>> = {}) {
  const work = { kind: 'observer', term: null, role: null, organisation: null, languages: [], areas: [], note: null };
  return { id: randomUUID(), code, ...work, trainedOn: null, pledgedOn: null, ...more };
}

/** Accounts for the people of tests; the administrator, and whoever is named, may know who people are. */
export async function letKnow(sql: Sql, roles: readonly AccessRole[]): Promise<void> {
  for (const role of ['reader', 'editor', 'administrator'] as const) {
    const { id, name } = testActor(role);
    await sql`
      insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
      values (${id}, ${name}, ${role}, ${role}, ${role}, ${new Date(TEST_NOW)}) on conflict do nothing`;
    if (!roles.includes(role)) continue;
    await sql`
      insert into account_right (id, account_id, name, reason, given_at, given_by, given_by_name)
      values (${randomUUID()}, ${id}, 'identities', 'for the test', ${new Date(TEST_NOW)}, ${id}, ${name})`;
  }
}

/** The people of missions over a real database. @param more what else can be asked. */
export function peopleDesk(sql: Sql, more: readonly Endpoint[] = []) {
  const endpoints = [...missionEndpoints, ...deviceEndpoints, ...recordEndpoints, ...peopleEndpoints, ...more];
  const { app, call, audited, noted } = testApp(endpoints, { sql });
  let made = 0;
  const ask = async <T>(role: AccessRole | null, line: `${string} /${string}`, body?: unknown): Promise<Told<T>> => {
    const reply = await call(role, line, body);
    const text = await reply.text();
    const isJson = /\bjson\b/.test(reply.headers.get('content-type') ?? '');
    return { status: reply.status, body: (isJson ? JSON.parse(text) : text) as T };
  };
  /** A mission of its own, that observes an election where one is named. */
  const newMission = async (election: string | null = null) => {
    made += 1;
    const [slug, id] = [`people-${made}`, randomUUID()];
    const reply = await call('editor', 'POST /api/missions', { id, slug, name: { en: 'Coast' }, election });
    if (reply.status !== 201) throw new Error(await reply.text());
    const base = `/api/missions/${slug}` as const;
    /** Asks as an editor, and expects that it is done. */
    const done = async <T>(line: string, body?: unknown, role: AccessRole = 'editor'): Promise<T> => {
      const [method, path] = line.split(' ');
      const told = await ask<T>(role, `${method} ${base}/${path}`, body);
      if (told.status >= 300) throw new Error(`${line}: ${told.status} ${JSON.stringify(told.body)}`);
      return told.body;
    };
    return {
      id,
      slug,
      base,
      done,
      ask: <T>(role: AccessRole | null, line: string, body?: unknown) => {
        const [method, path] = line.split(' ');
        return ask<T>(role, `${method} ${base}/${path}`, body);
      },
      add: (code: string, more: Readonly<Record<string, unknown>> = {}) =>
        done<ListedPerson>('POST people', personOf(code, more)),
      addTeam: (code: string, kind = 'pair') =>
        done<ShownTeam>('POST teams', { id: randomUUID(), code, name: null, kind }),
      show: (person: string) => done<PersonReply>(`GET people/${person}`, undefined, 'reader'),
      /** A file as it comes. */
      fetch: (role: AccessRole, path: string) => call(role, `GET ${base}/${path}`),
      /** Sends a file as it is. */
      send: async <T>(role: AccessRole, path: string, file: string | Uint8Array): Promise<Told<T>> => {
        const headers = { origin: TEST_ORIGIN, 'sec-fetch-site': 'same-origin', cookie: `${SESSION_COOKIE}=${role}` };
        const sent = await app.request(`${base}/${path}`, { method: 'POST', headers, body: Buffer.from(file) });
        return { status: sent.status, body: (await sent.json()) as T };
      },
    };
  };
  return { ask, newMission, audited, noted };
}

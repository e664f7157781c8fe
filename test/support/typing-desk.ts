import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { entryEndpoints } from '../../src/features/field/entries/routes.ts';
import { formEndpoints } from '../../src/features/field/forms/routes/form-endpoints.ts';
import { formWork } from '../../src/features/field/forms/routes/jobs/form-jobs.ts';
import { paperEndpoints } from '../../src/features/field/papers/routes/paper-endpoints.ts';
import { deviceEndpoints } from '../../src/features/mission/devices/routes/device-endpoints.ts';
import type { Uuid } from '../../src/kernel/ids.ts';
import { createBlobStore } from '../../src/platform/files/blobs/create-blob-store.ts';
import type { AccessRole, Actor } from '../../src/platform/http/access.ts';
import type { Endpoint } from '../../src/platform/http/endpoint.ts';
import { hashToken, SESSION_COOKIE } from '../../src/platform/http/session.ts';
import { paperMessages } from '../../src/platform/i18n/messages/paper-messages.ts';
import { TEST_NOW, TEST_ORIGIN, testApp } from './http.ts';
import { openIntake } from './intake.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** People of a test by their names: what comes before the digits is their role. */
export function testPerson(name: string): Actor {
  const role = name.replace(/\d+$/, '') as AccessRole;
  const digit = { reader: '1', editor: '2', administrator: '3' }[role];
  const number = name.slice(role.length).padStart(2, '0');
  const id = `00000000-0000-7000-8000-0000000${digit}00${number}` as Uuid;
  return { id, name: `Person ${name}`, role, sessionId: id, confirmedAt: new Date(TEST_NOW) };
}

const PEOPLE = ['reader1', 'editor1', 'editor2', 'editor3', 'editor4', 'administrator1', 'administrator2'];

/** A sheet that is on paper. */
const SURVEY = [
  ['type', 'name', 'label', 'relevant'],
  ['text', 'place', 'Place', ''],
  ['integer', 'voters', 'Voters', ''],
  ['select_one yn', 'open', 'Open?', ''],
  ['text', 'why', 'Why not?', `\${open} = 'no'`],
  ['begin_repeat', 'person', 'Person', ''],
  ['text', 'role', 'Role', ''],
  ['end_repeat', '', '', ''],
];
const CHOICES = [
  ['list_name', 'name', 'label'],
  ['yn', 'yes', 'Yes'],
  ['yn', 'no', 'No'],
];
const SETTINGS = [
  ['form_id', 'form_title', 'version'],
  ['sheet', 'Sheet', '1'],
];
export const SHEET_WORKBOOK = {
  sheets: [
    { name: 'survey', rows: SURVEY },
    { name: 'choices', rows: CHOICES },
    { name: 'settings', rows: SETTINGS },
  ],
};

/** A record of that form; `roles`: of the copies of its repeat. */
export function sheetXml(
  answers: { readonly place?: string; readonly voters?: string; readonly open?: string; readonly why?: string },
  { id = `uuid:${randomUUID()}`, roles = ['clerk'] }: { id?: string; roles?: readonly string[] } = {},
): string {
  const { place = 'Pier', voters = '7', open = 'yes', why } = answers;
  const persons = roles.map((role) => `<person><role>${role}</role></person>`).join('');
  return (
    `<data id="sheet" version="1"><place>${place}</place><voters>${voters}</voters><open>${open}</open>` +
    `${why === undefined ? '' : `<why>${why}</why>`}${persons}<meta><instanceID>${id}</instanceID></meta></data>`
  );
}

/** A mission with a published form, the way in and several people. */
export async function typingDesk(sql: Sql, more: readonly Endpoint[] = []) {
  const way = await openIntake(sql);
  const blobs = await createBlobStore(temporaryFolder('blobs'), { altered: () => {} });
  const run = formWork(paperMessages);
  const endpoints = [
    ...entryEndpoints({ intake: way.intake, blobs }),
    ...paperEndpoints({ intake: way.intake, blobs }),
    ...formEndpoints({ templates: '', run }),
    ...deviceEndpoints,
    ...more,
  ];
  const actors = new Map(PEOPLE.map((name) => [Buffer.from(hashToken(name)).toString('hex'), testPerson(name)]));
  const desk = testApp(endpoints, {
    sql,
    findActor: async (_, hash) => actors.get(Buffer.from(hash).toString('hex')) ?? null,
  });
  const base = `/api/missions/${way.slug}`;
  /** `editor1: POST papers`. */
  const call = async (line: string, body?: unknown): Promise<{ status: number; body: never }> => {
    const [, name = '', method = '', path = ''] = /^(\w*): (\w+) (.*)$/.exec(line) ?? [];
    const headers = new Headers({ origin: TEST_ORIGIN, 'sec-fetch-site': 'same-origin' });
    if (name !== '') headers.set('cookie', `${SESSION_COOKIE}=${name}`);
    const isFile = body instanceof Uint8Array;
    if (body !== undefined) headers.set('content-type', isFile ? 'application/octet-stream' : 'application/json');
    const init = body === undefined ? {} : { body: isFile ? Buffer.from(body) : JSON.stringify(body) };
    const reply = await desk.app.request(`${base}/${path}`, { method, headers, ...init });
    const isJson = reply.headers.get('content-type')?.includes('json') === true;
    return { status: reply.status, body: (isJson ? await reply.json() : await reply.text()) as never };
  };
  const draft = await call('editor1: POST drafts', { workbook: SHEET_WORKBOOK, sourceName: 'sheet.xlsx' });
  const { revision } = draft.body as { revision: number };
  const published = await call('editor1: POST forms/sheet/publish', { base: revision });
  if (published.status !== 200 && published.status !== 201) throw new Error(JSON.stringify([draft, published]));
  return { call, audited: desk.audited, ...way };
}

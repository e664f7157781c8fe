import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { must } from '../../../kernel/result.ts';
import { SESSION_COOKIE } from '../../../platform/http/session.ts';
import { paperMessages } from '../../../platform/i18n/messages/paper-messages.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';
import type { Workbook } from '../../../xforms/workbook/workbook.ts';
import { missionEndpoints } from '../../mission/missions/routes.ts';
import type { BankReply, FormReply, ListedForm, PaperReply, SavedDraft } from './form-replies.ts';
import { formEndpoints } from './routes/form-endpoints.ts';
import { formWork } from './routes/jobs/form-jobs.ts';

const { sql } = await testDatabase();
const endpoints = [
  ...missionEndpoints,
  ...formEndpoints({ templates: 'examples/forms', run: formWork(paperMessages) }),
];
const { call, audited } = testApp(endpoints, { sql });

const VISIT = [
  '| survey  |             |          |               |              |',
  '|         | type        | name     | label         | constraint   |',
  '|         | integer     | voters   | Voters so far | . >= 0       |',
  '|         | select_one yn | queue  | Is there a queue? |          |',
  '| choices |             |          |               |              |',
  '|         | list_name   | name     | label         |              |',
  '|         | yn          | yes      | Yes           |              |',
  '|         | yn          | no       | No            |              |',
  '| settings |            |          |               |              |',
  '|         | form_id     | form_title | version     | title_in::Русский (ru) |',
  '|         | visit       | Visit    | 1             | Посещение    |',
].join('\n');

const TITLES = { '': 'Visit', 'Русский (ru)': 'Посещение' };

function workbookOf(markdown: string): Workbook {
  const read = readWorkbook(new TextEncoder().encode(markdown), 'visit.md');
  if (!read.ok) throw new Error(read.error[0]?.code);
  return read.value;
}

function files(...given: [string, string | Uint8Array][]): FormData {
  const body = new FormData();
  for (const [name, content] of given) body.append('file', new Blob([content as BlobPart]), name);
  return body;
}

type Mission = `/api/missions/${string}`;

let made = 0;
async function newMission(): Promise<Mission> {
  made += 1;
  const slug = `mission-${made}`;
  const body = { id: randomUUID(), slug, name: { en: `Mission ${made}` }, election: null };
  expect((await call('editor', 'POST /api/missions', body)).status).toBe(201);
  return `/api/missions/${slug}`;
}

async function uploaded(mission: Mission, markdown = VISIT): Promise<SavedDraft> {
  const reply = await call('editor', `POST ${mission}/forms`, files(['visit.md', markdown]));
  expect(reply.status).toBe(201);
  return reply.json();
}

async function shown(form: Mission): Promise<FormReply> {
  const reply = await call('reader', `GET ${form}`);
  expect(reply.status).toBe(200);
  return reply.json();
}

async function published(mission: Mission, markdown = VISIT): Promise<Mission> {
  const { formId, revision } = await uploaded(mission, markdown);
  const form: Mission = `${mission}/forms/${formId}`;
  const reply = await call('editor', `POST ${form}/publish`, { base: revision });
  expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('number')]);
  return form;
}

const decide = (form: Mission, act: string, role: 'editor' | 'administrator' = 'editor') =>
  call(role, `POST ${form}/decisions`, { act, reason: 'because' });

async function problem(reply: Response): Promise<[number, string]> {
  const { code } = await reply.json();
  return [reply.status, code];
}

describe('a draft', () => {
  it('comes from a file, is faulty as it may be, and is written over from the revision that was read', async () => {
    const mission = await newMission();
    const { formId, revision } = await uploaded(mission, VISIT.replace('integer', 'intejer'));
    expect([formId, revision]).toEqual(['visit', 1]);
    const form: Mission = `${mission}/forms/visit`;
    const list: ListedForm[] = await (await call('reader', `GET ${mission}/forms`)).json();
    expect(list).toMatchObject([{ formId: 'visit', title: 'Visit', titles: TITLES, state: 'draft', version: null }]);
    const { draft, state, versions } = await shown(form);
    expect([state, versions, draft?.workbook.sheets[0]?.rows[1]?.[0]]).toEqual(['draft', [], 'intejer']);
    const workbook = workbookOf(VISIT);
    const saved = await call('editor', `PUT ${form}/draft`, { workbook, base: 1 });
    expect(await saved.json()).toEqual({ formId: 'visit', revision: 2 });
    expect((await shown(form)).draft?.workbook).toEqual(workbook);
    expect(await problem(await call('editor', `PUT ${form}/draft`, { workbook, base: 1 }))).toEqual([
      409,
      'changed-meanwhile',
    ]);
  });

  it('is not replaced by a file of the same id without being asked for, nor by a file of another form', async () => {
    const mission = await newMission();
    await uploaded(mission);
    const again = await call('editor', `POST ${mission}/forms`, files(['visit.md', VISIT]));
    expect(await problem(again)).toEqual([409, 'draft-exists']);
    const form: Mission = `${mission}/forms/visit`;
    const other = await call(
      'editor',
      `POST ${form}/draft/upload?base=1`,
      files(['visit.md', VISIT.replace('| visit ', '| other ')]),
    );
    expect(await problem(other)).toEqual([409, 'other-form']);
    const replaced = await call(
      'editor',
      `POST ${form}/draft/upload?base=1`,
      files(['visit.md', VISIT.replace('Voters so far', 'Voters')]),
    );
    expect(await replaced.json()).toEqual({ formId: 'visit', revision: 2 });
    expect((await shown(form)).draft?.workbook.sheets[0]?.rows[1]?.[2]).toBe('Voters');
  });

  it('is refused where the file is no workbook, with what and where', async () => {
    const mission = await newMission();
    const reply = await call(
      'editor',
      `POST ${mission}/forms`,
      files(['old.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])]),
    );
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({ code: 'form-refused', issues: [{ code: 'workbook-old-format' }] });
    expect(await (await call('reader', `GET ${mission}/forms`)).json()).toEqual([]);
  });

  it('is refused with cells that are no texts', async () => {
    const mission = await newMission();
    const workbook = { sheets: [{ name: 'survey', rows: [['type'], [7]] }] };
    const reply = await call('editor', `POST ${mission}/drafts`, { workbook, sourceName: 'a.xlsx' });
    expect(await problem(reply)).toEqual([422, 'invalid-input']);
  });

  it('is thrown away, and the versions stay', async () => {
    const mission = await newMission();
    const form = await published(mission);
    const begun = await call('editor', `POST ${form}/draft`, { number: 1 });
    expect([begun.status, (await begun.json()).revision]).toEqual([201, 2]);
    expect((await call('editor', `DELETE ${form}/draft?base=1`)).status).toBe(409);
    expect((await call('editor', `DELETE ${form}/draft?base=2`)).status).toBe(204);
    const { draft, versions } = await shown(form);
    expect([draft, versions.length]).toEqual([null, 1]);
  });
});

describe('publishing', () => {
  it('keeps the version with its XForm, package, codebook and workbook', async () => {
    const mission = await newMission();
    const form = await published(mission);
    const { versions, state, draft } = await shown(form);
    expect([state, draft]).toEqual(['open', null]);
    expect(versions).toMatchObject([
      { number: 1, title: 'Visit', titles: TITLES, version: '1', questions: 2, authorName: 'Test editor' },
    ]);
    const text = async (name: string) => await (await call('reader', `GET ${form}/versions/1/${name}`)).text();
    expect(await text('form.xml')).toContain('<h:title>Visit</h:title>');
    expect(JSON.parse(await text('package.json')).core.id).toBe('visit');
    expect(await text('codebook.csv')).toContain('/data/voters,input,int');
    const xlsx = await call('reader', `GET ${form}/versions/1/form.xlsx`);
    const read = readWorkbook(new Uint8Array(await xlsx.arrayBuffer()), 'a.xlsx');
    expect(read.ok && read.value.sheets.map(({ name }) => name)).toEqual(['survey', 'choices', 'settings']);
    const listed: ListedForm[] = await (await call('reader', `GET ${mission}/forms`)).json();
    expect(listed).toMatchObject([
      { formId: 'visit', title: 'Visit', titles: TITLES, state: 'open', draft: null, version: { number: 1 } },
    ]);
  });

  it('is refused with errors in the workbook, which are named by sheet, row and column', async () => {
    const mission = await newMission();
    await uploaded(mission, VISIT.replace('integer', 'intejer'));
    const reply = await call('editor', `POST ${mission}/forms/visit/publish`, { base: 1 });
    expect(reply.status).toBe(422);
    const { code, issues } = await reply.json();
    expect([code, issues[0]]).toMatchObject(['form-refused', { file: 'survey', row: 2 }]);
  });

  it('is refused under the version of an earlier one, and where the id of the form was changed', async () => {
    const mission = await newMission();
    const form = await published(mission);
    const { revision: base } = await uploaded(mission);
    expect(base).toBe(2);
    expect(await problem(await call('editor', `POST ${form}/publish`, { base }))).toEqual([409, 'version-taken']);
    await call('editor', `PUT ${form}/draft`, { workbook: workbookOf(VISIT.replace('| visit ', '| other ')), base });
    expect(await problem(await call('editor', `POST ${form}/publish`, { base: 3 }))).toEqual([409, 'other-form']);
  });

  it('wants the tables that the form reads, and that they can be read', async () => {
    const mission = await newMission();
    const text = VISIT.replace('select_one yn', 'select_one_from_file stations.csv');
    await uploaded(mission, text);
    const form: Mission = `${mission}/forms/visit`;
    const missing = await call('editor', `POST ${form}/publish`, { base: 1 });
    expect(await missing.json()).toMatchObject({ code: 'form-files-missing', parameters: { names: 'stations.csv' } });
    const put = (content: string) => callBytes(`PUT ${form}/draft/files/stations.csv`, content);
    await put('name,label\n"1,Station');
    const broken = await call('editor', `POST ${form}/publish`, { base: 1 });
    expect(await broken.json()).toMatchObject({ code: 'form-refused', issues: [{ file: 'stations.csv' }] });
    await put('name,label\n1,Station 1\n');
    expect((await call('editor', `POST ${form}/publish`, { base: 1 })).status).toBe(200);
    const file = await call('reader', `GET ${form}/versions/1/files/stations.csv`);
    expect(await file.text()).toBe('name,label\n1,Station 1\n');
    expect((await call('editor', `POST ${form}/draft`, { number: 1 })).status).toBe(201);
    expect((await shown(form)).draft?.files).toEqual([{ name: 'stations.csv', bytes: 23 }]);
    expect((await call('editor', `DELETE ${form}/draft/files/stations.csv`)).status).toBe(200);
    expect((await call('editor', `DELETE ${form}/draft/files/stations.csv`)).status).toBe(404);
    expect((await call('reader', `GET ${form}/versions/1/files/stations.csv`)).status).toBe(200);
  });

  it('refuses names of files that phones cannot keep', async () => {
    const mission = await newMission();
    await uploaded(mission);
    const reply = await callBytes(`PUT ${mission}/forms/visit/draft/files/${encodeURIComponent('../a.csv')}`, 'x');
    expect(reply.status).toBe(422);
  });
});

describe('a form that is frozen', () => {
  it('takes no version until two people have agreed', async () => {
    const mission = await newMission();
    const form = await published(mission);
    expect((await decide(form, 'frozen')).status).toBe(204);
    const { revision: base } = await uploaded(mission, VISIT.replace('| 1   ', '| 2   '));
    const publish = () => call('editor', `POST ${form}/publish`, { base, reason: 'the list was wrong' });
    expect(await problem(await publish())).toEqual([409, 'form-closed']);
    expect(await problem(await decide(form, 'unfrozen'))).toEqual([409, 'form-closed']);
    expect((await decide(form, 'unfreeze-asked')).status).toBe(204);
    expect(await problem(await decide(form, 'unfrozen'))).toEqual([409, 'same-person']);
    expect((await shown(form)).state).toBe('unfreezing');
    expect((await decide(form, 'unfrozen', 'administrator')).status).toBe(204);
    expect((await publish()).status).toBe(200);
    expect((await shown(form)).acts.map(({ act }) => act)).toEqual(['frozen', 'unfreeze-asked', 'unfrozen']);
    const acts = (await audited()).filter(({ subject }) => subject === `form ${mission.split('/').at(-1)}/visit`);
    expect(acts.map(({ action }) => action)).toEqual([
      'form.uploaded',
      'form.published',
      'form.frozen',
      'form.uploaded',
      'form.unfreeze-asked',
      'form.unfrozen',
      'form.published',
    ]);
  });

  it('cannot be unfrozen by one person in the database either', async () => {
    const form = await published(await newMission());
    await decide(form, 'frozen');
    await decide(form, 'unfreeze-asked');
    const insert = sql`
      insert into form_act (form_id, number, act, actor_id, actor_name, at, reason, asked_by)
      select form_id, 3, 'unfrozen', actor_id, actor_name, at, reason, actor_id from form_act where number = 2`;
    await expect(insert).rejects.toThrow(/form_act/);
  });

  it('is retired only when it is open, and comes back', async () => {
    const form = await published(await newMission());
    expect((await decide(form, 'retired')).status).toBe(204);
    expect(await problem(await decide(form, 'frozen'))).toEqual([409, 'form-closed']);
    expect((await decide(form, 'reopened')).status).toBe(204);
    expect((await shown(form)).state).toBe('open');
  });
});

describe('paper', () => {
  it('is typeset of drafts and of versions, to look at and to print', async () => {
    const mission = await newMission();
    const form = await published(mission);
    const pages = await call('reader', `GET ${form}/versions/1/paper/pages`);
    const reply: PaperReply = await pages.json();
    expect(reply.pages.length).toBe(1);
    expect(reply.pages[0]).toMatch(/^<svg/);
    const pdf = await call('reader', `GET ${form}/versions/1/paper/form.pdf`);
    expect((await pdf.text()).slice(0, 5)).toBe('%PDF-');
    expect((await call('reader', `GET ${form}/draft/paper/pages`)).status).toBe(404);
    await uploaded(mission, VISIT.replace('integer', 'intejer'));
    expect(await problem(await call('reader', `GET ${form}/draft/paper/pages`))).toEqual([422, 'form-refused']);
    const unknown = await call('reader', `GET ${form}/versions/1/paper/pages?language=Klingon`);
    expect(unknown.status).toBe(404);
  });
});

describe('templates', () => {
  it('are those of the program, and the bank has the forms of the mission as well', async () => {
    const mission = await newMission();
    await published(mission);
    const bank: BankReply = await (await call('reader', `GET ${mission}/question-bank`)).json();
    expect(bank.templates.length).toBe(7);
    expect(bank.forms.map(({ formId }) => formId)).toEqual(['visit']);
    const template = must(bank.templates[0], 'a template');
    const made = await call('editor', `POST ${mission}/drafts`, {
      workbook: template.workbook,
      sourceName: template.name,
    });
    expect(made.status).toBe(201);
  });
});

describe('a mission that was put away', () => {
  it('takes no changes, and is read', async () => {
    const mission = await newMission();
    const form = await published(mission);
    const put = await call('administrator', `PUT ${mission}/archival`, { isArchived: true, base: 1, reason: 'done' });
    expect(put.status).toBe(200);
    expect(await problem(await decide(form, 'frozen'))).toEqual([409, 'mission-archived']);
    expect((await shown(form)).versions.length).toBe(1);
  });
});

async function callBytes(line: `${string} /${string}`, content: string): Promise<Response> {
  const [method = '', path = ''] = line.split(' ');
  const { app } = testApp(endpoints, { sql });
  const headers = {
    origin: 'http://localhost:8391',
    'sec-fetch-site': 'same-origin',
    cookie: `${SESSION_COOKIE}=editor`,
  };
  return await app.request(path, { method, headers, body: content });
}

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { must } from '../../../kernel/result.ts';
import { SESSION_COOKIE } from '../../../platform/http/session.ts';
import { paperMessages } from '../../../platform/i18n/messages/paper-messages.ts';
import type { Workbook } from '../../../xforms/workbook/workbook.ts';
import { missionEndpoints } from '../../mission/missions/routes.ts';
import type { BankReply, FormReply, SavedDraft } from './form-replies.ts';
import { formEndpoints } from './routes/form-endpoints.ts';
import { formWork, type RunFormJob } from './routes/jobs/form-jobs.ts';
import { pruneFiles } from './store/keep-files.ts';

const { sql } = await testDatabase();
const work = formWork(paperMessages);
let beforeJob: (kind: string) => Promise<unknown> = async () => undefined;
const run: RunFormJob = async (kind, given) => {
  await beforeJob(kind);
  return await work(kind, given);
};
const endpoints = [...missionEndpoints, ...formEndpoints({ templates: 'examples/forms', run })];
const { app, call, audited } = testApp(endpoints, { sql });

type Address = `/api/${string}`;

let made = 0;
async function newMission(): Promise<Address> {
  made += 1;
  const slug = `bounds-${made}`;
  await call('editor', 'POST /api/missions', { id: randomUUID(), slug, name: { en: slug }, election: null });
  return `/api/missions/${slug}`;
}

/** A form of one question with those settings. */
function formOf(settings: Readonly<Record<string, string>>, more: Workbook['sheets'] = []): Workbook {
  const survey = [
    ['type', 'name', 'label'],
    ['text', 'a', 'A'],
  ];
  return {
    sheets: [
      { name: 'survey', rows: survey },
      { name: 'settings', rows: [Object.keys(settings), Object.values(settings)] },
      ...more,
    ],
  };
}

const draftOf = (mission: Address, workbook: unknown) =>
  call('editor', `POST ${mission}/drafts`, { workbook, sourceName: 'file.xlsx' });

async function begun(mission: Address, workbook: Workbook): Promise<{ form: Address; base: number }> {
  const reply = await draftOf(mission, workbook);
  expect(reply.status).toBe(201);
  const { formId, revision }: SavedDraft = await reply.json();
  return { form: `${mission}/forms/${encodeURIComponent(formId)}`, base: revision };
}

async function put(form: Address, name: string, content: string): Promise<Response> {
  const headers = {
    origin: 'http://localhost:8391',
    'sec-fetch-site': 'same-origin',
    cookie: `${SESSION_COOKIE}=editor`,
  };
  return await app.request(`${form}/draft/files/${name}`, { method: 'PUT', headers, body: content });
}

async function codeOf(reply: Response): Promise<[number, string]> {
  return [reply.status, (await reply.json()).code];
}

async function shown(form: Address): Promise<FormReply> {
  return await (await call('reader', `GET ${form}`)).json();
}

describe('revisions of a draft', () => {
  it('never come twice, so that nobody writes over another draft than the one that was read', async () => {
    const mission = await newMission();
    const workbook = formOf({ form_id: 'a', version: '1' });
    const { form, base } = await begun(mission, workbook);
    expect((await call('editor', `DELETE ${form}/draft?base=${base}`)).status).toBe(204);
    const again = await begun(mission, formOf({ form_id: 'a', version: '2' }));
    expect(again.base).toBeGreaterThan(base);
    expect(await codeOf(await call('editor', `PUT ${form}/draft`, { workbook, base }))).toEqual([
      409,
      'changed-meanwhile',
    ]);
    expect((await call('editor', `POST ${form}/publish`, { base: again.base })).status).toBe(200);
    const third: SavedDraft = await (await call('editor', `POST ${form}/draft`, { number: 1 })).json();
    expect(third.revision).toBeGreaterThan(again.base);
  });

  it('are numbers that the database can hold', async () => {
    const { form } = await begun(await newMission(), formOf({ form_id: 'a' }));
    const base = 2_147_483_648;
    expect(await codeOf(await call('editor', `POST ${form}/publish`, { base }))).toEqual([422, 'invalid-input']);
    expect(await codeOf(await call('editor', `DELETE ${form}/draft?base=${base}`))).toEqual([422, 'invalid-input']);
  });

  it('do not change with the files beside the workbook, which are counted apart', async () => {
    const workbook = formOf({ form_id: 'a', version: '1' });
    const { form, base } = await begun(await newMission(), workbook);
    const seen = must((await shown(form)).draft, 'a draft');
    expect(await (await put(form, 'a.csv', 'name,label\n')).json()).toEqual({ formId: 'a', revision: base });
    const after = must((await shown(form)).draft, 'a draft');
    expect([after.revision, after.filesRevision]).toEqual([seen.revision, seen.filesRevision + 1]);
    const stale = { base, filesBase: seen.filesRevision };
    expect(await codeOf(await call('editor', `POST ${form}/publish`, stale))).toEqual([409, 'changed-meanwhile']);
    const saved: SavedDraft = await (await call('editor', `PUT ${form}/draft`, { workbook, base })).json();
    const fresh = { base: saved.revision, filesBase: after.filesRevision };
    expect((await call('editor', `POST ${form}/publish`, fresh)).status).toBe(200);
  });
});

describe('publishing', () => {
  it('keeps what was tried and nothing else: files that change meanwhile stop it', async () => {
    const { form, base } = await begun(await newMission(), formOf({ form_id: 'a', version: '1' }));
    beforeJob = async (kind) => (kind === 'publish' ? await put(form, 'late.csv', 'name,label\n') : undefined);
    const reply = await call('editor', `POST ${form}/publish`, { base });
    beforeJob = async () => undefined;
    expect(await codeOf(reply)).toEqual([409, 'changed-meanwhile']);
    expect((await shown(form)).versions).toEqual([]);
  });

  it('wants a reason from the second version on', async () => {
    const mission = await newMission();
    const first = await begun(mission, formOf({ form_id: 'a', version: '1' }));
    expect((await call('editor', `POST ${first.form}/publish`, { base: first.base })).status).toBe(200);
    const { form, base } = await begun(mission, formOf({ form_id: 'a', version: '2' }));
    const refused = await call('editor', `POST ${form}/publish`, { base });
    expect(await refused.json()).toMatchObject({ code: 'invalid-input', issues: [{ code: 'reason-missing' }] });
    expect((await call('editor', `POST ${form}/publish`, { base, reason: 'a slip' })).status).toBe(200);
  });
});

describe('the id of a form', () => {
  it.each(['.', '..'])('is not %s, which means something else in an address', async (id) => {
    const reply = await draftOf(await newMission(), formOf({ form_id: id }));
    expect(await reply.json()).toMatchObject({ code: 'invalid-input', issues: [{ code: 'form-id-dots' }] });
  });

  it.each([
    ['a header of two words', formOf({ 'Form  ID': 'two-words' }), 'two-words'],
    ['curly quotes', formOf({ form_id: '‘quoted’' }), "'quoted'"],
    ['both headers', formOf({ id_string: 'second', form_id: 'first' }), 'first'],
    [
      'a row of the survey',
      {
        sheets: [
          {
            name: 'survey',
            rows: [
              ['type', 'name'],
              ['form id', 'x'],
              ['form_id', 'row'],
            ],
          },
        ],
      },
      'row',
    ],
    ['no settings', { sheets: [{ name: 'survey', rows: [['type', 'name']] }] }, 'file'],
  ])('is the one that the converter reads: %s', async (_, workbook, id) => {
    expect(await (await draftOf(await newMission(), workbook)).json()).toMatchObject({ formId: id });
  });
});

describe('a workbook that does not come as a file', () => {
  const rows = (count: number, width: number) => new Array<string[]>(count).fill(new Array<string>(width).fill(''));
  const sheets = (...all: string[][][]) => ({ sheets: all.map((rows, at) => ({ name: `s${at}`, rows })) });
  it.each([
    ['rows', sheets(rows(110_001, 1)), { code: 'sheet-too-many-rows', file: 's0', row: 110_001 }],
    ['columns', sheets(rows(2, 1), [['a'], ...rows(1, 1_001)]), { code: 'sheet-too-many-columns', file: 's1', row: 2 }],
    ['cells', sheets(rows(600, 1_000), rows(601, 1_000)), { code: 'workbook-too-many-cells', file: 's1', row: 601 }],
    [
      'characters',
      sheets(new Array<string[]>(301).fill(['x'.repeat(100_000)])),
      { code: 'workbook-too-many-characters', file: 's0', row: 301 },
    ],
  ])('has no more %s than a file may have', async (_, workbook, issue) => {
    const reply = await draftOf(await newMission(), workbook);
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({ code: 'form-refused', issues: [issue] });
  });
});

it('a form whose only draft was thrown away is not there', async () => {
  const { form, base } = await begun(await newMission(), formOf({ form_id: 'a' }));
  await call('editor', `DELETE ${form}/draft?base=${base}`);
  expect((await call('reader', `GET ${form}`)).status).toBe(404);
});

it('the bank of questions leaves out what is too large, and says which form that is', async () => {
  const mission = await newMission();
  const notes = [{ name: 'notes', rows: new Array<string[]>(21).fill(['x'.repeat(100_000)]) }];
  for (const [id, more] of [
    ['large', notes],
    ['small', []],
  ] as const) {
    const { form, base } = await begun(mission, formOf({ form_id: id, form_title: id, version: '1' }, more));
    expect((await call('editor', `POST ${form}/publish`, { base })).status).toBe(200);
  }
  const bank: BankReply = await (await call('reader', `GET ${mission}/question-bank`)).json();
  expect(bank.forms.map(({ formId }) => formId)).toEqual(['small']);
  expect(bank.leftOut).toEqual([{ formId: 'large', title: 'large' }]);
});

it('each file that came with a form is noted, and what nothing names any more goes', async () => {
  const mission = await newMission();
  const body = new FormData();
  const survey = '| survey |\n| | type | name | label |\n| | text | a | A |\n';
  const csv = `name,label\n${randomUUID()},x\n`;
  for (const [name, text] of [
    ['a.md', survey],
    ['a.csv', csv],
    ['b.csv', 'name\n'],
  ] as const) {
    body.append('file', new Blob([text]), name);
  }
  expect((await call('editor', `POST ${mission}/forms`, body)).status).toBe(201);
  const acts = (await audited()).filter(({ subject }) => subject === `form ${mission.split('/').at(-1)}/a`);
  expect(acts.map(({ action, details }) => [action, details.file])).toEqual([
    ['form.uploaded', 'a.md'],
    ['form.file-added', 'a.csv'],
    ['form.file-added', 'b.csv'],
  ]);
  const kept = async () => (await sql`select 1 from form_file where content = ${Buffer.from(csv)}`).length;
  await pruneFiles(sql);
  expect(await kept()).toBe(1);
  await call('editor', `DELETE ${mission}/forms/a/draft?base=1`);
  expect(await pruneFiles(sql)).toBeGreaterThan(0);
  expect(await kept()).toBe(0);
});

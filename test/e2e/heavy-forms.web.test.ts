import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { SavedDraft } from '../../src/features/field/forms/form-replies.ts';
import { must } from '../../src/kernel/result.ts';
import { firstLink } from '../support/desk-people.ts';
import { type Office, setUpPassword } from '../support/office.ts';
import { testServer } from '../support/server.ts';
import { tokenOf, Visitor } from '../support/visitor.ts';

const MISSION = '/api/missions/heavy';

/** A form of those rows. */
function workbookOf(formId: string, rows: readonly string[][]) {
  const survey = [['type', 'name', 'label', 'calculation'], ...rows];
  const settings = [
    ['form_id', 'version'],
    [formId, '1'],
  ];
  return {
    sheets: [
      { name: 'survey', rows: survey },
      { name: 'settings', rows: settings },
    ],
  };
}

const PLAIN = [['text', 'a', 'Seats', '']];
const MANY = Array.from({ length: 1_500 }, (_, at) => ['text', `q${at}`, `Question ${at}`, '']);

describe('the server', async () => {
  const server = await testServer();
  const asked = {
    request: (path: string, { headers, ...init }: { headers: Headers }) => {
      headers.set('origin', server.url);
      return fetch(`${server.url}${path}`, { ...init, headers });
    },
  };
  const editor = new Visitor(asked as unknown as Hono);
  const office = { clock: { now: () => Date.now() } } as Office;
  const names = { name: 'Leyla', signInName: 'leyla' };
  await setUpPassword(office, editor, { token: tokenOf(firstLink(server)), ...names });
  await editor.get('POST /api/missions', { id: randomUUID(), slug: 'heavy', name: { en: 'Heavy' }, election: null });

  const begin = async (formId: string, rows: readonly string[][]) => {
    const draft = { workbook: workbookOf(formId, rows), sourceName: `${formId}.xlsx` };
    return await editor.get<SavedDraft>(`POST ${MISSION}/drafts`, draft);
  };

  test('answers others while it works on large forms', async () => {
    const { revision } = await begin('large', MANY);
    const done: string[] = [];
    const note = (name: string) => () => void done.push(name);
    const heavy = [
      editor.ask(`GET ${MISSION}/forms/large/draft/paper/pages`).finally(note('paper')),
      editor.ask(`POST ${MISSION}/forms/large/publish`, { base: revision }).finally(note('version')),
    ];
    const light = [
      fetch(`${server.url}/healthz`).finally(note('health')),
      editor.ask(`GET ${MISSION}/forms`).finally(note('list')),
    ];
    const statuses = (await Promise.all([...light, ...heavy])).map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(done.slice(0, 2).sort()).toEqual(['health', 'list']);
  });

  test('prints for many at once without holding the database', async () => {
    await begin('paper', PLAIN);
    const papers = Array.from({ length: 20 }, () => editor.ask(`GET ${MISSION}/forms/paper/draft/paper/form.pdf`));
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const statuses = (await Promise.all(papers)).map(({ status }) => status);
    expect(statuses).toEqual(new Array(20).fill(200));
    const pages = await editor.get<{ pages: string[] }>(`GET ${MISSION}/forms/paper/draft/paper/pages`);
    expect(must(pages.pages[0], 'a page')).toMatch(/^<svg/);
  });
});

import { expect, test } from 'vitest';
import type { TemplateReply } from '../../src/features/field/forms/form-replies.ts';
import { deskViews, lookAt } from '../support/desk-views.ts';
import { eventually } from '../support/open-page.ts';
import { phase } from '../support/plan-desk.ts';

const views = await deskViews();
const { server, administrator, narrow, openIn } = views;
const [PERSON, TEAM] = [crypto.randomUUID(), crypto.randomUUID()];

/** What its person and the forms of a mission say is the same in every language. */
const OWN_WORDS = new Set(await makeMission());

/** A mission with two forms. @returns every text of theirs. */
async function makeMission(): Promise<string[]> {
  const { request } = administrator;
  const options = { headers: { origin: server.url } };
  const post = async (path: string, data: unknown) => {
    const reply = await request.post(`${server.url}/api/${path}`, { ...options, data });
    expect([path, reply.status()]).toEqual([path, 201]);
  };
  const name = { en: 'Invented mission', ru: 'Придуманная миссия', az: 'Uydurma missiya' };
  await post('missions', { id: crypto.randomUUID(), slug: 'invented', name, election: 'azerbaijan-2024' });
  const templates = (await (await request.get(`${server.url}/api/form-templates`)).json()) as TemplateReply[];
  const chosen = templates.filter((one) => /^(incident|voting)/.test(one.name));
  for (const { name: sourceName, workbook } of chosen) await post('missions/invented/drafts', { workbook, sourceName });
  const devices = ['Phone 1', 'Phone 2'];
  for (const name of devices) {
    const kind = name === 'Phone 1' ? 'odk' : 'app';
    await post('missions/invented/devices', { id: crypto.randomUUID(), name, kind, login: null });
  }
  const work = { term: 'long', role: null, organisation: null, languages: ['az', 'ru'], areas: ['41'], note: null };
  const days = { trainedOn: '2024-01-09', pledgedOn: null };
  await post('missions/invented/people', { id: PERSON, code: 'OBS-1', kind: 'observer', ...work, ...days });
  const step = { kind: 'applied', on: '2024-01-09', badge: null, validTo: null, reason: null };
  await post(`missions/invented/people/${PERSON}/accreditation`, { id: crypto.randomUUID(), ...step });
  await post('missions/invented/teams', { id: TEAM, code: 'T1', name: null, kind: 'pair' });
  const members = [{ person: PERSON, part: 'observer', fromDay: null, toDay: '2024-02-08' }];
  const put = { ...options, data: { members, base: 1, reason: null } };
  expect((await request.put(`${server.url}/api/missions/invented/teams/${TEAM}/members`, put)).status()).toBe(200);
  const rule = {
    endsOn: '2024-02-07',
    days: { people: 90, files: 90, papers: 0 },
    base: 0,
    reason: 'As was agreed with the parliament',
  };
  const decided = await request.put(`${server.url}/api/missions/invented/retention`, { ...options, data: rule });
  expect(decided.status()).toBe(204);
  await post('missions/invented/retention/lists', { id: crypto.randomUUID(), asOf: null });
  const plan = {
    ...{ zone: 'Asia/Baku', dayBeginsAt: 4, base: 0, reason: null },
    phases: [phase('voting', [], { dueAt: '19:30' })],
  };
  const planned = await request.put(`${server.url}/api/missions/invented/plan`, { ...options, data: plan });
  expect([await planned.text(), planned.status()]).toEqual([expect.any(String), 200]);
  const { name: names } = plan.phases[0] as { readonly name: Readonly<Record<string, string>> };
  // The language of the forms as they call it.
  return [
    'English',
    ...Object.values(names),
    ...devices,
    ...chosen.flatMap(({ workbook }) => workbook.sheets.flatMap(({ rows }) => rows.flat())),
  ];
}

/** Every page of a mission, and the forms in it. */
lookAt(
  views,
  [
    '/desk/m/invented',
    '/desk/m/invented/people',
    '/desk/m/invented/people?new=person',
    '/desk/m/invented/people?settings=1',
    `/desk/m/invented/people?person=${PERSON}`,
    '/desk/m/invented/people/import',
    '/desk/m/invented/teams',
    '/desk/m/invented/teams?new=team',
    `/desk/m/invented/teams?team=${TEAM}`,
    '/desk/m/invented/plan',
    '/desk/m/invented/plan?part=phases',
    '/desk/m/invented/reports',
    '/desk/m/invented/arrivals',
    '/desk/m/invented/enter',
    '/desk/m/invented/papers',
    '/desk/m/invented/calls?part=log',
    '/desk/m/invented/messages?new=message',
    '/desk/m/invented/meetings?new=meeting',
    '/desk/m/invented/checks',
    '/desk/m/invented/incidents',
    '/desk/m/invented/incidents?view=settings',
    '/desk/m/invented/situation',
    '/desk/m/invented/exports',
    '/desk/m/invented/exports?new=export',
    '/desk/m/invented/log',
    '/desk/m/invented/keys',
    '/desk/m/invented/retention',
    '/desk/m/invented/devices',
    ...['edit', 'phone', 'paper', 'translations', 'files', 'versions'].map(
      (tab) => `/desk/m/invented/forms/voting/${tab}`,
    ),
    '/desk/m/invented/forms/voting/edit?phone=1',
  ],
  OWN_WORDS,
);

test.each(['en', 'x-rtl'])(
  'the section that is open is in sight where there is room for few (%s)',
  async (language) => {
    for (const address of ['/desk/m/invented/retention', '/desk/m/invented']) {
      await openIn(language, narrow.page, address);
      const hidden = () =>
        narrow.page.locator('.desk-rail').evaluate((rail) => {
          const [frame, box] = [rail, rail.querySelector('[aria-current]')].map((at) => at?.getBoundingClientRect());
          if (frame === undefined || box === undefined) return 'no section is open';
          return Math.round(Math.max(0, frame.left - box.left) + Math.max(0, box.right - frame.right));
        });
      await eventually(hidden).toBe(0);
    }
  },
);

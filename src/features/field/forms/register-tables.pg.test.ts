import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { paperMessages } from '../../../platform/i18n/messages/paper-messages.ts';
import { missionEndpoints } from '../../mission/missions/routes.ts';
import { packageEndpoints } from '../../register/package/routes.ts';
import type { TemplateReply } from './form-replies.ts';
import { formEndpoints } from './routes/form-endpoints.ts';
import { formWork } from './routes/jobs/form-jobs.ts';

const { sql } = await testDatabase();
const endpoints = [
  ...packageEndpoints,
  ...missionEndpoints,
  ...formEndpoints({ templates: 'examples/forms', run: formWork(paperMessages) }),
];
const { call } = testApp(endpoints, { sql });

const FILES = {
  'election.yaml': [
    'key: keeper',
    'title_en: Election of the Lighthouse Keeper',
    'country: XA',
    'kind: ordinary',
    'office_en: Lighthouse Keeper',
    'languages: az|ru',
    'election_day: "2031-03-09"',
    'timezone: Europe/Berlin',
    'opens: "08:00"',
    'closes: "20:00"',
    '',
  ].join('\n'),
  'places.csv': [
    'code,name_az,name_ru,parent,level,valid_to',
    'XA,Ölkə,Страна,,country,',
    'C1,Şəki,Шеки,XA,constituency,',
    'D1,Rayon,,C1,district,',
    '007,"Məktəb, şərq",Школа,D1,precinct,',
    '008,,Библиотека,C1,precinct,',
    '009,Köhnə,,C1,precinct,2031-01-01',
    'ship,,,XA,precinct,',
    '',
  ].join('\n'),
  'candidates.csv': [
    'key,name_az,name_en,nomination,ballot_order',
    'late,Gec,Late,self,',
    'struck,Pozulmuş,Struck,self,1',
    'gone,Getmiş,Gone,self,',
    'second,,Second,self,3',
    'first,Birinci,First,self,2',
    'hopeful,Ümidli,Hopeful,self,',
    '',
  ].join('\n'),
  'candidate-steps.csv': [
    'key,candidate,step,date,basis,confidence',
    'late.registered,late,registered,2031-01-05,memory,low',
    'struck.deregistered,struck,deregistered,2031-02-20,memory,low',
    'struck.registered,struck,registered,2031-01-05,memory,low',
    'gone.registered,gone,registered,2031-01-05,memory,low',
    'gone.withdrawn,gone,withdrawn,from 2031-01-06,memory,low',
    'first.registered,first,registered,,memory,low',
    'hopeful.nominated,hopeful,nominated,2031-01-02,memory,low',
    '',
  ].join('\n'),
};

it('fills the tables of a form from the election of the mission, named in its own language first', async () => {
  const body = new FormData();
  for (const [name, text] of Object.entries(FILES)) body.append('file', new Blob([text]), name);
  expect(await (await call('editor', 'POST /api/imports', body)).json()).toMatchObject({ slug: 'keeper' });
  const mission = { id: randomUUID(), slug: 'keepers', name: { en: 'Keepers' }, election: 'keeper' };
  expect((await call('editor', 'POST /api/missions', mission)).status).toBe(201);
  const templates: TemplateReply[] = await (await call('reader', 'GET /api/form-templates')).json();
  const voting = templates.find(({ name }) => name === 'voting.xlsx');
  const draft = { workbook: voting?.workbook, sourceName: 'voting.xlsx' };
  expect((await call('editor', 'POST /api/missions/keepers/drafts', draft)).status).toBe(201);
  const form = '/api/missions/keepers/forms/voting';
  const filled = await call('editor', `POST ${form}/draft/register-tables`);
  expect(await filled.json()).toEqual({
    formId: 'voting',
    revision: 1,
    names: ['constituencies.csv', 'stations.csv'],
    files: [
      { name: 'constituencies.csv', rows: 1 },
      { name: 'stations.csv', rows: 3 },
    ],
  });
  const text = async (name: string) => await (await call('reader', `GET ${form}/draft/files/${name}`)).text();
  expect(await text('constituencies.csv')).toBe('name,label\nC1,C1 Şəki\n');
  expect(await text('stations.csv')).toBe(
    'name,label,constituency\n007,"007 Məktəb, şərq",C1\n008,008 Библиотека,C1\nship,ship,\n',
  );
  expect((await call('editor', `POST ${form}/publish`, { base: 1 })).status).toBe(200);
});

it('lists the candidates who are on the ballot, first those whose place on it is known', async () => {
  const rows = ['| survey |', '| | type | name | label |', '| | select_one_from_file candidates.csv | c | Candidate |'];
  const upload = new FormData();
  upload.append('file', new Blob([rows.join('\n')]), 'ballot.md');
  expect((await call('editor', 'POST /api/missions/keepers/forms', upload)).status).toBe(201);
  const form = '/api/missions/keepers/forms/ballot';
  const filled = await call('editor', `POST ${form}/draft/register-tables`);
  expect(await filled.json()).toMatchObject({ files: [{ name: 'candidates.csv', rows: 3 }] });
  const file = await call('reader', `GET ${form}/draft/files/candidates.csv`);
  expect(await file.text()).toBe('name,label\nfirst,Birinci\nsecond,Second\nlate,Gec\n');
});

it('says so where the mission observes no election', async () => {
  const mission = { id: randomUUID(), slug: 'trainers', name: { en: 'Trainers' }, election: null };
  await call('editor', 'POST /api/missions', mission);
  const templates: TemplateReply[] = await (await call('reader', 'GET /api/form-templates')).json();
  await call('editor', 'POST /api/missions/trainers/drafts', {
    workbook: templates[6]?.workbook,
    sourceName: 'a.xlsx',
  });
  const reply = await call('editor', 'POST /api/missions/trainers/forms/voting/draft/register-tables');
  expect(reply.status).toBe(404);
});

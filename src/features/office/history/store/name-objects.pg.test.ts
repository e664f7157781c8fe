import { expect, test } from 'vitest';
import { TEST_NOW, testActor, testApp } from '../../../../../test/support/http.ts';
import { testDatabase } from '../../../../../test/support/postgres.ts';
import { writeAudit } from '../../../../platform/db/audit.ts';
import type { HistoryBody, HistoryChoicesBody, ShownActBody } from '../contract.ts';
import { historyEndpoints } from '../routes.ts';

const { sql, owner } = await testDatabase();
const { call } = testApp(historyEndpoints, { sql });
const ELECTION = '00000000-0000-7000-8000-0000000000aa';
const editor = testActor('editor');
const DAY_MS = 86_400_000;

async function note(daysAgo: number, entry: Partial<Parameters<typeof writeAudit>[1]>): Promise<void> {
  await writeAudit(sql, {
    at: new Date(TEST_NOW - daysAgo * DAY_MS),
    actorId: editor.id,
    actorName: 'Aysel',
    action: 'report.moved',
    electionId: ELECTION,
    subjectKind: 'claim',
    subjectKey: 'C1',
    reason: null,
    details: {},
    ...entry,
  });
}

test('says what elections, missions and forms are called, each in its languages, and null of what is gone', async () => {
  await owner`insert into election (id, slug, visibility, created_at) values (${ELECTION}, 'xanadu-2024', 'private', now())`;
  const mission = '00000000-0000-7000-8000-0000000000bb';
  const form = '00000000-0000-7000-8000-0000000000cc';
  await owner`insert into record (election_id, kind, key, version, withdrawn, cells, position, search) values
    (${ELECTION}, 'election', 'xanadu-2024', 1, false, '{"title_en": "Vote of Xanadu", "country": "XA"}', 0, '')`;
  await owner`insert into mission (id, slug, name, election_id, created_at)
    values (${mission}, 'pier', '{"en": "Pier mission", "ru": "Миссия Пирса"}', ${ELECTION}, now())`;
  await owner`insert into form (id, mission_id, form_id, created_at) values (${form}, ${mission}, 'opening/1', now())`;
  for (const [number, title] of [[1, 'Old'] as const, [2, 'Opening'] as const]) {
    await owner`insert into form_version (form_id, number, title, titles, source_name, workbook, xform, package, codebook,
        warnings, questions, languages, author_name, at)
      values (${form}, ${number}, ${title}, '{"Русский (ru)": "Открытие"}', 'a.xlsx', '{}', '', '{}', '{}', '[]', 1, '{}',
        'Aysel', now())`;
  }
  await note(1, { action: 'form.published', subjectKind: 'form', subjectKey: 'pier/opening/1', details: {} });
  await note(0, { subjectKind: 'report', subjectKey: ELECTION, details: { mission: 'pier', form: 'gone' } });
  const [report, published] = ((await (await call('administrator', 'GET /api/history')).json()) as HistoryBody).acts;
  const called = { en: 'Pier mission', ru: 'Миссия Пирса' };
  const names = { election: { en: 'Vote of Xanadu' }, mission: called };
  expect(published?.names).toEqual({
    ...names,
    form: { title: 'Opening', titles: { 'Русский (ru)': 'Открытие' } },
  });
  expect(report?.names).toEqual({ ...names, form: null });
  const shown = (await (await call('reader', `GET /api/history/acts/${published?.id}`)).json()) as ShownActBody;
  expect(shown.act.names).toEqual(published?.names);
  const choices = (await (await call('administrator', 'GET /api/history/choices')).json()) as HistoryChoicesBody;
  expect(choices.missions).toEqual([{ slug: 'pier', name: called }]);
  expect(choices.elections).toEqual([{ slug: 'xanadu-2024', name: { en: 'Vote of Xanadu' } }]);
});

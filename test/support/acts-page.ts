import { afterAll, expect } from 'vitest';
import type { MadeKey } from '../../src/features/mission/api-keys/api-key.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { testBrowser } from './chromium.ts';
import { firstAdministrator } from './desk-people.ts';
import { testServer } from './server.ts';
import { storeElection } from './stored-election.ts';

/** A server with a mission, its form and a browser in which an administrator works on reports. */
export async function actsPage() {
  const server = await testServer();
  const { dataFolder } = server;
  const database = await openDatabase({
    dataFolder,
    databaseUrl: null,
    purpose: 'test',
    sharing: 'join',
    say: () => {},
  });
  afterAll(() => database.close());
  const browser = await testBrowser();
  const { page, complaints } = await firstAdministrator(server, browser);
  const { request } = page;
  const REPORTS = `${server.url}/desk/m/invented/reports`;
  const ORIGIN = { origin: server.url };

  async function post<T>(path: string, data: unknown, headers: Record<string, string> = ORIGIN): Promise<T> {
    const reply = await request.post(`${server.url}/api/${path}`, { headers, data });
    expect([path, reply.ok(), reply.ok() ? '' : await reply.text()]).toEqual([path, true, '']);
    return (await reply.json()) as T;
  }

  const PLACES = [
    { code: 'XA', level: 'country', name_en: 'Invented Country' },
    { code: 'C1', parent: 'XA', level: 'constituency', name_en: 'Harbour', name_ru: 'Гавань', name_az: 'Liman' },
    { code: '1003', parent: 'C1', level: 'precinct', number: '3', name_en: 'Library', name_ru: 'Библиотека' },
    {
      code: '1007',
      parent: 'C1',
      level: 'precinct',
      number: '7',
      name_en: 'School of the north',
      name_ru: 'Северная школа',
    },
  ];
  await storeElection(database.sql, { slug: 'lighthouse', visibility: 'private', records: { place: PLACES } });
  const named = { slug: 'invented', name: { en: 'Invented mission' }, election: 'lighthouse' };
  await post('missions', { id: crypto.randomUUID(), ...named });
  const { key } = await post<MadeKey>('missions/invented/api-keys', { name: 'Phones', scopes: ['reports:write'] });

  /** The form that the records are of, in two languages. */
  async function publishForm(): Promise<void> {
    const rows = [
      ['type', 'name', 'label::English (en)', 'label::Русский (ru)'],
      ['start', 'start', '', ''],
      ['end', 'end', '', ''],
      ['select_one yes_no', 'opened', 'Did the station open on time?', 'Участок открылся вовремя?'],
      ['integer', 'voters', 'Voters by noon', 'Избиратели к полудню'],
      ['text', 'note', 'What was seen?', 'Что было замечено?'],
      ['begin_repeat', 'person', 'People', 'Люди'],
      ['text', 'role', 'What do they do?', 'Чем занимаются?'],
      ['end_repeat', '', '', ''],
      ['image', 'photo', 'The protocol', 'Протокол'],
      ['geopoint', 'place', 'Where', 'Где'],
    ];
    const choices = [
      ['list_name', 'name', 'label::English (en)', 'label::Русский (ru)'],
      ['yes_no', 'yes', 'Yes', 'Да'],
      ['yes_no', 'no', 'No', 'Нет'],
    ];
    const settings = [
      ['form_id', 'version', 'form_title'],
      ['opening', '3', 'Opening of the station'],
    ];
    const sheets = Object.entries({ survey: rows, choices, settings }).map(([name, cells]) => ({ name, rows: cells }));
    const draft = { workbook: { sheets }, sourceName: 'opening' };
    const { revision } = await post<{ revision: number }>('missions/invented/drafts', draft);
    await post('missions/invented/forms/opening/publish', { base: revision });
  }
  await publishForm();

  const ANSWERS =
    '<start>2024-02-07T08:30:00.000+04:00</start><end>2024-02-07T08:40:00.000+04:00</end><opened>no</opened><voters>120</voters><note>The door was closed</note><person><role>chair</role></person>';

  const recordOf = (id: string, { answers = ANSWERS, corrects = '', form = 'opening' } = {}) => {
    const edit = corrects === '' ? '' : `<deprecatedID>${corrects}</deprecatedID>`;
    return `<data id="${form}" version="3">${answers}<meta><instanceID>${id}</instanceID>${edit}</meta></data>`;
  };

  async function send(id: string, given: { answers?: string; corrects?: string; form?: string } = {}): Promise<string> {
    const headers = { authorization: `Bearer ${key}` };
    const body = { xml: recordOf(id, given) };
    const reply = await post<{ reportId: string }>('v1/missions/invented/reports', body, headers);
    return reply.reportId;
  }

  const panel = page.getByRole('complementary');
  const dialog = page.getByRole('dialog');
  const station = dialog.getByRole('combobox', { name: 'Polling station' });
  const option = (code: string) => dialog.getByRole('option').filter({ hasText: code });
  const standing = panel.locator('.facts').first();

  /** Opens a report, once it was read. */
  async function open(report: string, state = 'Read'): Promise<void> {
    await page.goto(`${REPORTS}?report=${report}`);
    await standing.getByText(state, { exact: true }).waitFor();
  }

  async function why(reason: string, button: string, then: 'done' | 'refused' = 'done'): Promise<void> {
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: button }).click();
    if (then === 'done') await dialog.waitFor({ state: 'detached' });
  }

  async function picture(name: string, on = page): Promise<void> {
    const folder = process.env.PICTURES;
    if (folder !== undefined) await on.screenshot({ path: `${folder}/${name}.png` });
  }
  return {
    server,
    key,
    recordOf,
    ANSWERS,
    database,
    browser,
    page,
    complaints,
    request,
    ORIGIN,
    REPORTS,
    post,
    send,
    open,
    why,
    picture,
    panel,
    dialog,
    station,
    option,
    standing,
  };
}

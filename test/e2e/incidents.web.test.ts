import { expect, test } from 'vitest';
import type { IncidentPage } from '../../src/features/field/incidents/incident-replies.ts';
import { actsPage } from '../support/acts-page.ts';
import { findBarriers } from '../support/barriers.ts';
import { readTemplate } from '../support/form-templates.ts';
import { eventually, measureOverflow } from '../support/open-page.ts';

const { server, page, complaints, post, request, ORIGIN, key, picture } = await actsPage();
const INCIDENTS = `${server.url}/desk/m/invented/incidents`;
const API = `${server.url}/api/missions/invented/incidents`;
const panel = page.getByRole('complementary');
const banner = page.getByRole('alert').filter({ hasText: 'SOS' });

/** The form of the bank, as a mission takes it, and nothing else set up. */
async function publishIncidentForm(): Promise<void> {
  const { revision } = await post<{ revision: number }>('missions/invented/drafts', {
    workbook: readTemplate('incident'),
    sourceName: 'incident.xlsx',
  });
  const files = {
    constituencies: 'name,label::English (en),label::Русский (ru)\nC0001,Harbour,Гавань\n',
    stations: 'name,label::English (en),label::Русский (ru),constituency\nC0001-001,Library,Библиотека,C0001\n',
  };
  for (const [name, text] of Object.entries(files)) {
    const reply = await request.put(`${server.url}/api/missions/invented/forms/incident/draft/files/${name}.csv`, {
      headers: { ...ORIGIN, 'content-type': 'text/csv' },
      data: text,
    });
    expect([name, reply.status(), reply.ok() ? '' : await reply.text()]).toEqual([name, 200, '']);
  }
  await post('missions/invented/forms/incident/publish', { base: revision });
}

async function send(what: string, urgent: 'yes' | 'no'): Promise<void> {
  const answers =
    `<when>2024-02-07T08:30:00.000+04:00</when><constituency>C0001</constituency><station>C0001-001</station><place_words>At the door</place_words>` +
    `<kind>denial</kind><what>${what}</what><verified>seen</verified><urgent>${urgent}</urgent>`;
  const id = `uuid:${crypto.randomUUID()}`;
  const xml = `<data id="incident" version="1">${answers}<meta><instanceID>${id}</instanceID></meta></data>`;
  await post('v1/missions/invented/reports', { xml }, { authorization: `Bearer ${key}` });
}

async function act(name: string): Promise<void> {
  await panel.getByLabel('What to do').selectOption({ label: name });
}

async function save(): Promise<void> {
  await panel.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).first().waitFor();
}

test('an SOS comes by itself, is loud on whichever page, and is acknowledged once for all', async () => {
  await publishIncidentForm();
  await page.goto(INCIDENTS);
  await page.getByText('No incidents yet').waitFor();
  await picture('incidents-empty');
  await page.goto(`${server.url}/desk/m/invented/plan`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const second = await page.context().newPage();
  await second.goto(`${server.url}/desk/m/invented`);
  await send('Observers were pushed out', 'yes');
  await banner.getByText('Observers were pushed out').waitFor();
  await eventually(() => page.title()).toMatch(/^SOS \(1\) /);
  await picture('incidents-sos');
  const other = second.getByRole('alert').filter({ hasText: 'SOS' });
  await other.getByText('Observers were pushed out').waitFor();
  await other.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByText(/SOS in incident 1 was acknowledged by/).waitFor();
  await eventually(() => banner.count()).toBe(0);
  await eventually(() => page.title()).not.toMatch(/SOS \(/);
  await second.close();
});

test('it is given to somebody, verified, merged with a duplicate and resolved', async () => {
  await send('Two observers were turned away', 'no');
  await page.goto(INCIDENTS);
  await page.getByText('2 incidents').waitFor();
  await picture('incidents-list');
  await page.getByRole('link', { name: '#1', exact: true }).click();
  await panel.getByText('SOS heard').waitFor();
  await act('Give it to somebody');
  await panel.getByLabel('Who has it').selectOption({ index: 1 });
  await save();
  await panel.getByText('Now with').waitFor();
  await picture('incidents-panel');
  await page.goto(`${INCIDENTS}?view=board`);
  await page.getByRole('button', { name: 'Move incident 1' }).focus();
  await page.keyboard.press('Enter');
  await picture('incidents-board');
  await page.getByRole('button', { name: 'Verified incident', exact: true }).and(page.locator(':visible')).click();
  const verified = page.getByRole('region', { name: 'Board' }).locator('section').nth(2);
  await verified.getByRole('link', { name: /#1/ }).waitFor();
  await page.goto(INCIDENTS);
  await page.getByRole('link', { name: '#2', exact: true }).click();
  await act('Merge it into another');
  await panel.getByLabel('Number of the incident that stays').fill('1');
  await panel.getByRole('status').getByText('Observers were pushed out').waitFor();
  // Without a reason nothing is merged.
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Give a reason').waitFor();
  await panel.getByLabel('Reason').fill('The same event, seen by two teams');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('This is a duplicate of').waitFor();
  await panel.getByRole('link', { name: '#1', exact: true }).click();
  await panel.getByRole('link', { name: /#2/ }).waitFor();
  await act('Change its status');
  await panel.getByLabel('Incident status').selectOption({ label: 'Resolved' });
  await save();
  // What was saved before may still be told on the page.
  const listed = async () => {
    const reply = await request.get(`${API}?merged=also`, { headers: ORIGIN });
    const { incidents } = (await reply.json()) as IncidentPage;
    return incidents.map(({ number, status, duplicates }) => [number, status, duplicates]);
  };
  await eventually(listed).toEqual([
    [2, 'new', 0],
    [1, 'resolved', 1],
  ]);
});

test('what somebody tells by telephone is entered; a map counts what it cannot show', async () => {
  await page.goto(`${INCIDENTS}?view=stream`);
  await page.getByRole('link', { name: 'New incident' }).click();
  await panel.getByLabel('What happened').fill('A queue of two hours');
  await panel.getByLabel('Danger').selectOption({ label: 'Some danger' });
  await panel.getByRole('button', { name: 'Enter incident' }).click();
  await page.getByRole('feed').getByText('A queue of two hours').waitFor();
  await picture('incidents-stream');
  await page.goto(`${INCIDENTS}?view=map`);
  await page.getByText('2 incidents are on no map').waitFor();
  await page.goto(`${INCIDENTS}?view=settings`);
  await page.getByRole('group', { name: 'Incident', exact: true }).getByLabel('The danger is said by').waitFor();
  await picture('incidents-settings');
  await page.getByRole('button', { name: 'Take away the category denial' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Save' }).click();
  await page.getByText(/Incidents have the category “denial”/).waitFor();
  const refused = 'Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)';
  expect(complaints.splice(0)).toEqual([refused]);
});

test('each view fits a telephone, in the dark and in Russian, and bars nobody', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const view of ['list', 'board', 'stream', 'settings']) {
    await page.goto(`${INCIDENTS}?view=${view}&lang=ru`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('.incidents').first().waitFor();
    await picture(`incidents-narrow-${view}`);
    await eventually(() => measureOverflow(page)).toBe(0);
    expect([view, await findBarriers(page)]).toEqual([view, []]);
  }
  expect(complaints).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ShownPlan } from '../../src/features/mission/plan/plan-replies.ts';
import { actsPage } from '../support/acts-page.ts';
import { findBarriers } from '../support/barriers.ts';
import { eventually, listenToRequests, untilCalm } from '../support/open-page.ts';
import { phase } from '../support/plan-desk.ts';

const { server, page, complaints, request, ORIGIN, REPORTS, post, send, panel, picture, database } = await actsPage();
const DESK = `${server.url}/desk/m/invented`;
/** Long past, so that what did not come is missing; the record of the phone is of that day. */
const DAY = '2024-02-07';
const team = randomUUID();
const main = page.getByRole('main');
const beside = panel.getByRole('region', { name: 'Checks' });

/** A plan by which one team is expected at one station, whose form asks for it. */
async function prepare(): Promise<void> {
  await post('missions/invented/teams', { id: team, code: 'T1', name: null, kind: 'pair' });
  const { forms } = (await (await request.get(`${server.url}/api/missions/invented/plan`)).json()) as ShownPlan;
  const plan = {
    ...{ zone: 'Asia/Baku', dayBeginsAt: 4, base: 0, reason: null },
    phases: [phase('opening', [forms[0]?.id ?? ''], { dueAt: '09:30' })],
  };
  const reply = await request.put(`${server.url}/api/missions/invented/plan`, { headers: ORIGIN, data: plan });
  expect(reply.status()).toBe(200);
  const visit = { ...{ id: randomUUID(), team, day: DAY, phase: 'opening', station: '1003' }, position: 1 };
  await post('missions/invented/plan/visits', { visits: [{ ...visit, source: 'route' }] });
}

/** Looks at how a page does in another light, language and width. */
async function look(at: string, name: string): Promise<void> {
  if (process.env.PICTURES === undefined) return;
  for (const [words, width, scheme] of [
    ['ru', 1280, 'dark'],
    ['en', 360, 'light'],
  ] as const) {
    const other: Page = await page.context().newPage();
    listenToRequests(other);
    await other.setViewportSize({ width, height: 900 });
    await other.emulateMedia({ colorScheme: scheme });
    await other.goto(`${at}${at.includes('?') ? '&' : '?'}lang=${words}`);
    await untilCalm(other);
    await picture(`${name}-${words}-${width}`, other);
    await other.close();
  }
}

async function makeCheck(title: string, rule: string): Promise<void> {
  await page.getByRole('link', { name: 'Add a check' }).click();
  await panel.getByLabel('Title · English').fill(title);
  await panel.getByLabel('Rule', { exact: true }).fill(rule);
  await panel.getByLabel('Switch it on at once').check();
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('heading', { name: title }).waitFor();
}

test('a rule is written with the names of the form, what is wrong stands at its place, and it is tried before it is on', async () => {
  await prepare();
  await page.goto(DESK);
  await page.getByRole('link', { name: 'Checks', exact: true }).click();
  await page.getByText('This mission has no checks yet').waitFor();
  await picture('checks-none');
  await page.getByRole('link', { name: 'Add a check' }).click();
  const rule = panel.getByLabel('Rule', { exact: true });
  await panel.getByLabel('Title · English').fill('More than a hundred by noon');
  await rule.click();
  await rule.pressSequentially('${vot');
  await panel.getByRole('option', { name: 'Voters by noon' }).waitFor();
  await picture('checks-offer');
  await rule.press('Enter');
  await rule.pressSequentially(" > 'many'");
  await panel.getByRole('button', { name: 'Try it' }).click();
  const place = panel.getByRole('button', { name: /^Character \d+:/ }).first();
  await place.waitFor();
  await picture('checks-faulty');
  await place.click();
  expect(await rule.evaluate((area: HTMLTextAreaElement) => document.activeElement === area)).toBe(true);
  await rule.fill('${voters} > 100');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await panel.getByText('It would flag 0 reports of 0').waitFor();
  await panel.getByLabel('Switch it on at once').check();
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('heading', { name: 'More than a hundred by noon' }).waitFor();
  await page.keyboard.press('Escape');
  await makeCheck('Not opened, and nothing said', "${opened} = 'no' and string-length(${note}) < 30");
  expect(await findBarriers(page)).toEqual([]);
  // The rule that was wrong.
  const refused = 'Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)';
  expect(complaints.splice(0)).toEqual([refused]);
});

let report = '';

test('what is missing is called for; the report comes and is flagged; one answer is verified, its flag goes, the other stays', async () => {
  await page.goto(`${DESK}/plan?part=board&day=${DAY}`);
  await eventually(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    return await main.getByRole('link', { name: /missing/i }).count();
  }).toBeGreaterThan(0);
  // How a call is entered at its page is played in `calls-messages.web.test`.
  const call = { id: randomUUID(), team, person: null, visit: null, report: null, calledAt: new Date().toISOString() };
  await post('missions/invented/calls', { ...call, outcome: 'reached', note: 'They send it now' });
  report = await send('uuid:loop');
  await page.goto(`${REPORTS}?report=${report}`);
  await beside.getByRole('link', { name: 'More than a hundred by noon' }).waitFor();
  await beside.getByText('Voters by noon').waitFor();
  expect(await beside.getByRole('link').count()).toBe(2);
  await main.getByRole('cell', { name: '2 warnings' }).waitFor();
  await picture('report-flagged');
  await look(`${REPORTS}?report=${report}`, 'report-flagged');
  await beside.getByRole('button', { name: 'Verify answers' }).click();
  await beside.getByRole('button', { name: 'Verify', exact: true }).click();
  await beside.getByText('Tick one answer at least').waitFor();
  await beside.getByRole('checkbox', { name: /Voters by noon/ }).check();
  await beside.getByLabel('Note').fill('The chair counted twice');
  await picture('report-verify');
  await beside.getByRole('button', { name: 'Verify', exact: true }).click();
  await beside.getByText(/Verified by .* by call/).waitFor();
  await main
    .getByRole('cell', { name: '1 warning', exact: true })
    .or(main.getByRole('cell', { name: 'warning', exact: true }))
    .waitFor();
  const [more, other] = [0, 1].map((at) =>
    beside
      .getByRole('listitem')
      .filter({ has: page.getByRole('link') })
      .nth(at),
  );
  await more?.getByText('verified', { exact: true }).waitFor();
  await other?.getByText('warning', { exact: true }).waitFor();
  await picture('report-verified');
  expect(complaints).toEqual([]);
});

test('counts lead to lists of reports, which are narrowed down by checks; a verification is withdrawn with a reason', async () => {
  await page.goto(`${DESK}/checks`);
  await main.getByRole('link', { name: '1 report verified' }).waitFor();
  await picture('checks-list');
  await look(`${DESK}/checks`, 'checks-list');
  await main.getByRole('link', { name: '1 report flagged' }).click();
  await page
    .getByRole('button', { name: /Checks: Flagged: Not opened, and nothing said/ })
    .first()
    .waitFor();
  expect(await main.locator('[data-report]').count()).toBe(1);
  await page.goto(`${REPORTS}?report=${report}`);
  await beside.getByRole('button', { name: 'Withdraw' }).click();
  await beside.getByLabel('Reason').fill('It was another station');
  await beside.getByRole('button', { name: 'Withdraw' }).click();
  await main.getByRole('cell', { name: '2 warnings' }).waitFor();
  expect(complaints).toEqual([]);
});

test('an answer that changed meanwhile is not verified as it was', async () => {
  await beside.getByRole('button', { name: 'Verify answers' }).click();
  await beside.getByRole('checkbox', { name: /Voters by noon/ }).check();
  const { sql } = database;
  await sql`
    update report_reading set answers = jsonb_set(answers::jsonb, '{/data/voters}', '"121"')::json
    where report_id = ${report}`;
  await beside.getByRole('button', { name: 'Verify', exact: true }).click();
  await beside.getByRole('alert').waitFor();
  await beside.getByRole('checkbox', { name: /Voters by noon: 121/ }).waitFor();
  await picture('report-meanwhile');
  complaints.splice(0, complaints.length, ...complaints.filter((line) => !line.includes('409')));
  expect(complaints).toEqual([]);
});

test('a check is switched off and changed with reasons, which stand at its versions', async () => {
  await page.goto(`${DESK}/checks`);
  await main.getByRole('link', { name: 'More than a hundred by noon' }).click();
  await panel.getByRole('button', { name: 'Switch off' }).click();
  await panel.getByLabel('Reason for the change').fill('Everybody knows by now');
  await panel.getByRole('button', { name: 'Switch off' }).click();
  await panel.getByRole('button', { name: 'Switch on' }).waitFor();
  await panel.getByText('Everybody knows by now').waitFor();
  await panel.getByRole('button', { name: 'Change' }).click();
  await panel.getByLabel('Title · Русский').fill('Больше ста к полудню');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Say why').waitFor();
  await panel.getByLabel('Reason for the change').fill('For readers of Russian');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('For readers of Russian').waitFor();
  await picture('check-panel');
  await look(page.url(), 'check-panel');
  expect(complaints).toEqual([]);
});

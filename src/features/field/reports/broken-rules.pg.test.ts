import { describe, expect, test } from 'vitest';
import { openActDesk } from '../../../../test/support/act-desk.ts';
import { testApp } from '../../../../test/support/http.ts';
import { localLists } from '../../../../test/support/lists.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { publish, xmlOf } from '../../../../test/support/reading.ts';
import { bind, words } from '../../../../test/support/small-form.ts';
import type { AnswersReply } from './arrivals/arrival-replies.ts';
import type { ColumnTally, ReportPage } from './arrivals/list/list-replies.ts';
import { listEndpoints } from './routes/list/list-endpoints.ts';

const { sql } = await testDatabase();
const lists = testApp(listEndpoints(localLists(sql)), { sql });

const RULES = [
  bind('/data/note', { type: 'int', constraint: '. <= 3000', constraintMessage: words('At most 3000') }),
  bind('/data/visit/station', { required: 'true()' }),
];
const STATIONS = 'name,label\n1001,One\n1002,Two\n';

/** A mission whose second version of a form has rules; the first has none. */
async function openDesk() {
  const desk = await openActDesk(sql);
  await publish(sql, desk.missionId, { version: '2', stations: STATIONS, rules: RULES });
  const come = (answers: string, given: { id?: string; corrects?: string; version?: string } = {}) =>
    desk.come({ version: '2', ...given, answers });
  const told = async (report: string) => {
    const { versions, standing } = await desk.show(report);
    const said = (await (
      await desk.call('reader', `GET ${desk.path(report, `/versions/${standing?.version}`)}`)
    ).json()) as AnswersReply;
    const shown = versions.find(({ sha256 }) => sha256 === standing?.version)?.warnings;
    expect(said.warnings).toEqual(shown);
    return { state: standing?.state, flags: standing?.flags, warnings: said.warnings };
  };
  return { ...desk, come, told };
}

const broken = (kind: string, path: string, messages = {}) => ({
  code: `rule-${kind}`,
  parameters: { path },
  messages,
});

describe('answers that the form forbids', () => {
  test('are stored and read as they came, with a flag, their paths and what the form says', async () => {
    const { come, told } = await openDesk();
    expect(await told(await come('<note>3001</note>'))).toEqual({
      state: 'read',
      flags: ['broken-rules'],
      warnings: [broken('constraint', '/data/note', { '': 'At most 3000' })],
    });
    expect(await told(await come('<note>many</note><extra>1</extra>'))).toMatchObject({
      flags: ['broken-rules', 'unknown-elements'],
      warnings: [{ code: 'record-element' }, broken('type', '/data/note')],
    });
    const visits = '<visit><station>1</station></visit><visit><station/></visit>';
    expect((await told(await come(`<note>1</note>${visits}`))).warnings).toEqual([
      broken('required', '/data/visit[2]/station'),
    ]);
    expect(await told(await come('<note>3000</note>'))).toMatchObject({ flags: [], warnings: [] });
    // The first version of the form has no rules.
    expect(await told(await come('<note>many</note>', { version: '1' }))).toMatchObject({ flags: [] });
  });

  test('are told beside why it is held', async () => {
    const { come, show } = await openDesk();
    const [version] = (await show(await come('<note>3001</note><place>9</place>'))).versions;
    expect(version).toMatchObject({
      reason: 'unknown-station',
      flags: ['broken-rules'],
      warnings: [{ code: 'rule-constraint' }],
    });
  });

  test('have no flag any more once they are mended: by the telephone, and at the desk, which may also bring one', async () => {
    const { come, told, done } = await openDesk();
    const report = await come('<note>3001</note>', { id: 'a' });
    await come('<note>300</note>', { id: 'b', corrects: 'a' });
    expect((await told(report)).flags).toEqual([]);
    const correct = (id: string, corrects: string, note: string) =>
      done(report, { kind: 'correct', xml: xmlOf({ id, corrects, version: '2', answers: `<note>${note}</note>` }) });
    await correct('c', 'b', '4000');
    expect((await told(report)).flags).toEqual(['broken-rules']);
    await correct('d', 'c', '30');
    expect((await told(report)).flags).toEqual([]);
  });

  test('are found in the list by their flag', async () => {
    const { come, slug } = await openDesk();
    const wrong = await come('<note>3001</note>');
    await come('<note>1</note>');
    const ask = async <T>(what: string, query: Readonly<Record<string, string>>) =>
      (await (
        await lists.call('reader', `GET /api/missions/${slug}/${what}?${new URLSearchParams(query)}`)
      ).json()) as T;
    const filter = JSON.stringify([{ column: 'flags', is: ['broken-rules'] }]);
    const { reports } = await ask<ReportPage>('reports', { filter });
    expect(reports.map(({ id, flags }) => [id, flags])).toEqual([[wrong, ['broken-rules']]]);
    const { values } = await ask<ColumnTally>('report-tally', { column: 'flags' });
    expect(values).toEqual([{ value: 'broken-rules', count: 1 }]);
  });
});

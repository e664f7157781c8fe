import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { sheetXml, typingDesk } from '../../../../test/support/typing-desk.ts';
import { instanceIdOf, type PaperPage, type PaperReply, type TypistRate } from './paper.ts';

const { sql } = await testDatabase();
/** Two ways in on one database sign what waits for each other's logs, each with a key of its own: this one takes reports. */
const { sql: ownSql } = await testDatabase();
const { call } = await typingDesk(sql);

let added = 0;
/** A sheet of its own. */
async function addPaper(label = `S${++added}`): Promise<string> {
  const id = randomUUID();
  const papers = [{ id, label, station: null }];
  expect((await call('editor1: POST papers', { form: 'sheet', number: 1, papers })).status).toBe(201);
  return id;
}

type Answers = Parameters<typeof sheetXml>[0];
const typeAs = (person: string, paper: string) =>
  call(`${person}: POST papers/${paper}/copies`, { id: randomUUID(), xml: sheetXml({}) });
const look = async (paper: string) => (await call(`editor4: GET papers/${paper}`)).body as PaperReply;

describe('the list of sheets', () => {
  test('gives everybody the next sheet that is theirs to type, and two the same only where both are needed', async () => {
    const other = await typingDesk(sql);
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const papers = ids.map((id, at) => ({ id, label: ['10', '9', '2'][at] ?? '', station: null }));
    await other.call('editor1: POST papers', { form: 'sheet', number: 1, papers });
    const next = async (person: string, task = 'type', skip: string | null = null) => {
      const { body } = await other.call(`${person}: POST papers/next`, { task, skip });
      return (body as { paper: PaperReply | null }).paper?.label ?? null;
    };
    expect(await next('editor1')).toBe('2');
    expect(await next('editor1')).toBe('2');
    expect(await next('editor2')).toBe('2');
    // Two have it before them: a third is given another.
    expect(await next('editor3')).toBe('9');
    expect(await next('editor3', 'type', ids[1])).toBe('10');
    const typed = await other.call(`editor1: POST papers/${ids[2]}/copies`, { id: randomUUID(), xml: sheetXml({}) });
    expect(typed.status).toBe(200);
    expect(await next('editor1')).toBe('9');
    const counts = async (person: string) => (await other.call(`${person}: GET papers`)).body as PaperPage;
    expect(await counts('editor1')).toMatchObject({ counts: { first: 2, second: 1 }, open: { type: 2, settle: 0 } });
    expect((await counts('editor2')).open.type).toBe(3);
    expect((await counts('reader1')).papers.map(({ label }) => label)).toEqual(['2', '9', '10']);
    expect(await next('editor4', 'settle')).toBeNull();
    await other.call(`editor2: POST papers/${ids[2]}/copies`, { id: randomUUID(), xml: sheetXml({ voters: '8' }) });
    expect([await next('editor1', 'settle'), await next('editor4', 'settle')]).toEqual([null, '2']);
    expect(await next('editor3', 'settle')).toBeNull();
  });

  test('labels are of one sheet each, and adding the same again adds nothing', async () => {
    const paper = { id: randomUUID(), label: 'Twice', station: 'Station 4' };
    const add = (papers: unknown) => call('editor1: POST papers', { form: 'sheet', number: 1, papers });
    expect((await add([paper])).body).toEqual({ count: 1 });
    expect((await add([paper])).body).toEqual({ count: 0 });
    const again = await add([
      { ...paper, id: randomUUID() },
      { id: randomUUID(), label: 'Other', station: null },
    ]);
    expect(again).toMatchObject({ status: 409, body: { code: 'paper-labels-taken', parameters: { labels: 'Twice' } } });
    const same = await add(['a', 'b'].map(() => ({ id: randomUUID(), label: 'Both', station: null })));
    expect(same).toMatchObject({ status: 409, body: { parameters: { labels: 'Both' } } });
    expect((await call('reader1: GET papers?search=station%204')).body).toMatchObject({ papers: [{ label: 'Twice' }] });
    expect((await call('reader1: GET papers?search=Other')).body).toMatchObject({ papers: [] });
  });

  test('a sheet that was added by mistake is taken out with a reason, and its label is free again', async () => {
    const paper = await addPaper('Mistaken');
    await call(`editor1: POST papers/${paper}/withdrawal`, { reason: 'of another mission' });
    expect(await look(paper)).toMatchObject({ state: 'withdrawn', withdrawal: { reason: 'of another mission' } });
    expect((await typeAs('editor2', paper)).status).toBe(409);
    await addPaper('Mistaken');
  });

  test('a picture of the sheet is shown beside it, and what is no picture is refused', async () => {
    const paper = await addPaper();
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    expect((await call(`editor1: PUT papers/${paper}/scan`, Buffer.from('<svg/>'))).status).toBe(415);
    expect((await call(`reader1: PUT papers/${paper}/scan`, png)).status).toBe(403);
    expect((await call(`editor1: PUT papers/${paper}/scan`, png)).status).toBe(204);
    expect(await look(paper)).toMatchObject({ hasScan: true });
    expect((await call(`editor2: GET papers/${paper}/scan`)).status).toBe(200);
  });

  test('another mission knows nothing of it', async () => {
    const other = await typingDesk(sql);
    const paper = await addPaper();
    for (const path of [`papers/${paper}`, `papers/${paper}/copies`, `papers/${paper}/scan`]) {
      expect((await other.call(`editor1: GET ${path}`)).status).toBe(404);
    }
    const copy = { id: randomUUID(), xml: sheetXml({}) };
    expect((await other.call(`editor1: POST papers/${paper}/copies`, copy)).status).toBe(404);
  });
});

test('how often each was settled otherwise is for administrators alone', async () => {
  const other = await typingDesk(ownSql);
  const id = randomUUID();
  await other.call('editor1: POST papers', { form: 'sheet', number: 1, papers: [{ id, label: '1', station: null }] });
  const send = (person: string, answers: Answers) =>
    other.call(`${person}: POST papers/${id}/copies`, { id: randomUUID(), xml: sheetXml(answers) });
  await send('editor1', { voters: '1', place: 'A' });
  await send('editor2', { voters: '2', place: 'B' });
  const xml = sheetXml({ voters: '1', place: 'C' }, { id: instanceIdOf(id) });
  const settled = await other.call(`editor3: POST papers/${id}/settlement`, { xml, reason: 'neither' });
  expect([settled.status, settled.body]).toMatchObject([200, { state: 'settled' }]);
  expect((await other.call('editor4: GET typists')).status).toBe(403);
  const { body } = await other.call('administrator1: GET typists');
  expect((body as TypistRate[]).map(({ name, errors, answers }) => [name, errors, answers])).toEqual([
    ['Person editor2', 2, 4],
    ['Person editor1', 1, 4],
  ]);
});

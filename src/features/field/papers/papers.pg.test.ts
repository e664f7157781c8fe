import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { SHEET_WORKBOOK, sheetXml, testPerson, typingDesk } from '../../../../test/support/typing-desk.ts';
import { must } from '../../../kernel/result.ts';
import { type CopiesReply, instanceIdOf, type PaperReply, type TypedOutcome } from './paper.ts';
import { erasePapers } from './store/keep-settlements.ts';

const { sql } = await testDatabase();
const { call, audited, missionId } = await typingDesk(sql);

let added = 0;
/** A sheet of its own. */
async function addPaper(label = `S${++added}`): Promise<string> {
  const id = randomUUID();
  const papers = [{ id, label, station: null }];
  expect((await call('editor1: POST papers', { form: 'sheet', number: 1, papers })).status).toBe(201);
  return id;
}

type Answers = Parameters<typeof sheetXml>[0];
const typeAs = async (person: string, paper: string, answers: Answers = {}, roles?: readonly string[]) => {
  const xml = sheetXml(answers, roles === undefined ? {} : { roles });
  const reply = await call(`${person}: POST papers/${paper}/copies`, { id: randomUUID(), xml });
  return reply as { status: number; body: TypedOutcome };
};
const settleAs = (person: string, paper: string, answers: Answers, reason: string | null = null) =>
  call(`${person}: POST papers/${paper}/settlement`, {
    xml: sheetXml(answers, { id: instanceIdOf(paper) }),
    reason,
  }) as Promise<{ status: number; body: TypedOutcome & { code: string } }>;
const look = async (paper: string, person = 'editor4') =>
  (await call(`${person}: GET papers/${paper}`)).body as PaperReply;
const copiesAs = (person: string, paper: string) => call(`${person}: GET papers/${paper}/copies`);
const reportOf = async (paper: string) =>
  await sql<{ name: string; channel: string; raw: Buffer }[]>`
    select i.instance_id as name, i.channel, i.raw from paper_settlement s join report_item i on i.report_id = s.report_id
    where s.paper_id = ${paper}`;

describe('a sheet that two people type', () => {
  test('becomes a report at once where both say the same by the types of the form', async () => {
    const paper = await addPaper();
    expect((await typeAs('editor1', paper, { voters: '07' })).body).toEqual({
      state: 'second',
      code: null,
      reportId: null,
    });
    const { status, body } = await typeAs('editor2', paper, { voters: '7', place: ' Pier ' });
    expect([status, body.state]).toEqual([200, 'settled']);
    const [item] = await reportOf(paper);
    expect(item).toMatchObject({ name: instanceIdOf(paper), channel: 'desk' });
    expect(item?.raw.toString()).toContain('<voters>07</voters>');
    expect(await look(paper)).toMatchObject({
      state: 'settled',
      code: body.code,
      settlement: { settlerName: null, differences: 0 },
    });
  });

  test('waits for a third person where they differ, who takes one or writes what neither has, and says why', async () => {
    const paper = await addPaper();
    await typeAs('editor1', paper, { voters: '212', open: 'yes' });
    expect((await typeAs('editor2', paper, { voters: '221', open: 'no', why: 'storm' })).body.state).toBe('differing');
    expect(await reportOf(paper)).toHaveLength(0);
    const { body } = await copiesAs('editor3', paper);
    const { a, b, choices } = body as CopiesReply;
    expect([a.includes('212'), b.includes('221'), choices]).toEqual([true, true, null]);
    expect(JSON.stringify(body)).not.toContain('Person');
    const unexplained = await settleAs('editor3', paper, { voters: '222', open: 'no', why: 'storm' });
    expect(unexplained).toMatchObject({
      status: 422,
      body: { code: 'settlement-unexplained', parameters: { count: 1 } },
    });
    const settled = await settleAs(
      'editor3',
      paper,
      { voters: '222', open: 'no', why: 'storm' },
      'the last digit is a 2',
    );
    expect(settled.status).toBe(200);
    const after = (await copiesAs('editor1', paper)).body as CopiesReply;
    expect(after.choices?.map(({ path, taken, value }) => [path, taken, value])).toEqual([
      ['/data/voters', 'other', '222'],
      ['/data/open', 'b', 'no'],
      ['/data/why', 'b', 'storm'],
    ]);
    // By the words of the form, not by the paths that it has for itself.
    expect(after.choices?.map(({ labels, options }) => [labels, options])).toEqual([
      [{ '': 'Voters' }, {}],
      [{ '': 'Open?' }, { yes: { '': 'Yes' }, no: { '': 'No' } }],
      [{ '': 'Why not?' }, {}],
    ]);
    expect(await look(paper)).toMatchObject({
      settlement: { settlerName: 'Person editor3', reason: 'the last digit is a 2', differences: 3 },
    });
    expect((await reportOf(paper))[0]?.raw.toString()).toContain('<voters>222</voters>');
    expect((await audited()).at(-1)).toMatchObject({ action: 'paper.settled', reason: 'the last digit is a 2' });
  });

  test('copies of a repeat are compared by position, and another number of them is a difference', async () => {
    const paper = await addPaper();
    await typeAs('editor1', paper, {}, ['clerk', 'guard']);
    expect((await typeAs('editor2', paper, {}, ['clerk'])).body.state).toBe('differing');
    expect((await settleAs('editor3', paper, {})).status).toBe(200);
    const { choices } = (await copiesAs('editor3', paper)).body as CopiesReply;
    expect(choices?.map(({ path, kind, taken }) => [path, kind, taken])).toEqual([
      ['/data/person', 'count', 'b'],
      ['/data/person[2]/role', 'answer', 'b'],
    ]);
  });
});

describe('a sheet that is labelled for a station', () => {
  const [survey, choices] = SHEET_WORKBOOK.sheets;
  const settings = [
    ['form_id', 'form_title', 'version'],
    ['boxes', 'Boxes', '1'],
  ];
  const question = ['select_one_from_file stations.csv', 'station', 'Station', ''];
  const rows = [...must(survey, 'the questions').rows, question];
  const workbook = { sheets: [{ name: 'survey', rows }, choices, { name: 'settings', rows: settings }] };
  const boxes = (station: string, id?: string) =>
    sheetXml({}, id === undefined ? {} : { id })
      .replace('"sheet"', '"boxes"')
      .replace('<meta>', `<station>${station}</station><meta>`);
  const typed = async (paper: string, station: string) => {
    const send = (person: string) =>
      call(`${person}: POST papers/${paper}/copies`, { id: randomUUID(), xml: boxes(station) });
    expect((await send('editor1')).status).toBe(200);
    return ((await send('editor2')).body as TypedOutcome).state;
  };
  const labelled = async (station: string | null) => {
    const papers = [{ id: randomUUID(), label: `B${++added}`, station }];
    expect((await call('editor1: POST papers', { form: 'boxes', number: 1, papers })).status).toBe(201);
    return must(papers[0], 'the sheet').id;
  };

  test('goes to a third person where both typed another one, and is no report before', async () => {
    await call('editor1: POST drafts', { workbook, sourceName: 'boxes.xlsx' });
    const file = Buffer.from('name,label\nC1,Pier\nC4,Lighthouse\n');
    const draft = await call('editor1: PUT forms/boxes/draft/files/stations.csv', file);
    const { revision: base } = draft.body as { revision: number };
    await call('editor1: POST forms/boxes/publish', { base });
    const paper = await labelled('c1');
    expect(await typed(paper, 'C4')).toBe('differing');
    expect(await reportOf(paper)).toHaveLength(0);
    expect((await copiesAs('editor3', paper)).body).toMatchObject({ isMislabelled: true, choices: null });
    const xml = boxes('C4', instanceIdOf(paper));
    expect((await call(`editor3: POST papers/${paper}/settlement`, { xml, reason: null })).status).toBe(200);
    expect(await look(paper)).toMatchObject({ state: 'settled', station: 'c1', settlement: { differences: 0 } });
  });

  test.each([['c4 '], [null], ['By the pier, second box']])(
    'of the same one, or by words (%j), becomes a report at once',
    async (station) => {
      expect(await typed(await labelled(station), 'C4')).toBe('settled');
    },
  );
});

describe('nobody sees the first copy before both are in', () => {
  const everybody = ['reader1', 'editor1', 'editor2', 'editor3', 'administrator1'];
  const secret = 'Lighthouse-4711';

  test('whoever asks, wherever they ask, guessing every number there is', async () => {
    const paper = await addPaper();
    const sent = await typeAs('editor1', paper, { place: secret });
    expect(JSON.stringify(sent)).not.toContain(secret);
    const [copy] = await sql<{ id: string }[]>`select id from paper_entry where paper_id = ${paper}`;
    const guessed = must(copy, 'the copy').id;
    for (const person of everybody) {
      const answers = [];
      for (const path of [
        'papers',
        `papers?search=${secret}`,
        `papers/${paper}`,
        `papers/${paper}/copies`,
        `papers/${guessed}/copies`,
        `papers/${guessed}`,
        `papers/${paper}/copies/${guessed}`,
        `papers/${paper}/settlement`,
        `reports/${paper}`,
        `reports/${guessed}/entries`,
        `reports/${paper}/entries`,
        'typists',
        'entry-forms',
      ]) {
        answers.push(await call(`${person}: GET ${path}`));
      }
      expect(JSON.stringify(answers)).not.toContain(secret);
      expect((await copiesAs(person, paper)).status).toBe(403);
    }
    // Nor by sending what one guesses to be there.
    const same = await call(`editor2: POST papers/${paper}/copies`, { id: guessed, xml: sheetXml({}) });
    expect(same).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(JSON.stringify(await audited())).not.toContain(secret);
  });

  test('nor do the two who typed it before it is settled, whatever their role', async () => {
    const paper = await addPaper();
    await typeAs('administrator1', paper, { voters: '1' });
    await typeAs('editor2', paper, { voters: '2' });
    expect((await copiesAs('administrator1', paper)).status).toBe(403);
    expect((await copiesAs('editor2', paper)).status).toBe(403);
    expect((await copiesAs('reader1', paper)).status).toBe(403);
    expect((await copiesAs('editor3', paper)).status).toBe(200);
    expect((await copiesAs('administrator2', paper)).status).toBe(200);
  });
});

describe('two and three people are needed', () => {
  test('whoever typed the first copy cannot type the second, nor settle', async () => {
    const paper = await addPaper();
    await typeAs('editor1', paper, { voters: '1' });
    expect(await typeAs('editor1', paper, { voters: '1' })).toMatchObject({
      status: 409,
      body: { code: 'same-person' },
    });
    await typeAs('editor2', paper, { voters: '2' });
    for (const person of ['editor1', 'editor2']) {
      expect(await settleAs(person, paper, { voters: '1' })).toMatchObject({
        status: 409,
        body: { code: 'same-person' },
      });
    }
    expect(await typeAs('editor3', paper)).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
    expect((await settleAs('editor3', paper, { voters: '1' })).status).toBe(200);
    expect(await settleAs('editor4', paper, { voters: '2' })).toMatchObject({ status: 409 });
  });

  test('the database holds it as well', async () => {
    const paper = await addPaper();
    const [one, two, three] = ['editor1', 'editor2', 'editor3'].map(testPerson);
    const insert = (id: string, place: number, typist = one) => sql`
      insert into paper_entry (id, paper_id, place, typist_id, typist_name, raw, sha256, at)
      values (${id}, ${paper}, ${place}, ${typist?.id ?? ''}, 'x', ${Buffer.from('x')}, ${Buffer.alloc(32)}, now())`;
    const [first, second] = [randomUUID(), randomUUID()];
    await insert(first, 1);
    await expect(insert(randomUUID(), 2)).rejects.toThrow('paper_entry_typist');
    await expect(insert(randomUUID(), 1, two)).rejects.toThrow('paper_entry_place');
    await insert(second, 2, two);
    const settle = (settler: string | null, firstTypist = one, secondTypist = two) => sql`
      insert into paper_settlement (paper_id, first_entry, first_typist, second_entry, second_typist, settler_id,
        settler_name, choices, first_errors, second_errors, answers, sha256, report_id, code, at)
      values (${paper}, ${first}, ${firstTypist?.id ?? ''}, ${second}, ${secondTypist?.id ?? ''}, ${settler},
        ${settler === null ? null : 'x'}, '[]', 0, 0, 1, ${Buffer.alloc(32)}, ${randomUUID()}, 'c', now())`;
    await expect(settle(one?.id ?? '')).rejects.toThrow('check');
    await expect(settle(two?.id ?? '')).rejects.toThrow('check');
    // As if somebody else had typed it.
    await expect(settle(one?.id ?? '', three)).rejects.toThrow('foreign key');
    await settle(three?.id ?? '');
    await expect(sql`update paper_entry set raw = 'y' where id = ${first}`).rejects.toThrow('never written over');
    await expect(sql`update paper_entry set typist_id = ${three?.id ?? ''} where id = ${first}`).rejects.toThrow(
      'denied',
    );
    await expect(sql`delete from paper_entry where id = ${first}`).rejects.toThrow('denied');
    await expect(sql`delete from paper_settlement where paper_id = ${paper}`).rejects.toThrow('denied');
  });

  test('of three who type one sheet at once two are taken, and the third is told', async () => {
    const paper = await addPaper();
    const replies = await Promise.all(['editor1', 'editor2', 'editor3'].map((person) => typeAs(person, paper)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    expect(await reportOf(paper)).toHaveLength(1);
  });
});

describe('a copy', () => {
  test('sent twice is one', async () => {
    const paper = await addPaper();
    const body = { id: randomUUID(), xml: sheetXml({}) };
    const send = (person = 'editor1') => call(`${person}: POST papers/${paper}/copies`, body);
    expect(await send()).toEqual(await send());
    expect((await send('editor2')).status).toBe(409);
    const { body: settled } = await typeAs('editor2', paper);
    expect((await send()).body).toEqual(settled);
    expect(await reportOf(paper)).toHaveLength(1);
  });

  test('is taken back by whoever typed it as long as the second is not in, stays in the database, and is typed again', async () => {
    const paper = await addPaper();
    await typeAs('editor1', paper, { voters: '1' });
    expect((await call(`editor2: DELETE papers/${paper}/copies/mine`)).status).toBe(404);
    expect((await call(`editor1: DELETE papers/${paper}/copies/mine`)).status).toBe(204);
    expect(await look(paper)).toMatchObject({ state: 'first' });
    await typeAs('editor1', paper, { voters: '2' });
    const rows = await sql`select raw is not null as kept, withdrawn_at is null as stands from paper_entry
      where paper_id = ${paper} order by at, stands`;
    expect(rows).toHaveLength(2);
    expect((await typeAs('editor2', paper, { voters: '2' })).body.state).toBe('settled');
    expect((await call(`editor1: DELETE papers/${paper}/copies/mine`)).status).toBe(409);
  });

  test('that is no record of the form is refused by name', async () => {
    const paper = await addPaper();
    const xml = sheetXml({}).replace('"sheet"', '"other"');
    const reply = await call(`editor1: POST papers/${paper}/copies`, { id: randomUUID(), xml });
    expect(reply).toMatchObject({ status: 422, body: { code: 'entry-refused', parameters: { code: 'record-form' } } });
  });

  test('settled under another name than that of the sheet is refused', async () => {
    const paper = await addPaper();
    await typeAs('editor1', paper, { voters: '1' });
    await typeAs('editor2', paper, { voters: '2' });
    const reply = await call(`editor3: POST papers/${paper}/settlement`, {
      xml: sheetXml({ voters: '1' }),
      reason: null,
    });
    expect(reply).toMatchObject({ status: 422, body: { code: 'entry-refused' } });
    const corrects = sheetXml({ voters: '1' }, { id: instanceIdOf(paper) }).replace(
      '</meta>',
      '<deprecatedID>uuid:x</deprecatedID></meta>',
    );
    expect((await call(`editor3: POST papers/${paper}/settlement`, { xml: corrects, reason: null })).status).toBe(422);
  });
});

test('erasing its report erases what was typed, and how it was settled', async () => {
  const paper = await addPaper();
  await typeAs('editor1', paper, { voters: '1' });
  await typeAs('editor2', paper, { voters: '2' });
  const { body } = await settleAs('editor3', paper, { voters: '2' });
  const at = new Date();
  await sql.begin((tx) => erasePapers(tx, missionId, { reportId: must(body.reportId, 'report'), at }));
  const copies = await sql`select raw from paper_entry where paper_id = ${paper}`;
  expect(copies.map(({ raw }) => raw)).toEqual([null, null]);
  expect(await sql`select choices, reason from paper_settlement where paper_id = ${paper}`).toMatchObject([
    { choices: null, reason: null },
  ]);
  expect((await copiesAs('editor3', paper)).status).toBe(404);
});

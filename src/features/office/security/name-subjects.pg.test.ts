import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fillMission } from '../../../../test/support/filled-mission.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { openWholeServer } from '../../../../test/support/whole-server.ts';
import { must } from '../../../kernel/result.ts';
import { nameSubjects } from './store.ts';

const { sql } = await testDatabase();
const server = await openWholeServer(sql, sql);

test('devices, sheets of paper, exports and reports are named beside their ids; what is gone or garbled is not', async () => {
  const { params, device, word } = await fillMission(sql, server, { slug: 'coast', word: 'heron', count: 1 });
  const [paper] = await sql<{ label: string }[]>`select label from paper where id = ${params.paper ?? ''}`;
  const keys = {
    device: `coast/${device.pseudonym}`,
    paper: `coast/${params.paper}`,
    export: params.id ?? '',
    report: params.report ?? '',
  };
  const known = Object.entries(keys).map(([subjectKind, subjectKey]) => ({ subjectKind, subjectKey }));
  const others = ['coast/x', randomUUID(), ''].flatMap((subjectKey) =>
    [...Object.keys(keys), 'server'].map((subjectKind) => ({ subjectKind, subjectKey })),
  );
  const names = await nameSubjects(sql, [...known, ...others]);
  expect(Object.fromEntries(names)).toEqual({
    [`device ${keys.device}`]: { name: `Telephone ${word}`, mission: 'coast' },
    [`paper ${keys.paper}`]: { name: must(paper, 'paper').label, mission: 'coast' },
    [`export ${keys.export}`]: { name: expect.stringContaining('sheet'), mission: 'coast' },
    [`report ${keys.report}`]: { name: expect.stringMatching(/^COAST-\d+-/i), mission: 'coast' },
  });
  expect((await nameSubjects(sql, [])).size).toBe(0);
});

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { letKnow, peopleDesk } from '../../../../test/support/people-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import type { IdentityReply, IdentitySearchReply } from './people-replies.ts';

const { sql } = await testDatabase();
const { newMission, audited, noted } = peopleDesk(sql);
beforeAll(() => letKnow(sql, ['editor', 'administrator']));

type Mission = Awaited<ReturnType<typeof newMission>>;
const phone = (written: string, label: string | null = null) => ({ id: randomUUID(), written, label });
const identity = (more: Readonly<Record<string, unknown>> = {}) => {
  return { name: 'Əli Vəliyev', nameLatin: 'Ali Valiyev', email: null, phones: [], base: 0, reason: 'came', ...more };
};
const name = (mission: Mission, person: string, more: Readonly<Record<string, unknown>> = {}) =>
  mission.done<IdentityReply>(`PUT people/${person}/identity`, identity(more));

describe('who a person is', () => {
  test('stands apart from what they do: no list and no page of theirs tells it', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    await name(mission, id, { email: 'ali@coast.example', phones: [phone('+999 55 010 20 30')] });
    const told = await Promise.all([
      ...['GET people', `GET people/${id}`, 'GET people/export.csv', 'GET teams', 'GET people/settings'].map((line) =>
        mission.done(line, undefined, 'administrator'),
      ),
    ]);
    const acts = (await audited()).filter(({ subject }) => subject.includes(mission.slug));
    for (const secret of ['Vəliyev', 'Valiyev', 'coast.example', '010 20', '99955']) {
      expect(JSON.stringify([told, acts])).not.toContain(secret);
    }
    expect(acts.at(-1)).toMatchObject({
      action: 'person.identity-changed',
      details: { fields: 'name, nameLatin, email, phones' },
    });
  });

  test('is told to those with the right alone, and each reading is noted', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    await name(mission, id);
    const read = await mission.ask<IdentityReply>('administrator', `GET people/${id}/identity`);
    expect(read).toMatchObject({ status: 200, body: { name: 'Əli Vəliyev', revision: 1, phones: [] } });
    const events = (await noted()).filter(({ kind }) => kind === 'reading.identity');
    expect(events.map(({ subject }) => subject)).toContain(`person ${mission.slug}/${id}`);
  });

  test('AUTHZ without the right nothing tells apart what is there and what is not', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    await name(mission, id);
    const lines = [id, randomUUID()].map((person) => `GET people/${person}/identity`);
    const replies = await Promise.all(lines.map((line) => mission.ask<object>('reader', line)));
    const [there, nowhere] = replies.map(({ status, body }) => JSON.stringify([status, { ...body, request: '' }]));
    expect(there).toBe(nowhere);
    expect(replies[0]).toMatchObject({ status: 403, body: { code: 'right-missing' } });
    for (const line of ['GET people/identities.csv', 'GET people/identities.xlsx', 'POST people/identity-search']) {
      const body = line.startsWith('POST') ? { text: 'Vəliyev' } : undefined;
      expect((await mission.ask('reader', line, body)).status).toBe(403);
    }
    expect((await noted()).filter(({ kind }) => kind === 'access.forbidden').length).toBeGreaterThan(0);
  });

  test('is changed with a reason from what was seen; what stood before is kept in one place', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    const [first, second] = [phone('+999550102030', 'own'), phone('+999550102031')];
    await name(mission, id, { phones: [first, second] });
    const late = await mission.ask('editor', `PUT people/${id}/identity`, identity({ name: 'Other' }));
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-meanwhile', parameters: { by: 'Test editor' } } });
    const { reason: _, ...without } = identity({ base: 1 });
    expect((await mission.ask('editor', `PUT people/${id}/identity`, without)).status).toBe(422);
    const after = await name(mission, id, { name: null, phones: [second], base: 1, reason: 'number changed' });
    expect(after).toMatchObject({ name: null, revision: 2, phones: [{ written: '+999550102031' }] });
    const [version] = await sql<{ before: unknown }[]>`
      select before from identity_version where mission_id = ${mission.id} and revision = 2`;
    expect(version?.before).toMatchObject({ name: 'Əli Vəliyev', phones: [{ id: first.id }, { id: second.id }] });
  });

  test('is refused with telephones that are none, all of them told', async () => {
    const mission = await newMission();
    await mission.done('PUT people/settings', { accreditationRule: null, countryCode: '999', base: 0 });
    const { id } = await mission.add('OBS-1');
    const phones = [phone('055 010 20 30'), phone('CALL ME'), phone('+999 55 0102030')];
    const { status, body } = await mission.ask<{ issues: object[] }>(
      'editor',
      `PUT people/${id}/identity`,
      identity({ phones }),
    );
    expect([status, body.issues]).toMatchObject([
      422,
      [
        { code: 'phone-signs', column: 'phones.1.written' },
        { code: 'repeated', column: 'phones.2.written' },
      ],
    ]);
  });
});

describe('telephones', () => {
  test('may be of several people, and the one that was used last stands first', async () => {
    const mission = await newMission();
    const [one, other] = [await mission.add('OBS-1'), await mission.add('OBS-2')];
    const shared = '+999550102030';
    await name(mission, one.id, { phones: [phone('+999550102031'), phone(shared)] });
    const { phones } = await name(mission, other.id, { phones: [phone(shared)] });
    expect(phones).toMatchObject([{ e164: shared, sharedWith: ['OBS-1'], lastUsedAt: null }]);
    const listed = () => mission.done<IdentityReply>(`GET people/${one.id}/identity`);
    const before = (await listed()).phones;
    expect(before.map(({ written }) => written)).toEqual(['+999550102031', shared]);
    await mission.done(`POST people/${one.id}/phones/${before[1]?.id}/use`);
    expect((await listed()).phones.map(({ written }) => written)).toEqual([shared, '+999550102031']);
    expect((await mission.ask('editor', `POST people/${other.id}/phones/${before[1]?.id}/use`)).status).toBe(404);
  });
});

describe('the search for a person', () => {
  test('finds by a part of the name in any script, and by the number however it is written', async () => {
    const [mission, other] = [await newMission(), await newMission()];
    const { id } = await mission.add('OBS-1');
    await name(mission, id, { phones: [phone('+999 55 010 20 30')] });
    await name(other, (await other.add('OBS-1')).id);
    const find = async (text: string) =>
      (await mission.done<IdentitySearchReply>('POST people/identity-search', { text })).found.map(
        ({ id: found }) => found,
      );
    for (const text of ['vəliyev', 'VELİYEV', 'ali val', '055 010-20-30', '+999 55 010', '0102030']) {
      expect([text, await find(text)]).toEqual([text, [id]]);
    }
    for (const text of ['nobody', '%%%', '0102099', '___']) expect([text, await find(text)]).toEqual([text, []]);
    expect((await mission.ask('editor', 'POST people/identity-search', { text: 'al' })).status).toBe(422);
  });

  test('is noted as a reading, without what was searched for', async () => {
    const mission = await newMission();
    await mission.done('POST people/identity-search', { text: 'Kestrelova' });
    const events = await noted();
    expect(events.filter(({ kind }) => kind === 'reading.identity-search').map(({ subject }) => subject)).toContain(
      `mission-here ${mission.slug}`,
    );
    expect(JSON.stringify([events, await audited()])).not.toContain('Kestrelova');
  });
});

test('a file with names is for those with the right, and is noted', async () => {
  const mission = await newMission();
  const { id } = await mission.add('OBS-1');
  await mission.add('OBS-2');
  await name(mission, id, { phones: [phone('+999 55 010 20 30')] });
  expect(await mission.done('GET people/identities.csv')).toBe(
    'code,kind,term,role,organisation,languages,areas,trained_on,pledged_on,note,team,name,name_latin,email,phone\n' +
      "OBS-1,observer,,,,,,,,,,Əli Vəliyev,Ali Valiyev,,'+999550102030\n" +
      'OBS-2,observer,,,,,,,,,,,,,\n',
  );
  expect((await noted()).filter(({ kind }) => kind === 'reading.identities').map(({ subject }) => subject)).toContain(
    `mission-here ${mission.slug}`,
  );
});

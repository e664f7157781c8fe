import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { peopleDesk, personOf } from '../../../../test/support/people-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';
import type { ListedPerson, PeoplePage, PeopleSettings } from './people-replies.ts';

const { sql } = await testDatabase();
const { newMission, audited } = peopleDesk(sql);

/** An election of the register with a small tree of places. */
async function electionWith(slug: string, places: readonly (readonly [key: string, parent: string | null])[]) {
  const id = randomUUID();
  await sql`insert into election (id, slug, visibility, created_at) values (${id}, ${slug}, 'private', now())`;
  for (const [position, [key, parent]] of places.entries()) {
    const named = key === 'south' ? {} : { name_en: `Name of ${key}`, name_ru: '' };
    const cells = { key, level: 'constituency', ...named, ...(parent === null ? {} : { parent }) };
    await sql`
      insert into record (election_id, kind, key, version, withdrawn, cells, position, search)
      values (${id}, 'place', ${key}, 1, false, ${sql.json(cells)}, ${position}, ${key})`;
  }
  return slug;
}
beforeAll(async () => {
  await electionWith('coast-2031', [
    ['land', null],
    ['north', 'land'],
    ['north-1', 'north'],
    ['south', 'land'],
  ]);
});

const codesOf = ({ people }: PeoplePage) => people.map(({ code }) => code);

describe('a person', () => {
  test('is added once, whoever sends it twice, and is there for readers', async () => {
    const mission = await newMission('coast-2031');
    const given = personOf('OBS-1', { languages: ['en', 'az-Cyrl'], areas: ['north'], trainedOn: '2031-05-01' });
    const added = await mission.ask<ListedPerson>('editor', 'POST people', given);
    expect(added.status).toBe(201);
    const unused = { accreditation: 'none', teams: [], teamToday: null, devices: [], leftAt: null, revision: 1 };
    expect(added.body).toEqual({ ...given, ...unused });
    expect((await mission.ask('editor', 'POST people', given)).body).toEqual(added.body);
    expect((await mission.ask('editor', 'POST people', { ...given, role: 'x' })).status).toBe(409);
    expect((await mission.ask('editor', 'POST people', personOf('obs-1'))).status).toBe(409);
    expect((await mission.ask('reader', 'POST people', personOf('OBS-2'))).status).toBe(403);
    expect((await mission.show(given.id)).person).toMatchObject({ code: 'OBS-1', leftReason: null });
    const acts = (await audited()).filter(({ subject }) => subject === `person ${mission.slug}/OBS-1`);
    expect(acts.map(({ action, details }) => [action, details.isRepeated])).toEqual([
      ['person.added', false],
      ['person.added', true],
    ]);
  });

  test('is refused with a code, a language or a day that is none', async () => {
    const mission = await newMission();
    for (const wrong of [{ code: 'a b' }, { languages: ['English'] }, { trainedOn: '1.5.2031' }, { role: '-' }]) {
      const { status, body } = await mission.ask<{ code: string }>('editor', 'POST people', personOf('OK', wrong));
      expect([status, body.code]).toEqual([422, 'invalid-input']);
    }
  });

  test('answers for places of the election alone', async () => {
    const [with_, without] = [await newMission('coast-2031'), await newMission()];
    const told = (await with_.ask<{ issues: unknown[] }>('editor', 'POST people', personOf('A', { areas: ['east'] })))
      .body;
    expect(told.issues).toMatchObject([{ code: 'people-area', parameters: { found: 'east' }, column: 'areas' }]);
    const none = (
      await without.ask<{ issues: unknown[] }>('editor', 'POST people', personOf('A', { areas: ['north'] }))
    ).body;
    expect(none.issues).toMatchObject([{ code: 'people-no-places' }]);
  });

  test('is changed from what was seen; what stood before stays, and who was first is told', async () => {
    const mission = await newMission();
    const { id, ...given } = personOf('OBS-1', { role: 'first' });
    const { revision } = await mission.done<ListedPerson>('POST people', { id, ...given });
    const body = { ...given, role: 'second', base: revision, reason: 'promoted' };
    const changed = await mission.ask<ListedPerson>('editor', `PUT people/${id}`, body);
    expect(changed.body).toMatchObject({ role: 'second', revision: 2 });
    const late = await mission.ask('administrator', `PUT people/${id}`, { ...body, role: 'third' });
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-meanwhile', parameters: { by: 'Test editor' } } });
    const { versions } = await mission.show(id);
    expect(versions).toMatchObject([
      {
        revision: 2,
        by: 'Test editor',
        reason: 'promoted',
        changes: [{ field: 'role', before: 'first', after: 'second' }],
      },
    ]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'person.changed',
      details: { changes: [{ field: 'role', before: 'first', after: 'second' }] },
    });
  });

  test('has a note whose words stand in no act', async () => {
    const mission = await newMission();
    const { id, ...work } = personOf('OBS-1');
    const { revision } = await mission.done<ListedPerson>('POST people', { id, ...work });
    await mission.done(`PUT people/${id}`, { ...work, note: 'asks for Kestrelov', base: revision, reason: null });
    expect((await audited()).at(-1)?.details).toEqual({ changes: [{ field: 'note', before: null, after: null }] });
    expect((await mission.show(id)).versions[0]?.changes).toEqual([
      { field: 'note', before: null, after: 'asks for Kestrelov' },
    ]);
  });

  test('leaves with a reason, is not listed then, and comes back', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    const move = (act: string, base: number) =>
      mission.ask('editor', `POST people/${id}/${act}`, { base, reason: 'ill' });
    expect((await move('return', 1)).status).toBe(409);
    expect((await move('departure', 1)).status).toBe(204);
    expect((await move('departure', 2)).status).toBe(409);
    const list = (left: string) => mission.done<PeoplePage>(`GET people?left=${left}`);
    expect([codesOf(await list('no')), codesOf(await list('yes')), codesOf(await list('all'))]).toEqual([
      [],
      ['OBS-1'],
      ['OBS-1'],
    ]);
    expect((await mission.show(id)).person).toMatchObject({
      leftReason: 'ill',
      leftAt: expect.stringContaining('2024-'),
    });
    expect((await move('return', 2)).status).toBe(204);
    expect((await mission.show(id)).versions.map(({ changes }) => changes.map(({ field }) => field).sort())).toEqual([
      ['leftAt', 'leftReason'],
      ['leftAt', 'leftReason'],
    ]);
  });

  test('of another mission is not there, and a mission that was put away takes no changes', async () => {
    const [one, other] = [await newMission(), await newMission()];
    const { id, revision } = await one.add('OBS-1');
    expect((await other.ask('reader', `GET people/${id}`)).status).toBe(404);
    expect((await other.ask('editor', `POST people/${id}/departure`, { base: 1, reason: 'x' })).status).toBe(404);
    await one.done('PUT archival', { isArchived: true, base: 1, reason: 'over' }, 'administrator');
    const { status, body } = await one.ask<{ code: string }>('editor', `POST people/${id}/departure`, {
      base: revision,
      reason: 'x',
    });
    expect([status, body.code]).toEqual([409, 'mission-archived']);
    expect((await one.ask('reader', 'GET people')).status).toBe(200);
  });

  test('is added once where the same code comes over many connections at once', async () => {
    const mission = await newMission();
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, at) => mission.ask('editor', 'POST people', personOf(at % 2 === 0 ? 'A' : 'a'))),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });
});

describe('the list of people', () => {
  test('is narrowed down by what they are and where they answer for, places within others included', async () => {
    const mission = await newMission('coast-2031');
    await mission.add('A', { kind: 'driver', areas: ['north-1'], trainedOn: '2031-01-01', organisation: 'Ə Club' });
    await mission.add('B', { areas: ['north'], pledgedOn: '2031-01-01', role: 'Coordinator 50%' });
    await mission.add('C', { areas: ['south'] });
    await mission.add('D', { areas: ['land'] });
    const list = async (query: string) => codesOf(await mission.done<PeoplePage>(`GET people?${query}`));
    expect(await list('kind=driver')).toEqual(['A']);
    expect(await list('area=north')).toEqual(['A', 'B']);
    expect(await list('area=land')).toEqual(['A', 'B', 'C', 'D']);
    expect(await list('area=nowhere')).toEqual([]);
    expect(await list('trained=yes')).toEqual(['A']);
    expect(await list('pledged=no&area=land')).toEqual(['A', 'C', 'D']);
    expect(await list('search=e+club')).toEqual(['A']);
    expect(await list('search=50%25')).toEqual(['B']);
    expect(await list('search=_')).toEqual([]);
    expect((await mission.ask('reader', 'GET people?colour=red')).status).toBe(422);
  });

  test('comes page by page in the order of codes, nobody twice and nobody left out', async () => {
    const mission = await newMission();
    const codes = Array.from({ length: 25 }, (_, at) => `P${String(at).padStart(2, '0')}`);
    for (const code of [...codes].reverse()) await mission.add(code);
    const found: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const asked: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const page: PeoplePage = await mission.done<PeoplePage>(`GET people?limit=10${asked}`);
      expect(page.total).toBe(25);
      found.push(...codesOf(page));
      after = page.next;
    }
    expect(found).toEqual(codes);
  });

  test('comes with the names of places, and tells how many stand where, whatever it is narrowed to', async () => {
    const mission = await newMission('coast-2031');
    const trained = { areas: ['north', 'south'], trainedOn: '2031-05-01' };
    const [first] = [await mission.add('A', trained), await mission.add('B'), await mission.add('C')];
    const gone = await mission.add('D');
    await mission.done(`POST people/${gone.id}/departure`, { base: 1, reason: 'went home' });
    const step = { id: randomUUID(), kind: 'applied', on: '2024-01-01', badge: null, validTo: null, reason: null };
    await mission.done(`POST people/${first.id}/accreditation`, step);
    const page = await mission.done<PeoplePage>('GET people?search=A', undefined, 'reader');
    expect(page.places).toEqual({ north: { en: 'Name of north' } });
    expect((await mission.show(first.id)).places).toEqual(page.places);
    expect(page.total).toBe(1);
    expect(page.counts).toEqual({
      here: 3,
      accreditation: { none: 2, applied: 1, granted: 0, refused: 0, withdrawn: 0, expired: 0 },
      untrained: 2,
      unpledged: 3,
      left: 1,
    });
  });

  test('is a file as well', async () => {
    const mission = await newMission();
    await mission.add('A', { languages: ['en', 'ru'], note: 'two\nlines' });
    await mission.add('B', { kind: 'staff' });
    expect(await mission.done('GET people/export.csv?kind=observer')).toBe(
      'code,kind,term,role,organisation,languages,areas,trained_on,pledged_on,note,team\n' +
        'A,observer,,,,en|ru,,,,"two\nlines",\n',
    );
    const workbook = await mission.fetch('reader', 'people/export.xlsx?kind=observer');
    expect(workbook.headers.get('content-disposition')).toContain(`${mission.slug}-people.xlsx`);
    const read = readWorkbook(new Uint8Array(await workbook.arrayBuffer()), 'people.xlsx');
    const cells = read.ok ? read.value.sheets.map(({ name, rows }) => [name, rows[1]]) : read.error;
    expect(cells).toEqual([['people', ['A', 'observer', '', '', '', 'en|ru', '', '', '', 'two\nlines']]]);
  });
});

describe('what a mission decides about its people', () => {
  test('is changed from what was seen, and tells no deadline without a rule', async () => {
    const mission = await newMission('coast-2031');
    const none = { accreditationRule: null, countryCode: null, revision: 0, deadline: null, rules: [] };
    expect(await mission.done('GET people/settings')).toEqual({ ...none, mayReadIdentities: false });
    const decided = { accreditationRule: null, countryCode: '999', base: 0 };
    expect(await mission.done<PeopleSettings>('PUT people/settings', decided)).toMatchObject({
      countryCode: '999',
      revision: 1,
    });
    expect((await mission.ask('editor', 'PUT people/settings', decided)).status).toBe(409);
    const unknown = { ...decided, accreditationRule: 'nothing', base: 1 };
    expect((await mission.ask('editor', 'PUT people/settings', unknown)).status).toBe(404);
    expect(
      (await mission.ask('editor', 'PUT people/settings', { ...decided, countryCode: '+9', base: 1 })).status,
    ).toBe(422);
  });
});

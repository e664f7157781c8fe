import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../../../platform/files/tables/csv.ts';
import type { ListedPerson } from '../people-replies.ts';
import { codeKey, PERSON_KINDS, type PersonWork, TERMS } from '../person.ts';
import { writePeople } from './export-people.ts';
import { isKnownColumn } from './file-columns.ts';
import {
  type KnownIdentity,
  type KnownPeople,
  type KnownPerson,
  NO_IDENTITY,
  type PeopleTable,
} from './known-people.ts';
import { planPeople } from './plan-people.ts';

const WORK: PersonWork = {
  ...{ code: 'OBS-1', kind: 'observer', term: 'long', role: 'coordinator', organisation: 'Coast', note: null },
  ...{ languages: ['en'], areas: ['C1'], trainedOn: null, pledgedOn: null },
};
const person = (
  work: Partial<PersonWork> = {},
  identity: Partial<KnownIdentity> = {},
  teams: string[] = [],
): KnownPerson => {
  const whole = { ...WORK, ...work };
  return { id: `id of ${whole.code}`, work: whole, identity: { ...NO_IDENTITY, ...identity }, teams };
};
const known = (persons: readonly KnownPerson[], more: Partial<KnownPeople> = {}): KnownPeople => ({
  persons: new Map(persons.map((each) => [codeKey(each.work.code), each])),
  teams: new Map(persons.flatMap(({ teams }) => teams.map((code): [string, string] => [codeKey(code), code]))),
  places: new Set(['C1', 'C2']),
  countryCode: '999',
  ...more,
});
const table = (columns: readonly string[], ...rows: readonly (readonly string[])[]): PeopleTable => {
  return { columns, rows: rows.map((cells, index) => ({ row: index + 2, cells })) };
};
const told = ({ issues }: ReturnType<typeof planPeople>) => issues.map(({ row, column, code }) => [row, column, code]);

describe('a file of people', () => {
  test('changes what its columns say, and tells each field with before and after', () => {
    const plan = planPeople(table(['code', 'role', 'term', 'note'], ['obs-1', 'driver', '-', '']), known([person()]));
    expect(plan.planned[0]?.changes).toEqual([
      { field: 'code', before: 'OBS-1', after: 'obs-1' },
      { field: 'term', before: 'long', after: null },
      { field: 'role', before: 'coordinator', after: 'driver' },
    ]);
    expect(told(plan)).toEqual([]);
  });

  test('adds whoever is not there, and nobody goes who is not in it', () => {
    const plan = planPeople(
      table(['code', 'kind'], ['NEW', 'driver'], ['OBS-1', 'observer']),
      known([person(), person({ code: 'Z' })]),
    );
    expect([plan.planned.map(({ before, after }) => [before, after.work.code]), plan.same]).toEqual([
      [[null, 'NEW']],
      1,
    ]);
  });

  test('is told everything that is wrong with it at once, by row and column', () => {
    const columns = ['code', 'kind', 'languages', 'areas', 'trained_on', 'email', 'phone', 'phone_2', 'team', 'shoes'];
    const plan = planPeople(
      table(
        columns,
        ['A', 'clown', 'English', 'C9', '1.5.2031', 'anna', '12', 'CALL', 'T 1', 'x'],
        ['B', '', '', '', '', '', '-', '', 'T1|T2', ''],
        ['a', 'driver', '', '', '', '', '', '', '', ''],
        ['', 'driver', '', '', '', '', '', '', '', ''],
        ['-', '-', '', '', '', '', '', '', '', ''],
      ),
      known([]),
    );
    expect(told(plan)).toEqual([
      [1, 'shoes', 'unknown-column'],
      [2, 'kind', 'choice'],
      [2, 'languages', 'people-language'],
      [2, 'trained_on', 'date'],
      [2, 'areas', 'people-area'],
      [2, 'email', 'people-email'],
      [2, 'phone', 'phone-length'],
      [2, 'phone_2', 'phone-signs'],
      [2, 'team', 'people-code'],
      [3, 'kind', 'people-kind-missing'],
      [3, 'phone', 'people-phone-dash'],
      [3, 'team', 'people-team-several'],
      [4, 'code', 'people-code-twice'],
      [5, 'code', 'people-code-missing'],
      [6, 'code', 'people-dash'],
      [6, 'kind', 'people-dash'],
    ]);
    expect(plan.planned).toEqual([]);
  });

  test('without codes, or with a column twice, says nothing of its rows', () => {
    expect(told(planPeople(table(['kind', 'kind'], ['x', 'y']), known([])))).toEqual([
      [1, 'code', 'people-column-missing'],
      [1, 'kind', 'csv-column-twice'],
    ]);
  });

  test('adds telephones that are new, and erases none', () => {
    const phones = [{ written: '+999 55 010 20 30', e164: '+999550102030' }];
    const plan = planPeople(
      table(['code', 'phone', 'phone_2'], ['OBS-1', '055 010-20-30', '055 010 20 31']),
      known([person({}, { phones })]),
    );
    expect(plan.planned[0]?.changes).toEqual([{ field: 'phone', before: null, after: '+999550102031' }]);
    expect(plan.planned[0]?.after.identity.phones).toHaveLength(2);
  });

  test('moves somebody to a team, makes one that is not there, and takes them out of all', () => {
    const people = known([person({}, {}, ['T1']), person({ code: 'B' }, {}, ['T1', 'T2'])]);
    const moved = planPeople(table(['code', 'team'], ['OBS-1', 't2'], ['B', 'T2 | t1'], ['B2', 'x']), people);
    expect(moved.planned[0]?.after.teams).toEqual(['T2']);
    expect(moved.same).toBe(1);
    const made = planPeople(table(['code', 'team'], ['OBS-1', 'T9'], ['B', '-']), people);
    expect([made.newTeams, made.planned.map(({ after }) => after.teams)]).toEqual([['T9'], [['T9'], []]]);
    const spelt = planPeople(table(['code', 'team'], ['OBS-1', 'T9'], ['B', 't9']), people);
    expect(told(spelt)).toEqual([[3, 'team', 'people-team-spelling']]);
  });
});

const line = fc
  .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'aЖə|"=+-@,;\' 1é') })
  .map((text) => text.trim().normalize('NFC'))
  .filter((text) => text !== '' && text !== '-');
const words = fc.option(line, { nil: null });
const day = fc.constantFrom(null, '2031-05-01', '2030-12-31');
const anyone = fc.record({
  work: fc.record({
    code: fc.stringMatching(/^[A-Z][a-z0-9]{0,5}$/),
    kind: fc.constantFrom(...PERSON_KINDS),
    term: fc.constantFrom(null, ...TERMS),
    role: words,
    organisation: words,
    languages: fc.uniqueArray(fc.constantFrom('en', 'ru', 'az-Cyrl')),
    areas: fc.uniqueArray(fc.constantFrom('C1', 'C2')),
    note: words,
    trainedOn: day,
    pledgedOn: day,
  }),
  identity: fc.record({
    name: words,
    nameLatin: words,
    email: fc.constantFrom(null, 'a@b.example'),
    phones: fc
      .uniqueArray(fc.constantFrom('+999550102030', '+999550102031', '+15550102030'))
      .map((numbers) => numbers.map((e164) => ({ written: e164, e164 }))),
  }),
  teams: fc.uniqueArray(fc.constantFrom('T1', 'T2', 'T3')).map((codes) => codes.sort()),
});
const everybody = fc
  .uniqueArray(anyone, { maxLength: 6, selector: ({ work }) => codeKey(work.code) })
  .map((all) => all.map(({ work, identity, teams }) => person(work as PersonWork, identity, teams)));

function listed({ id, work, teams }: KnownPerson): ListedPerson {
  const unused = { teamToday: null, devices: [], accreditation: 'none', leftAt: null, revision: 1 } as const;
  return { id, ...work, teams, ...unused };
}

/** The table of a file with these people, written and read again. */
async function exported(people: readonly KnownPerson[], withNames: boolean): Promise<PeopleTable> {
  const identities = new Map(people.map(({ id, identity }) => [id, identity]));
  const { columns, rows } = writePeople(people.map(listed), withNames ? identities : null);
  const { table: read, faults } = await readCsv(Buffer.from(writeCsv(columns, rows)));
  expect(faults).toEqual([]);
  return read;
}

describe('whatever stands in it', () => {
  test('a file that was written of people changes nothing when it is read', async () => {
    await fc.assert(
      fc.asyncProperty(everybody, fc.boolean(), async (people, withNames) => {
        const plan = planPeople(await exported(people, withNames), known(people));
        expect([plan.issues, plan.planned, plan.same]).toEqual([[], [], people.length]);
      }),
    );
  });

  test('what a file makes of people is what the same file leaves as it is', async () => {
    await fc.assert(
      fc.asyncProperty(everybody, everybody, async (before, wanted) => {
        const file = await exported(
          wanted.map((each) => ({ ...each, teams: each.teams.slice(0, 1) })),
          true,
        );
        const first = planPeople(
          file,
          known(before, {
            teams: new Map([
              ['t1', 'T1'],
              ['t2', 'T2'],
              ['t3', 'T3'],
            ]),
          }),
        );
        expect(first.issues).toEqual([]);
        const made = new Map(before.map((each) => [codeKey(each.work.code), each]));
        for (const { after } of first.planned) {
          const key = codeKey(after.work.code);
          made.set(key, { id: made.get(key)?.id ?? key, ...after });
        }
        const again = planPeople(file, known([...made.values()]));
        expect([again.issues, again.planned]).toEqual([[], []]);
      }),
    );
  });

  test('cells that are empty erase nothing', async () => {
    await fc.assert(
      fc.asyncProperty(everybody, async (people) => {
        const { columns } = await exported(people, true);
        const rows = people.map(({ work }) => columns.map((column) => (column === 'code' ? work.code : '')));
        expect(planPeople(table(columns, ...rows), known(people)).planned).toEqual([]);
      }),
    );
  });
});

test('every column that is written is one that is read', () => {
  const phones = Array.from({ length: 3 }, (_, at) => ({ written: `+99955010203${at}`, e164: `+99955010203${at}` }));
  const one = person({}, { phones });
  const { columns } = writePeople([listed(one)], new Map([[one.id, one.identity]]));
  expect(columns.filter((column) => !isKnownColumn(column))).toEqual([]);
  expect(columns.slice(-3)).toEqual(['phone', 'phone_2', 'phone_3']);
});

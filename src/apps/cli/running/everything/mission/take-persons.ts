import { writePeople } from '../../../../../features/mission/people/importing/export-people.ts';
import { listHolders } from '../../../../../features/mission/people/store/keep-holders.ts';
import { listIdentities } from '../../../../../features/mission/people/store/keep-identities.ts';
import { listSteps } from '../../../../../features/mission/people/store/keep-steps.ts';
import { listTeams } from '../../../../../features/mission/people/store/keep-teams.ts';
import { listPeople } from '../../../../../features/mission/people/store/list-people.ts';
import type { Taking } from '../taking.ts';

interface MissionPlace {
  readonly id: string;
  readonly folder: string;
}

/** No accreditation is told by its state here, so that no day decides what stands in the archive. */
const ALL = { filters: { left: 'all' }, after: null, limit: null } as const;

/** Takes out who works in a mission, by their codes: people as a file that can be read again, teams, accreditations, devices. */
export async function takePersons(taking: Taking, { id, folder }: MissionPlace): Promise<void> {
  const { sql, archive, names } = taking;
  const { people } = await listPeople(sql, { missionId: id, electionId: null, today: '0001-01-01' }, ALL);
  const kept = people.map((person) => ({
    ...person,
    role: person.role && names.text(person.role),
    note: person.note && names.text(person.note),
  }));
  await takeTable(taking, `${folder}/people.csv`, writePeople(kept, null));
  if (names.areShown) {
    await takeTable(taking, `${folder}/people-with-names.csv`, writePeople(kept, await listIdentities(sql, id)));
  }
  const steps = await archive.table(`${folder}/accreditations.csv`, [
    ...['person', 'step', 'on', 'badge', 'valid_to', 'reason', 'entered_at', 'struck_at', 'struck_because'],
  ]);
  for (const { id: personId, code } of people) {
    const rows = (await listSteps(sql, id, personId)).map(({ kind, on, badge, validTo, reason, at, struck }) => [
      ...[code, kind, on, badge ?? '', validTo ?? '', names.text(reason), at],
      ...[struck?.at ?? '', names.text(struck?.reason ?? null)],
    ]);
    await steps.add(rows);
  }
  await steps.end();
  await takeTeams(taking, { id, folder });
}

async function takeTeams(taking: Taking, { id, folder }: MissionPlace): Promise<void> {
  const teams = await listTeams(taking.sql, id);
  const members = teams.flatMap(({ code, name, kind, members: all }) =>
    all.map((one) => [code, name ?? '', kind, one.code, one.part, one.fromDay ?? '', one.toDay ?? '']),
  );
  const empty = teams.filter(({ members: all }) => all.length === 0);
  const rows = [...members, ...empty.map(({ code, name, kind }) => [code, name ?? '', kind, '', '', '', ''])];
  const columns = ['team', 'name', 'kind', 'person', 'part', 'from_day', 'to_day'];
  await takeTable(taking, `${folder}/teams.csv`, { columns, rows });
  const holders = (await listHolders(taking.sql, id)).filter((holder) => holder.id !== null);
  await takeTable(taking, `${folder}/device-holders.csv`, {
    columns: ['device', 'team', 'person', 'since'],
    rows: holders.map(({ pseudonym, team, person, since }) => {
      return [pseudonym, team?.code ?? '', person?.code ?? '', since ?? ''];
    }),
  });
}

async function takeTable(
  { archive }: Taking,
  path: string,
  { columns, rows }: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] },
): Promise<void> {
  const table = await archive.table(path, columns);
  await table.add(rows);
  await table.end();
}

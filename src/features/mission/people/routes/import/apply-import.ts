import { randomBytes } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { uuidV7 } from '../../../../../kernel/ids.ts';
import { must } from '../../../../../kernel/result.ts';
import type { PlannedPerson } from '../../importing/plan-people.ts';
import { codeKey, workChanges } from '../../person.ts';
import { isSamePhone } from '../../phone-number.ts';
import type { Change } from '../../store/hold-people.ts';
import { type HeldIdentity, type IdentityChange, saveIdentities } from '../../store/keep-identities.ts';
import { insertPersons, touchPersons, updatePersons } from '../../store/keep-persons.ts';
import { type HeldTeam, insertTeams, listTeams, type TeamChange, updateTeams } from '../../store/keep-teams.ts';
import { type Membership, partOf } from '../../team.ts';
import type { OpenedImport } from './open-import.ts';

/** Somebody whom a row creates or changes, with the id that they have from now on. */
interface Imported extends PlannedPerson {
  readonly id: string;
}

/** Does what a file would do; the reason is kept with everything that it changes. */
export async function applyImport(
  sql: TransactionSql,
  opened: OpenedImport,
  given: { readonly change: Change; readonly reason: string },
): Promise<void> {
  const { change } = given;
  const newId = () => uuidV7(change.at.getTime(), randomBytes(10));
  const imported = opened.plan.planned.map((row): Imported => ({ ...row, id: row.before?.id ?? newId() }));
  const teams = opened.plan.newTeams.map((code) => ({ id: newId(), code, name: null, kind: 'other' as const }));
  if (teams.length > 0) await insertTeams(sql, teams, change);
  await savePersons(sql, opened, { imported, ...given });
  const named = imported.flatMap((row) => identityOf(row, opened.identities.get(row.id), newId) ?? []);
  await saveIdentities(sql, named, given);
  const moved = imported.filter(({ changes }) => changes.some(({ field }) => field === 'team'));
  if (moved.length === 0) return;
  await updateTeams(sql, teamChanges(await listTeams(sql, change.missionId), moved), given);
}

async function savePersons(
  sql: TransactionSql,
  { persons }: OpenedImport,
  { imported, change, reason }: { imported: readonly Imported[]; change: Change; reason: string },
): Promise<void> {
  const held = new Map(persons.map((person) => [person.id, person]));
  const created = imported.filter(({ before }) => before === null);
  const worked = imported.filter(
    ({ before, after }) => before !== null && workChanges(before.work, after.work).length > 0,
  );
  const kept = ({ id, after }: Imported) => ({ id, work: after.work });
  await insertPersons(sql, created.map(kept), change);
  const changes = worked.map((row) => {
    return { ...kept(row), before: must(held.get(row.id), `Import people: ${row.after.work.code} is not there`) };
  });
  await updatePersons(sql, changes, { change, reason });
  await touchPersons(
    sql,
    imported.map(({ id }) => id),
    change,
  );
}

/** What a row makes of an identity; null: nothing. */
function identityOf(
  { id, after: { identity }, changes }: Imported,
  held: HeldIdentity | undefined,
  newId: () => string,
): IdentityChange | null {
  if (!changes.some(({ field }) => ['name', 'name_latin', 'email', 'phone'].includes(field))) return null;
  const nothing = { personId: id, name: null, nameLatin: null, email: null, revision: 0, phones: [] };
  const before: HeldIdentity = held ?? nothing;
  const { phones: given, ...names } = identity;
  const added = given.filter((phone) => !before.phones.some((other) => isSamePhone(phone, other)));
  const phones = [...before.phones, ...added.map((phone) => ({ ...phone, id: newId(), label: null }))];
  return { before, names: { name: names.name, nameLatin: names.nameLatin, email: names.email }, phones };
}

/** Everybody who moves leaves the teams that the file does not name, and is in the one that it names on all days. */
function teamChanges(teams: readonly HeldTeam[], moved: readonly Imported[]): TeamChange[] {
  const wanted = new Map(moved.map(({ id, after }) => [id, new Set(after.teams.map(codeKey))]));
  const joining = new Map<string, Membership[]>();
  for (const { id, before, after } of moved) {
    const stood = new Set((before?.teams ?? []).map(codeKey));
    for (const key of after.teams.map(codeKey).filter((team) => !stood.has(team))) {
      const member = { person: id, part: partOf(after.work.kind), fromDay: null, toDay: null };
      joining.set(key, [...(joining.get(key) ?? []), member]);
    }
  }
  return teams.flatMap((before) => {
    const key = codeKey(before.code);
    const stays = ({ person }: Membership) => wanted.get(person)?.has(key) ?? true;
    const joins = joining.get(key) ?? [];
    const members = [...before.members.filter(stays), ...joins];
    const isSame = joins.length === 0 && members.length === before.members.length;
    return isSame ? [] : [{ before, words: before, members }];
  });
}

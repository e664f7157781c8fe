import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { TableFile } from '../../../../../platform/files/tables/table-file.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { requireRight } from '../../../../office/accounts/access.ts';
import { plainCell } from '../../importing/file-columns.ts';
import { type KnownPeople, type KnownPerson, NO_IDENTITY } from '../../importing/known-people.ts';
import { identityColumnsOf, type PeoplePlan, planPeople } from '../../importing/plan-people.ts';
import type { ImportIssue } from '../../people-replies.ts';
import { codeKey } from '../../person.ts';
import { type HeldIdentity, listIdentities } from '../../store/keep-identities.ts';
import { type HeldPerson, listHeld } from '../../store/keep-persons.ts';
import { findSettings } from '../../store/keep-settings.ts';
import { type HeldTeam, listTeams } from '../../store/keep-teams.ts';
import { findUnknownPlaces } from '../../store/list-people.ts';
import type { MissionOfPeople } from '../people-door.ts';

/** What a file would do to a mission as it stands, and what it is held against. */
export interface OpenedImport {
  readonly plan: PeoplePlan;
  readonly issues: readonly ImportIssue[];
  readonly persons: readonly HeldPerson[];
  readonly teams: readonly HeldTeam[];
  readonly identities: ReadonlyMap<string, HeldIdentity>;
  /** Of the file and of what it would do, in hexadecimal digits. */
  readonly sha256: string;
  /** Whether the file says who people are. */
  readonly hasNames: boolean;
}

/** A file of people, and the bytes that it is. */
export interface GivenImport extends TableFile {
  readonly bytes: Uint8Array;
}

/**
 * Holds a file against the people of a mission.
 *
 * @throws Problem `right-missing` where it says who people are, and whoever brings it may not know.
 */
export async function openImport(
  sql: TransactionSql,
  mission: MissionOfPeople,
  { given, actor }: { readonly given: GivenImport; readonly actor: { readonly id: string } },
): Promise<OpenedImport> {
  const hasNames = identityColumnsOf(given.table.columns).length > 0;
  if (hasNames) await requireRight(sql, actor, 'identities');
  const persons = await listHeld(sql, mission.id);
  const teams = await listTeams(sql, mission.id);
  const identities = hasNames ? await listIdentities(sql, mission.id) : new Map<string, HeldIdentity>();
  const { countryCode } = await findSettings(sql, mission.id);
  const known: KnownPeople = {
    persons: knownPersons(persons, teams, identities),
    teams: new Map(teams.map(({ code }) => [codeKey(code), code])),
    places: await findPlaces(sql, mission, given),
    countryCode,
  };
  const plan = planPeople(given.table, known);
  const issues = given.issues.length > 0 ? given.issues : plan.issues;
  return { plan, issues, persons, teams, identities, hasNames, sha256: hashOf(given.bytes, plan) };
}

/** @throws Problem `import-refused` with everything that is wrong. */
export function requireSound({ issues }: OpenedImport): void {
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Problem('import-refused', { count: errors.length }, errors);
}

function knownPersons(
  persons: readonly HeldPerson[],
  teams: readonly HeldTeam[],
  identities: ReadonlyMap<string, HeldIdentity>,
): Map<string, KnownPerson> {
  const codesOf = new Map<string, Set<string>>();
  for (const { code, members } of teams) {
    for (const { person } of members) codesOf.set(person, (codesOf.get(person) ?? new Set()).add(code));
  }
  return new Map(
    persons.map(({ id, work }) => {
      const teamsOf = [...(codesOf.get(id) ?? [])].sort();
      return [codeKey(work.code), { id, work, identity: identities.get(id) ?? NO_IDENTITY, teams: teamsOf }];
    }),
  );
}

/** Those places of the election that the file names; null: the mission observes none. */
async function findPlaces(
  sql: TransactionSql,
  { electionId }: MissionOfPeople,
  { table }: GivenImport,
): Promise<ReadonlySet<string> | null> {
  if (electionId === null) return null;
  const at = table.columns.indexOf('areas');
  const cells = at < 0 ? [] : table.rows.flatMap(({ cells: row }) => plainCell(row[at] ?? '').split('|'));
  const named = [...new Set(cells.map((cell) => cell.trim()))].filter((cell) => cell !== '');
  const unknown = new Set(await findUnknownPlaces(sql, electionId, named));
  return new Set(named.filter((key) => !unknown.has(key)));
}

function hashOf(bytes: Uint8Array, { planned, newTeams }: PeoplePlan): string {
  const rows = planned.map(({ row, before, changes }) => [row, before?.id ?? null, changes]);
  return createHash('sha256')
    .update(bytes)
    .update(JSON.stringify([rows, newTeams]))
    .digest('hex');
}

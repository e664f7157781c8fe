import type { ListedPerson } from '../people-replies.ts';
import { fieldText } from '../person.ts';
import { NAME_COLUMNS, phoneColumns, TEAM_COLUMN, WORK_COLUMNS } from './file-columns.ts';
import { type KnownIdentity, NO_IDENTITY } from './known-people.ts';

/** A table that is written as a file. */
export interface WrittenTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * People as the table that an import reads: read again, it changes nothing.
 *
 * @param identities by the ids of persons; null: names are left out, and so are their columns.
 */
export function writePeople(
  people: readonly ListedPerson[],
  identities: ReadonlyMap<string, KnownIdentity> | null,
): WrittenTable {
  const works = Object.entries(WORK_COLUMNS);
  const of = ({ id }: ListedPerson) => identities?.get(id) ?? NO_IDENTITY;
  const phones = phoneColumns(Math.max(1, ...people.map((person) => of(person).phones.length)));
  const names = Object.entries(NAME_COLUMNS);
  const identityCells = (person: ListedPerson) => [
    ...names.map(([, field]) => of(person)[field] ?? ''),
    ...phones.map((_, index) => numberOf(of(person), index)),
  ];
  return {
    columns: [
      ...works.map(([column]) => column),
      TEAM_COLUMN,
      ...(identities === null ? [] : [...names.map(([column]) => column), ...phones]),
    ],
    rows: people.map((person) => [
      ...works.map(([, field]) => fieldText(person[field]) ?? ''),
      fieldText(person.teams) ?? '',
      ...(identities === null ? [] : identityCells(person)),
    ]),
  };
}

function numberOf({ phones }: KnownIdentity, index: number): string {
  const phone = phones[index];
  return phone?.e164 ?? phone?.written ?? '';
}

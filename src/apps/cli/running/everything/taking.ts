import type { TransactionSql } from 'postgres';
import type { Act } from '../../../../features/office/history/act.ts';
import { actWithoutNames, type HideNames, nameHider } from '../../../../features/office/history/hide-names.ts';
import { listNames, type NamedPerson } from '../../../../features/office/history/store.ts';
import type { OpenArchive } from './open-archive.ts';

/** What is taken out of a server, as all parts of the work see it. */
export interface Taking {
  /** One moment of the database. */
  readonly sql: TransactionSql;
  readonly archive: OpenArchive;
  readonly dataFolder: string;
  readonly names: Names;
  /** Something that is not as it should be: told at the end. */
  readonly faults: string[];
}

/** How people and devices are called in the archive. */
export interface Names {
  readonly areShown: boolean;
  /** What stands for a person or a device, by id. */
  of(id: string | null, name: string | null): string;
  text(text: string | null): string;
  act(act: Act): Act;
}

/** Names as the server knows them, or what stands for them: roles of people, pseudonyms of devices. */
export async function loadNames(sql: TransactionSql, areShown: boolean): Promise<Names> {
  if (areShown) {
    return { areShown, of: (_, name) => name ?? '', text: (text) => text ?? '', act: (act) => act };
  }
  const known = await listNames(sql);
  const standIns = new Map(
    known.flatMap((person) => (person.id === null ? [] : [[person.id as string, standInOf(person)]])),
  );
  const hide: HideNames = nameHider(known.map((person) => ({ name: person.name, standIn: standInOf(person) })));
  return {
    areShown,
    of: (id, name) => (id === null ? hide(name ?? '') : (standIns.get(id) ?? 'person')),
    text: (text) => (text === null ? '' : hide(text)),
    act: (act) => {
      const { address: _, ...details } = act.details;
      return actWithoutNames({ ...act, details }, hide);
    },
  };
}

function standInOf({ id, role, pseudonym }: NamedPerson): string {
  return [role, pseudonym ?? id?.slice(-8) ?? ''].join(' ').trim();
}

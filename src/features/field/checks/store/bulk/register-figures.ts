import type { NameSource } from '../../rule/term.ts';
import type { SqlParams } from './sql-params.ts';

/** What the register says of polling stations, as tables `(code, value)` of a query. */
export class RegisterFigures {
  /** SQL of each table, in the order of their numbers. */
  readonly tables: string[] = [];
  private readonly known = new Map<string, string>();
  private readonly params: SqlParams;
  private readonly electionId: string | null;

  /** @param electionId null: the mission observes none that is here, and every table is empty. */
  constructor(params: SqlParams, electionId: string | null) {
    this.params = params;
    this.electionId = electionId;
  }

  /** The name of the table with what a name means; `station.code` has none, since reports say it themselves. */
  tableOf(source: Extract<NameSource, { kind: 'station' | 'official' }>): string {
    const key = source.kind === 'station' ? `station ${source.field}` : `official ${source.subject}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const name = `figure${this.tables.length}`;
    this.tables.push(`${name} (code, value) as materialized (${this.sqlOf(source)})`);
    this.known.set(key, name);
    return name;
  }

  private sqlOf(source: Extract<NameSource, { kind: 'station' | 'official' }>): string {
    if (this.electionId === null) return `select ''::text, ''::text where false`;
    const election = this.params.add(this.electionId, 'uuid');
    const places = `select key, cells from record where election_id = ${election} and kind = 'place' and not withdrawn`;
    if (source.kind === 'official') return officialSql(election, this.params.add(source.subject, 'text'));
    const { field } = source;
    if (field === 'kind') return `select key, cells ->> 'station' from (${places}) p where cells ->> 'station' <> ''`;
    if (field === 'number') return `select key, cells ->> 'number' from (${places}) p where cells ->> 'number' <> ''`;
    return aboveSql(places, this.params.add(field, 'text'));
  }
}

/** The place of a level that each place lies in, at most ten steps above. */
function aboveSql(places: string, level: string): string {
  return `with recursive places as (${places}), above as (
      select key as code, key as at, 0 as steps from places
      union all
      select a.code, p.cells ->> 'parent', a.steps + 1 from above a join places p on p.key = a.at
      where a.steps < 10 and p.cells ->> 'parent' <> ''
    ) select distinct on (a.code) a.code, a.at from above a join places p on p.key = a.at
    where p.cells ->> 'level' = ${level} order by a.code, a.steps`;
}

/** What authorities say, exactly, of a station as a whole; where they say different things, none of it. */
function officialSql(election: string, subject: string): string {
  return `with replaced as (
      select distinct unnest(string_to_array(cells ->> 'supersedes', '|')) as key from record
      where election_id = ${election} and kind = 'claim' and not withdrawn and cells ->> 'supersedes' <> ''
    ) select cells ->> 'place', min(cells ->> 'value' collate "C") from record
    where election_id = ${election} and kind = 'claim' and not withdrawn and cells ->> 'subject' = ${subject}
      and cells ->> 'kind' = 'official' and cells ->> 'place' <> '' and cells ->> 'value' <> ''
      and coalesce(cells ->> 'bound', '') = '' and coalesce(cells ->> 'candidate', '') = ''
      and coalesce(cells ->> 'mission', '') = '' and key not in (select key from replaced)
    group by cells ->> 'place' having count(distinct cells ->> 'value') = 1`;
}

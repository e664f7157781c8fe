import type { TransactionSql } from 'postgres';
import type { FileChoice } from '../../../forms/checking/file-choices.ts';
import { STATIONS_FILE } from '../../../forms/checking/register-tables.ts';
import { namesInFile } from '../../arrivals/station.ts';
import { type NamedStation, NamedStations } from './named-stations.ts';

/** Names are kept of so many missions. */
const MISSIONS_KEPT = 4;
/** So many stations of the register, and of the lists of forms, are found by their names. */
const MOST_STATIONS = 400_000;

/** What names are made of. */
interface NamesMark {
  readonly electionId: string | null;
  /** Of the election: it grows with every change of its register. */
  readonly revision: number | null;
  /** Lists of stations beside forms, the newest first; what stands in one never changes. */
  readonly lists: readonly number[];
}

interface KeptNames {
  readonly mark: NamesMark;
  /** Of the places alone, among all that may change in a register. */
  readonly places: string;
  readonly stations: NamedStations;
}

/** The names of the polling stations of missions, loaded anew where the register or the lists of forms have changed. */
export class StationNameMemory {
  private readonly kept = new Map<string, KeptNames>();

  /** As the register of the election that a mission observes has them, and the lists beside its forms. */
  async of(sql: TransactionSql, missionId: string): Promise<NamedStations> {
    const mark = await loadMark(sql, missionId);
    const before = this.kept.get(missionId);
    const kept = before !== undefined && isSameMark(before.mark, mark) ? before : await loadNames(sql, mark, before);
    this.kept.delete(missionId);
    this.kept.set(missionId, kept);
    for (const oldest of this.kept.keys()) if (this.kept.size > MISSIONS_KEPT) this.kept.delete(oldest);
    return kept.stations;
  }
}

function isSameMark(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function loadMark(sql: TransactionSql, missionId: string): Promise<NamesMark> {
  const rows = await sql<NamesMark[]>`
    select m.election_id as "electionId", e.revision::float8 as revision, coalesce((
      select array_agg(list_id order by newest desc, list_id) from (
        select q.list_id::float8 as list_id, max(v.at) as newest
        from form f join form_question_list q on q.form_id = f.id
        join form_version v on v.form_id = q.form_id and v.number = q.number
        where f.mission_id = m.id and q.file_name = ${STATIONS_FILE} group by q.list_id
      ) as list
    ), '{}') as lists
    from mission m left join election e on e.id = m.election_id where m.id = ${missionId}`;
  return rows[0] ?? { electionId: null, revision: null, lists: [] };
}

async function loadNames(sql: TransactionSql, mark: NamesMark, before: KeptNames | undefined): Promise<KeptNames> {
  const { electionId, lists } = mark;
  const places = electionId === null ? '' : await markPlaces(sql, electionId);
  const isSame = before?.places === places && before.mark.electionId === electionId;
  if (isSame && isSameMark(before.mark.lists, lists)) return { ...before, mark };
  const [register, listed] = await Promise.all([
    electionId === null ? [] : loadRegister(sql, electionId),
    lists.length === 0 ? [] : loadListed(sql, lists),
  ]);
  return { mark, places, stations: new NamedStations([...register, ...listed], before?.stations ?? null) };
}

/** Changes with every change of a place: each is a version more. */
async function markPlaces(sql: TransactionSql, electionId: string): Promise<string> {
  const rows = await sql<{ places: string }[]>`
    select concat_ws(' ', count(*), sum(version)) as places from record
    where election_id = ${electionId} and kind = 'place'`;
  return rows[0]?.places ?? '';
}

/** One text of each: as lists, they would take several times as long to read. */
async function loadRegister(sql: TransactionSql, electionId: string): Promise<NamedStation[]> {
  return await sql<NamedStation[]>`
    select p.key as code, coalesce((
      select string_agg(value, ' ') from jsonb_each_text(p.cells) as cell (name, value) where name like 'name\\_%'
    ), '') as names
    from record p where p.election_id = ${electionId} and p.kind = 'place' and not p.withdrawn limit ${MOST_STATIONS}`;
}

/** As the newest list that has a station names it. */
async function loadListed(sql: TransactionSql, lists: readonly number[]): Promise<NamedStation[]> {
  const rows = await sql<FileChoice[]>`
    select distinct on (c.value) c.value, c.labels from form_choice c where c.list_id = any (${lists as number[]}::bigint[])
    order by c.value, array_position(${lists as number[]}::bigint[], c.list_id) limit ${MOST_STATIONS}`;
  return rows.map(({ value, labels }) => ({ code: value, names: Object.values(namesInFile(value, labels)).join(' ') }));
}

import type { Db } from '../../../../../platform/http/endpoint.ts';
import type { FileChoice } from '../../../forms/checking/file-choices.ts';
import { STATIONS_FILE } from '../../../forms/checking/register-tables.ts';
import { type Names, namesInFile, namesOf, type StationNames } from '../../arrivals/station.ts';

/** A place of the register with its names. */
export interface NamedPlace {
  readonly code: string;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * The names of polling stations, of these codes alone: in the register of the election that a mission observes, or else in
 * the file of stations beside one of its forms.
 */
export async function nameStations(
  sql: Db,
  missionId: string,
  codes: readonly (string | null)[],
): Promise<StationNames> {
  const wanted = [...new Set(codes.filter((code) => code !== null))];
  if (wanted.length === 0) return {};
  const rows = await sql<NamedPlace[]>`
    select p.key as code, p.cells from mission m
    join record p on p.election_id = m.election_id and p.kind = 'place' and p.key = any(${wanted}::text[])
      and not p.withdrawn
    where m.id = ${missionId}`;
  const named = rows.map(({ code, cells }) => [code, namesOf(cells)] as const).filter(hasNames);
  const known = new Set(named.map(([code]) => code));
  const others = wanted.filter((code) => !known.has(code));
  if (others.length === 0) return Object.fromEntries(named);
  const listed = await nameInFiles(sql, missionId, others);
  const labelled = [...listed].map(([code, labels]) => [code, namesInFile(code, labels)] as const).filter(hasNames);
  return Object.fromEntries([...named, ...labelled]);
}

/** What the newest file of stations beside forms of a mission that has such a code says of it: code → words. */
async function nameInFiles(
  sql: Db,
  missionId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, FileChoice['labels']>> {
  const rows = await sql<FileChoice[]>`
    select distinct on (c.value) c.value, c.labels from (
      select q.list_id, max(v.at) as newest from form f join form_question_list q on q.form_id = f.id
      join form_version v on v.form_id = q.form_id and v.number = q.number
      where f.mission_id = ${missionId} and q.file_name = ${STATIONS_FILE} group by q.list_id
    ) q join form_choice c on c.list_id = q.list_id and c.value = any (${codes as string[]}::text[])
    order by c.value, q.newest desc`;
  return new Map(rows.map(({ value, labels }) => [value, labels]));
}

function hasNames([, names]: readonly [string, Names]): boolean {
  return Object.keys(names).length > 0;
}

/** Those of these codes that are places of the register in which stations lie. */
export async function loadAreas(
  sql: Db,
  electionId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, NamedPlace>> {
  const rows = await sql<NamedPlace[]>`
    select key as code, cells from record
    where election_id = ${electionId} and kind = 'place' and key = any(${codes as string[]}::text[]) and not withdrawn
      and cells ->> 'level' <> 'precinct' and cells ->> 'level' <> 'country'`;
  return new Map(rows.map((place) => [place.code, place]));
}

/** What each of these places lies in, the nearest first, without the country. */
export async function loadPlacesAbove(
  sql: Db,
  electionId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly NamedPlace[]>> {
  if (codes.length === 0) return new Map();
  const rows = await sql<(NamedPlace & { readonly of: string })[]>`
    with recursive above as (
      select key as of, cells ->> 'parent' as code, 1 as depth from record
      where election_id = ${electionId} and kind = 'place' and key = any(${codes as string[]}::text[])
      union all
      select above.of, p.cells ->> 'parent', above.depth + 1 from above
      join record p on p.election_id = ${electionId} and p.kind = 'place' and p.key = above.code
      where above.depth < 10
    )
    select above.of, above.code, p.cells from above
    join record p on p.election_id = ${electionId} and p.kind = 'place' and p.key = above.code
    where p.cells ->> 'level' <> 'country'
    order by above.of, above.depth`;
  const found = new Map<string, NamedPlace[]>();
  for (const { of, ...place } of rows) found.set(of, [...(found.get(of) ?? []), place]);
  return found;
}

import type { Db } from '../../../../../platform/http/endpoint.ts';
import { namesOf, type StationNames } from '../../arrivals/station.ts';

interface NamedPlace {
  readonly code: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** The names of polling stations in the register of the election that a mission observes, of these codes alone. */
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
  const named = rows.map(({ code, cells }) => [code, namesOf(cells)] as const);
  return Object.fromEntries(named.filter(([, names]) => Object.keys(names).length > 0));
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

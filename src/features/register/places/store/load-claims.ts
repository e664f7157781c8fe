import type { Db } from '../../../../platform/http/endpoint.ts';
import type { HeldRecord, PageStart } from '../tree.ts';
import { type PlaceTree, placesOf } from './load-tree.ts';

/** A claim with its place in the file. */
export interface PlacedClaim extends HeldRecord {
  readonly position: number;
}

/** Claims about the place itself, in the order of the file. */
export async function loadClaimsAbout(
  sql: Db,
  electionId: string,
  page: { readonly code: string; readonly after: PageStart | null; readonly limit: number },
): Promise<PlacedClaim[]> {
  const { after } = page;
  return await sql<PlacedClaim[]>`
    select key, version, cells, position from record
    where election_id = ${electionId} and kind = 'claim' and not withdrawn and cells ->> 'place' = ${page.code}
      ${after === null ? sql`` : sql`and (position, key) > (${after.position}, ${after.key})`}
    order by position, key
    limit ${page.limit}`;
}

/** Claims of one subject about each of `codes`. */
export async function loadClaimsOfSubject(
  sql: Db,
  electionId: string,
  wanted: { readonly subject: string; readonly codes: readonly string[] },
): Promise<Map<string, HeldRecord[]>> {
  const rows = await sql<(HeldRecord & { place: string })[]>`
    select cells ->> 'place' as place, key, version, cells from record
    where election_id = ${electionId} and kind = 'claim' and not withdrawn
      and cells ->> 'place' = any (${wanted.codes}::text[]) and cells ->> 'subject' = ${wanted.subject}
    order by position, key`;
  const claims = new Map<string, HeldRecord[]>();
  for (const { place, ...claim } of rows) claims.set(place, [...(claims.get(place) ?? []), claim]);
  return claims;
}

/** Which subjects have claims about places that lie directly in `parent`. */
export async function loadSubjectsBelow(sql: Db, tree: PlaceTree, parent: string): Promise<string[]> {
  const rows = await sql<{ subject: string }[]>`
    select distinct claim.subject
    from ${placesOf(sql, tree)} as place cross join lateral (
      select cells ->> 'subject' as subject from record
      where election_id = ${tree.electionId} and kind = 'claim' and not withdrawn and cells ->> 'place' = place.key
      offset 0
    ) as claim
    where place.parent = ${parent}
    order by subject`;
  return rows.map((row) => row.subject);
}

/** What happened to the place, in the order of the file. */
export async function loadPlaceEvents(sql: Db, electionId: string, code: string): Promise<HeldRecord[]> {
  return await sql<HeldRecord[]>`
    select key, version, cells from record
    where election_id = ${electionId} and kind = 'place-event' and not withdrawn and cells ->> 'place' = ${code}
    order by position, key`;
}

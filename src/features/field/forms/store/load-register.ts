import { type Cells, readRecord } from '../../../../kernel/record.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { candidateStepKind } from '../../../register/candidates/candidate.ts';
import type { ListedCandidate, ListedPlace, RegisterLists } from '../checking/register-tables.ts';

/** Constituencies, precincts and candidates of an election, in the order of its files, named in its own language first. */
export async function loadRegisterLists(sql: Db, electionId: string): Promise<RegisterLists> {
  const [election] = await sql<{ languages: string | null }[]>`
    select cells ->> 'languages' as languages from record
    where election_id = ${electionId} and kind = 'election' and not withdrawn`;
  const keys = [...(election?.languages?.split('|') ?? []), 'en', 'ru', 'az'].map((language) => `name_${language}`);
  return { places: await loadPlaces(sql, electionId, keys), candidates: await loadCandidates(sql, electionId, keys) };
}

async function loadPlaces(sql: Db, electionId: string, names: readonly string[]): Promise<ListedPlace[]> {
  return await sql<ListedPlace[]>`
    with recursive place as (
      select key, cells, position from record where election_id = ${electionId} and kind = 'place' and not withdrawn
    ), above as (
      select key as station, cells ->> 'parent' as code from place where cells ->> 'level' = 'precinct'
      union
      select above.station, place.cells ->> 'parent' from above join place on place.key = above.code
      where place.cells ->> 'level' <> 'constituency'
    ), inside as (
      select above.station, above.code from above join place on place.key = above.code
      where place.cells ->> 'level' = 'constituency'
    )
    select place.key as code, place.cells ->> 'level' as level, ${nameOf(sql, names)} as name,
      inside.code as constituency
    from place left join inside on inside.station = place.key
    where place.cells ->> 'level' in ('constituency', 'precinct') and not place.cells ? 'valid_to'
    order by place.position, place.key`;
}

async function loadCandidates(sql: Db, electionId: string, names: readonly string[]): Promise<ListedCandidate[]> {
  const rows = await sql<(Omit<ListedCandidate, 'steps'> & { steps: Cells[] })[]>`
    select place.key, ${nameOf(sql, names)} as name, (place.cells ->> 'ballot_order')::int as "ballotOrder",
      (select coalesce(json_agg(step.cells), '[]') from record step
        where step.election_id = place.election_id and step.kind = 'candidate-step' and not step.withdrawn
          and step.cells ->> 'candidate' = place.key) as steps
    from record place
    where place.election_id = ${electionId} and place.kind = 'candidate' and not place.withdrawn
    order by place.position, place.key`;
  return rows.map(({ steps, ...row }) => ({
    ...row,
    steps: steps.map((cells) => readRecord(candidateStepKind, cells)),
  }));
}

/** The first name that there is. */
function nameOf(sql: Db, names: readonly string[]) {
  return sql`coalesce((
    select place.cells ->> wanted.key from unnest(${names as string[]}::text[]) with ordinality as wanted (key, rank)
    where place.cells ? wanted.key order by wanted.rank limit 1
  ), '')`;
}

import type { Db } from '../../../../platform/http/endpoint.ts';
import { type HeldRecord, MOST_POINTS, type PointCluster } from '../tree.ts';
import type { PlaceTree } from './load-tree.ts';
import { createMemory } from './remember.ts';

/** Which places the map shows. */
export interface PointsWanted {
  /** Degrees; `west` beyond `east` is a box over the meridian of 180°. */
  readonly box: { readonly south: number; readonly north: number; readonly west: number; readonly east: number };
  /** Stations abroad, or everything else. */
  readonly where: 'home' | 'abroad';
}

const GRID = 40;

/** The places with coordinates that are wanted, or null where they are more than `MOST_POINTS`. */
export async function loadPoints(sql: Db, tree: PlaceTree, wanted: PointsWanted): Promise<HeldRecord[] | null> {
  const rows = await sql<HeldRecord[]>`
    select key, version, cells from record where ${isWanted(sql, tree, wanted)} limit ${MOST_POINTS + 1}`;
  return rows.length > MOST_POINTS ? null : rows;
}

const ANSWERS_KEPT = 50;
const rememberClusters = createMemory<readonly PointCluster[]>(ANSWERS_KEPT);

/**
 * The same places gathered in a grid of 40 by 40 over all of them: at most 1,681 clusters, the largest first. Gathered
 * once for each state of the election and box.
 */
export function loadClusters(sql: Db, tree: PlaceTree, wanted: PointsWanted): Promise<readonly PointCluster[]> {
  const { south, north, west, east } = wanted.box;
  const question = JSON.stringify([wanted.where, south, north, west, east]);
  return rememberClusters(tree, question, () => gatherClusters(sql, tree, wanted));
}

async function gatherClusters(sql: Db, tree: PlaceTree, wanted: PointsWanted): Promise<readonly PointCluster[]> {
  const turn = wanted.box.west > wanted.box.east ? 360 : 0;
  const rows = await sql<PointCluster[]>`
    with point as materialized (
      select (cells ->> 'latitude')::float8 as latitude,
        (cells ->> 'longitude')::float8
          + case when (cells ->> 'longitude')::float8 < ${wanted.box.west} then ${turn}::float8 else 0 end as longitude,
        coalesce(cells ->> 'valid_from' collate "C" <= ${tree.day}, true)
          and coalesce(cells ->> 'valid_to' collate "C" >= ${tree.day}, true) as is_open
      from record where ${isWanted(sql, tree, wanted)}
    ), extent as materialized (
      select min(latitude) as south, min(longitude) as west,
        nullif(max(latitude) - min(latitude), 0) / ${GRID}::float8 as height,
        nullif(max(longitude) - min(longitude), 0) / ${GRID}::float8 as width
      from point
    )
    select avg(latitude) as latitude, avg(longitude) as longitude, count(*)::int as places,
      (count(*) filter (where is_open))::int as open
    from point cross join extent
    group by floor((latitude - south) / height), floor((longitude - west) / width)
    order by places desc`;
  return rows.map((row) => ({ ...row, longitude: row.longitude > 180 ? row.longitude - 360 : row.longitude }));
}

function isWanted(sql: Db, tree: PlaceTree, { box, where }: PointsWanted) {
  const longitude = sql`(cells ->> 'longitude')::float8`;
  return sql`
    election_id = ${tree.electionId} and kind = 'place' and not withdrawn
    and cells ? 'latitude' and cells ? 'longitude'
    and (cells ->> 'latitude')::float8 between ${box.south} and ${box.north}
    and ${
      box.west <= box.east
        ? sql`${longitude} between ${box.west} and ${box.east}`
        : sql`(${longitude} >= ${box.west} or ${longitude} <= ${box.east})`
    }
    and (cells ->> 'station' is not distinct from 'abroad') = ${where === 'abroad'}`;
}

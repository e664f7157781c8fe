import { type Db, defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { getReadableElection } from '../records/access.ts';
import {
  type ClaimPage,
  childrenQuery,
  claimsQuery,
  countsQuery,
  detailsQuery,
  electionParams,
  formatPageStart,
  type PlaceCounts,
  type PlaceDetails,
  type PlaceMatches,
  type PlaceNode,
  type PlacePage,
  type PlacePoints,
  pointsQuery,
  searchQuery,
} from './contract.ts';
import { parsePlaceQuery } from './search.ts';
import { countBelow, countChildren, countPlaces } from './store/count-places.ts';
import { loadClaimsAbout, loadClaimsOfSubject, loadPlaceEvents, loadSubjectsBelow } from './store/load-claims.ts';
import { loadClusters, loadPoints } from './store/load-points.ts';
import { findPlace, loadChildren, loadPaths, loadTree, type PlaceTree } from './store/load-tree.ts';
import { searchPlaces } from './store/search-places.ts';
import { type HeldPlace, type HeldRecord, type PageStart, precinctsIn } from './tree.ts';

const CLAIMS_A_PAGE = 200;
const NOTHING_BELOW = { children: 0, precincts: { open: 0, closed: 0, planned: 0 } };

interface Asked {
  readonly sql: Db;
  readonly params: { readonly slug: string };
  readonly actor: object | null;
}

/** Every change of any record of the election grows its revision. */
async function revisionOf({ sql, params, actor }: Asked): Promise<string> {
  return `places-${(await getReadableElection(sql, params.slug, actor)).revision}`;
}

async function openTree(asked: Asked & { query: { as_of?: PlaceTree['day'] | undefined } }): Promise<PlaceTree> {
  const election = await getReadableElection(asked.sql, asked.params.slug, asked.actor);
  return await loadTree(asked.sql, election, asked.query.as_of);
}

const children = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/places',
  access: 'public',
  params: electionParams,
  query: childrenQuery,
  etag: revisionOf,
  handle: async (asked): Promise<PlacePage> => {
    const { sql, query } = asked;
    const tree = await openTree(asked);
    const page = { parent: query.parent ?? null, after: query.after ?? null, limit: query.limit + 1 };
    const { rows, next } = cutPage(await loadChildren(sql, tree, page), query.limit);
    const codes = rows.map((row) => row.key);
    const [below, claims] = [
      await countBelow(sql, tree, codes),
      await claimsOf(sql, tree, { codes, subject: query.subject }),
    ];
    const places = rows.map((row) => nodeOf(row, below.get(row.key), claims.get(row.key)));
    return { asOf: tree.day, places, next };
  },
});

const details = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/places/details',
  access: 'public',
  params: electionParams,
  query: detailsQuery,
  etag: revisionOf,
  handle: async (asked): Promise<PlaceDetails> => {
    const { sql, query } = asked;
    const tree = await openTree(asked);
    const place = await findPlace(sql, tree, query.code);
    if (place === null) throw new Problem('not-found', { what: `place ${query.code}` });
    const counts = await countPlaces(sql, tree, place.key);
    const children = await countChildren(sql, tree, place.key);
    const paths = await loadPaths(sql, tree, [place.key]);
    return {
      asOf: tree.day,
      place: nodeOf(place, { children, precincts: precinctsIn(counts) }),
      path: paths.get(place.key) ?? [],
      counts,
      subjectsBelow: await loadSubjectsBelow(sql, tree, place.key),
      events: await loadPlaceEvents(sql, tree.electionId, place.key),
      claims: await loadClaimPage(sql, tree.electionId, { code: place.key, after: null }),
    };
  },
});

const claims = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/places/claims',
  access: 'public',
  params: electionParams,
  query: claimsQuery,
  etag: revisionOf,
  handle: async ({ sql, params, query, actor }): Promise<ClaimPage> => {
    const election = await getReadableElection(sql, params.slug, actor);
    return await loadClaimPage(sql, election.id, { code: query.code, after: query.after ?? null });
  },
});

const search = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/places/search',
  access: 'public',
  params: electionParams,
  query: searchQuery,
  etag: revisionOf,
  handle: async (asked): Promise<PlaceMatches> => {
    const { sql, query } = asked;
    const tree = await openTree(asked);
    const wanted = parsePlaceQuery(query.q);
    if (wanted === null) return { asOf: tree.day, places: [], above: [], isCut: false };
    const found = await searchPlaces(sql, tree.electionId, { query: wanted, limit: query.limit });
    const codes = found.places.map((place) => place.key);
    const paths = await loadPaths(sql, tree, codes);
    const above = new Map([...paths.values()].flat().map((place) => [place.key, place]));
    const places = found.places.map((place) => ({
      ...place,
      path: (paths.get(place.key) ?? []).map(({ key }) => key),
    }));
    return { asOf: tree.day, places, above: [...above.values()], isCut: found.isCut };
  },
});

const counts = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/places/counts',
  access: 'public',
  params: electionParams,
  query: countsQuery,
  etag: revisionOf,
  handle: async (asked): Promise<PlaceCounts> => {
    const tree = await openTree(asked);
    return { asOf: tree.day, counts: await countPlaces(asked.sql, tree, asked.query.within ?? null) };
  },
});

const points = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/places/points',
  access: 'public',
  params: electionParams,
  query: pointsQuery,
  etag: revisionOf,
  handle: async (asked): Promise<PlacePoints> => {
    const { sql, query } = asked;
    const tree = await openTree(asked);
    const wanted = { box: query, where: query.where };
    const places = await loadPoints(sql, tree, wanted);
    if (places !== null) return { asOf: tree.day, as: 'points', places };
    return { asOf: tree.day, as: 'clusters', clusters: await loadClusters(sql, tree, wanted) };
  },
});

/** What the server answers about places; each reads, none changes. */
export const endpoints: readonly Endpoint[] = [children, details, claims, search, counts, points];

function nodeOf(row: HeldPlace, below = NOTHING_BELOW, about: readonly HeldRecord[] = []): PlaceNode {
  const { key, version, cells, parent } = row;
  return { key, version, cells, parent, ...below, claims: about };
}

async function claimsOf(
  sql: Db,
  tree: PlaceTree,
  wanted: { readonly codes: readonly string[]; readonly subject: string | undefined },
): Promise<Map<string, HeldRecord[]>> {
  const { codes, subject } = wanted;
  return subject === undefined ? new Map() : await loadClaimsOfSubject(sql, tree.electionId, { codes, subject });
}

async function loadClaimPage(
  sql: Db,
  electionId: string,
  about: { readonly code: string; readonly after: PageStart | null },
): Promise<ClaimPage> {
  const found = await loadClaimsAbout(sql, electionId, { ...about, limit: CLAIMS_A_PAGE + 1 });
  const { rows, next } = cutPage(found, CLAIMS_A_PAGE);
  return { claims: rows.map(({ key, version, cells }) => ({ key, version, cells })), next };
}

/** One row more than a page was loaded, to see whether another page follows. */
function cutPage<R extends PageStart>(found: readonly R[], limit: number): { rows: readonly R[]; next: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last !== undefined ? formatPageStart(last) : null };
}

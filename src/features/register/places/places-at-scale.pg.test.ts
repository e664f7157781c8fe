import type { TransactionSql } from 'postgres';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { storeElection } from '../../../../test/support/stored-election.ts';
import { inventCountry } from '../../../apps/cli/running/rehearse/country/country.ts';
import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { parsePlaceQuery } from './search.ts';
import { countBelow, countPlaces } from './store/count-places.ts';
import { loadClusters, loadPoints } from './store/load-points.ts';
import { loadChildren, loadPaths, loadTree, type PlaceTree } from './store/load-tree.ts';
import { searchPlaces } from './store/search-places.ts';
import { MOST_POINTS } from './tree.ts';

const MANY = 100_000;
const DAY = '2026-02-01' as CalendarDate;
const WORLD = { south: -90, north: 90, west: -180, east: 180 };

const { sql, owner } = await testDatabase();
const country = inventCountry({ precincts: MANY, isPlaceByPlace: false });
const id = await storeElection(sql, { slug: 'large', visibility: 'public', records: country });
const places = country.place ?? [];
const above = places.filter((cells) => cells.level !== 'precinct').length;

interface Work<T> {
  readonly result: T;
  /** Rows of `record` that were looked at, by whatever way. */
  readonly rowsRead: number;
  readonly wholeTableReads: number;
}

let asked = 0;

/** What a question costs, counted by the server in rows: the same on every machine. */
async function costOf<T>(ask: (sql: TransactionSql, tree: PlaceTree) => Promise<T>): Promise<Work<T>> {
  return (await sql.begin(async (transaction) => {
    asked += 1;
    // Each under a revision of its own, so that nothing is answered from memory.
    const tree = await loadTree(transaction, { id, revision: asked }, DAY);
    const before = await countReads(transaction);
    const result = await ask(transaction, tree);
    const after = await countReads(transaction);
    return { result, rowsRead: after.rows - before.rows, wholeTableReads: after.scans - before.scans };
  })) as Work<T>;
}

async function countReads(transaction: TransactionSql): Promise<{ rows: number; scans: number }> {
  const [reads] = await transaction<{ rows: number; scans: number }[]>`
    select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows, seq_scan::int as scans
    from pg_stat_xact_user_tables where relname = 'record'`;
  return reads ?? { rows: 0, scans: 0 };
}

const search = (text: string) =>
  costOf(async (transaction) => {
    const query = parsePlaceQuery(text);
    return query === null ? null : await searchPlaces(transaction, id, { query, limit: 30 });
  });

describe(`an election of ${MANY} precincts`, () => {
  const precinct = places.find((cells) => cells.level === 'precinct' && cells.number === '007') ?? {};
  const parent = places.find((cells) => cells.code === precinct.parent) ?? {};
  // The few places above the precincts twice, the first 3,000 of the file, and a bounded number in each other way.
  const mostRowsOfASearch = 2 * above + 3_000 + 4_000;

  it('is searched by code, name and number without reading it all', async () => {
    await owner`analyze record`;
    const questions = [
      ['code', precinct.code ?? ''],
      ['beginning of a code', parent.code ?? ''],
      ['name', precinct.name_en ?? ''],
      ['name in Russian', precinct.name_ru ?? ''],
      ['number within a place', `${parent.name_en} 007`],
      ['nothing', 'xyzzy'],
    ] as const;
    for (const [name, text] of questions) {
      const { result, rowsRead, wholeTableReads } = await search(text);
      expect(rowsRead, `${name}: ${text}`).toBeLessThan(mostRowsOfASearch);
      expect(wholeTableReads, `${name}: ${text}`).toBe(0);
      expect(result?.places.length, `${name}: ${text}`).toSatisfy((found) => (name === 'nothing') === (found === 0));
    }
    expect((await search(precinct.code ?? '')).result?.places[0]?.key).toBe(precinct.code);
    expect((await search(`${parent.name_en} 007`)).result?.places[0]?.cells.number).toBe('007');
  });

  it('is searched for what stands in very many names without reading it all', async () => {
    for (const text of ['7', '007', 'c0', 'a', (precinct.name_ru ?? '').slice(0, 2)]) {
      const { result, rowsRead } = await search(text);
      expect(rowsRead, text).toBeLessThan(mostRowsOfASearch);
      expect(result?.isCut, text).toBe(true);
    }
  });

  it('opens a branch by reading that branch', async () => {
    const { result, rowsRead } = await costOf(async (transaction, tree) => {
      const children = await loadChildren(transaction, tree, { parent: 'R01', after: null, limit: 200 });
      const below = await countBelow(
        transaction,
        tree,
        children.map(({ key }) => key),
      );
      const paths = await loadPaths(
        transaction,
        tree,
        children.map(({ key }) => key),
      );
      return { children, below, paths };
    });
    const constituencies = places.filter((cells) => cells.parent === 'R01');
    const precincts = constituencies.reduce((sum, { code }) => sum + (childrenByCode().get(code ?? '') ?? 0), 0);
    expect(result.children).toHaveLength(constituencies.length);
    expect(sumOf(result.below.values(), ({ precincts: { open, closed } }) => open + closed)).toBe(precincts);
    expect(rowsRead).toBeLessThan(2 * precincts + 10 * constituencies.length);
  });

  it('counts everything below the root once', async () => {
    const { result, rowsRead } = await costOf((transaction, tree) => countBelow(transaction, tree, ['XA']));
    expect(sumOf(result.values(), ({ precincts: { open, closed } }) => open + closed)).toBe(MANY);
    expect(rowsRead).toBeLessThan(MANY + 5 * above);
    const all = await costOf((transaction, tree) => countPlaces(transaction, tree, null));
    expect(sumOf(all.result, (count) => count.places)).toBe(places.length);
  });

  it('is drawn as clusters from afar and as places from near', async () => {
    const world = await costOf(async (transaction, tree) => ({
      places: await loadPoints(transaction, tree, { box: WORLD, where: 'home' }),
      clusters: await loadClusters(transaction, tree, { box: WORLD, where: 'home' }),
    }));
    const placed = places.filter((cells) => cells.latitude !== undefined).length;
    expect(world.result.places).toBeNull();
    expect(world.result.clusters.length).toBeLessThan(1_700);
    expect(sumOf(world.result.clusters, (cluster) => cluster.places)).toBe(placed);
    const [latitude, longitude] = [Number(precinct.latitude), Number(precinct.longitude)];
    const box = { south: latitude - 0.02, north: latitude + 0.02, west: longitude - 0.02, east: longitude + 0.02 };
    const near = await costOf((transaction, tree) => loadPoints(transaction, tree, { box, where: 'home' }));
    expect(near.result?.map((place) => place.key)).toContain(precinct.code);
    expect(near.rowsRead).toBeLessThan(MOST_POINTS);
  });
});

function sumOf<T>(items: Iterable<T>, value: (item: T) => number): number {
  return [...items].reduce((sum, item) => sum + value(item), 0);
}

let counted: Map<string, number> | undefined;

function childrenByCode(): Map<string, number> {
  counted ??= places.reduce(
    (counts, { parent = '' }) => counts.set(parent, (counts.get(parent) ?? 0) + 1),
    new Map<string, number>(),
  );
  return counted;
}

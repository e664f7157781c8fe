import { type Db, defineEndpoint, type Endpoint } from '../../../../../platform/http/endpoint.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import { parsePlaceQuery } from '../../../../register/places/search.ts';
import {
  type FoundStation,
  joinHeld,
  type ListedStation,
  namesOf,
  rankStations,
  type StationMatches,
  searchListed,
} from '../../arrivals/station.ts';
import { missionParams, stationQuery } from '../../contract/desk.ts';
import { findAreas, findStations, loadParents, type RegisteredStation } from '../../store/acts/search-stations.ts';
import { loadAreas, loadPlacesAbove, type NamedPlace, nameStations } from '../../store/show/name-stations.ts';
import type { StationShelf } from './station-shelf.ts';

/** The polling stations that a report may be of: those of the register of the election, and those that forms list. */
export const searchingStations = (shelf: StationShelf): Endpoint =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/stations',
    access: 'reader',
    params: missionParams,
    query: stationQuery,
    handle: async ({ sql, params, query }): Promise<StationMatches> => {
      const { id, electionId } = await getMission(sql, params.mission);
      const asked = parsePlaceQuery(query.search);
      if (asked === null) return { stations: [], isCut: false };
      const register = electionId === null ? [] : await findStations(sql, electionId, asked);
      const listed = await findListed(sql, electionId, { words: asked.words, lists: await shelf.listsOf(sql, id) });
      const ranked = rankStations(query.search, { register, listed });
      const shown = ranked.slice(0, query.limit);
      return { stations: await placed(sql, { id, electionId }, shown), isCut: ranked.length > shown.length };
    },
  });

/** Stations of forms that hold every word, in themselves or in what they lie in, as their row or the register says. */
async function findListed(
  sql: Db,
  electionId: string | null,
  asked: { readonly words: readonly string[]; readonly lists: readonly (readonly ListedStation[])[] },
): Promise<readonly ListedStation[]> {
  const { words, lists } = asked;
  const areas = electionId === null ? new Map() : await findAreas(sql, electionId, words);
  const { whole, partly } = searchListed(lists, words, areas);
  if (electionId === null || areas.size === 0 || partly.size === 0) return whole;
  const codes = [...partly.keys()].map(({ code }) => code);
  const parents = await loadParents(sql, electionId, codes);
  const others = [...partly].filter(([{ code }, held]) =>
    joinHeld(held, areas.get(parents.get(code) ?? '')).every((isHeld) => isHeld),
  );
  return [...whole, ...others.map(([station]) => station)];
}

type Ranked = RegisteredStation | ListedStation;

async function placed(
  sql: Db,
  { id, electionId }: { readonly id: string; readonly electionId: string | null },
  found: readonly Ranked[],
): Promise<readonly FoundStation[]> {
  const listed = found.filter((station) => !isRegistered(station));
  const codes = found.flatMap((station) => [station.code, ...(isRegistered(station) ? [] : station.row)]);
  const [above, areas] = electionId === null ? [null, null] : await loadAround(sql, electionId, codes);
  // The register may have it and not find it by these words, since a form alone names it so.
  const names = await nameStations(
    sql,
    id,
    listed.map(({ code }) => code),
  );
  return found.map((station) => {
    const { code } = station;
    const own = above?.get(code);
    if (isRegistered(station)) return { code, names: namesOf(station.cells), within: (own ?? []).map(told) };
    const area = station.row.map((cell) => areas?.get(cell)).find((place) => place !== undefined);
    const theirs = area === undefined ? [] : [area, ...(above?.get(area.code) ?? [])];
    return { code, names: names[code] ?? station.names, within: (own ?? theirs).map(told) };
  });
}

async function loadAround(sql: Db, electionId: string, codes: readonly string[]) {
  return [await loadPlacesAbove(sql, electionId, codes), await loadAreas(sql, electionId, codes)] as const;
}

function told({ code, cells }: NamedPlace): FoundStation['within'][number] {
  return { code, names: namesOf(cells) };
}

function isRegistered(station: Ranked): station is RegisteredStation {
  return 'cells' in station;
}

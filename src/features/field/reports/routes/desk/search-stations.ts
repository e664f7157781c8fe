import { type Db, defineEndpoint, type Endpoint } from '../../../../../platform/http/endpoint.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import { parsePlaceQuery } from '../../../../register/places/search.ts';
import {
  type FoundStation,
  type ListedStation,
  namesOf,
  rankStations,
  type StationMatches,
  searchListed,
} from '../../arrivals/station.ts';
import { missionParams, stationQuery } from '../../contract/desk.ts';
import { findStations, type RegisteredStation } from '../../store/acts/search-stations.ts';
import { loadPlacesAbove } from '../../store/show/name-stations.ts';
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
      const listed = searchListed(await shelf.listsOf(sql, id), query.search);
      const ranked = rankStations(query.search, { register, listed });
      const shown = ranked.slice(0, query.limit);
      return { stations: await placed(sql, electionId, shown), isCut: ranked.length > shown.length };
    },
  });

type Ranked = RegisteredStation | ListedStation;

async function placed(sql: Db, electionId: string | null, found: readonly Ranked[]): Promise<readonly FoundStation[]> {
  const registered = found.filter(isRegistered).map(({ code }) => code);
  const above = electionId === null ? null : await loadPlacesAbove(sql, electionId, registered);
  return found.map((station) => {
    if (!isRegistered(station)) return { code: station.code, names: {}, label: station.label, within: [] };
    const within = (above?.get(station.code) ?? []).map(({ code, cells }) => ({ code, names: namesOf(cells) }));
    return { code: station.code, names: namesOf(station.cells), label: null, within };
  });
}

function isRegistered(station: Ranked): station is RegisteredStation {
  return 'cells' in station;
}

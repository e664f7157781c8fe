import type { Db } from '../../../platform/http/endpoint.ts';
import type { StationNames } from './arrivals/station.ts';
import { nameStations } from './store/show/name-stations.ts';

/** The names of polling stations of a mission, of these codes alone, as the register or a form has them. */
export async function findStationNames(
  sql: Db,
  missionId: string,
  codes: readonly (string | null)[],
): Promise<StationNames> {
  return await nameStations(sql, missionId, codes);
}

import type { Endpoint } from '../../../../../platform/http/endpoint.ts';
import { listEndpoints, type ReportLists } from '../list/list-endpoints.ts';
import { searchingStations } from './search-stations.ts';
import { settling } from './settle-held.ts';
import { arrivalEndpoints } from './show-arrivals.ts';
import { type DeskGround, reportEndpoints } from './show-report.ts';
import { createStationShelf } from './station-shelf.ts';
import { createTally } from './tally.ts';

/** What people at the desk can ask about reports. */
export function reportDeskEndpoints(ground: DeskGround & { readonly lists: ReportLists }): readonly Endpoint[] {
  return [
    ...arrivalEndpoints(createTally()),
    ...listEndpoints(ground.lists),
    ...reportEndpoints(ground),
    settling(ground),
    searchingStations(createStationShelf()),
  ];
}

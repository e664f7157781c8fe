import { api } from '../../../../../platform/ui/api.ts';
import { filterQuery } from '../../arrivals/list/list-address.ts';
import type { ColumnTally } from '../../arrivals/list/list-replies.ts';
import type { ListView } from '../../arrivals/list/list-view.ts';
import type { ListDesk } from '../rows/list-desk.ts';

/** What stands in a column, over the reports of a list. */
export async function loadTally(
  {
    path,
    nameStations,
    nameChoices,
    nameChecks,
  }: Pick<ListDesk, 'path' | 'nameStations' | 'nameChoices' | 'nameChecks'>,
  view: ListView,
  column: string,
): Promise<ColumnTally> {
  const query = filterQuery(view);
  query.set('column', column);
  const tally = await api.get<ColumnTally>(`${path}/report-tally?${query}`);
  nameStations(tally.stations);
  nameChoices(tally.choices);
  nameChecks(tally.checks);
  return tally;
}

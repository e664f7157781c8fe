import { api } from '../../../../../platform/ui/api.ts';
import { filterQuery } from '../../arrivals/list/list-address.ts';
import type { ColumnTally } from '../../arrivals/list/list-replies.ts';
import type { ListView } from '../../arrivals/list/list-view.ts';

/** What stands in a column, over the reports of a list. */
export function loadTally(path: string, view: ListView, column: string): Promise<ColumnTally> {
  const query = filterQuery(view);
  query.set('column', column);
  return api.get<ColumnTally>(`${path}/report-tally?${query}`);
}

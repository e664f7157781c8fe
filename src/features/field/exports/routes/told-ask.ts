import { writeFilters } from '../../reports/arrivals/list/list-address.ts';
import type { ExportAsk } from '../export-job.ts';
import { readListQuery } from '../list-query.ts';

/** Stands in the history for what goes in: it is read in every language. */
const YES = '✓';
const LONGEST = 1_000;

/** What the history keeps of what was asked for, field by field; what was not asked for is null. */
export function toldAsk(ask: ExportAsk): Readonly<Record<string, string | null>> {
  const yes = (is: boolean) => (is ? YES : null);
  const { fromVersion: from, toVersion: to } = ask;
  return {
    ...toldQuery(ask.query),
    format: ask.format.toUpperCase(),
    codes: yes(ask.words !== 'labels'),
    labels: ask.words === 'codes' ? null : ask.language || YES,
    versions: from === null && to === null ? null : `${from ?? 1}–${to ?? ''}`,
    splits: yes(ask.splitsChoices),
    repeats: yes(ask.withRepeats),
    held: yes(ask.withHeld),
    void: yes(ask.withVoid),
    names: yes(ask.withNames),
    files: yes(ask.withFiles),
  };
}

/** Filters as the address of the list has them: `state!=void;/data/open=yes,no`. */
function toldQuery(query: ExportAsk['query']): { readonly filter: string | null; readonly search: string | null } {
  if (query === null) return { filter: null, search: null };
  const read = readListQuery(query);
  if (read === null) return { filter: JSON.stringify(query).slice(0, LONGEST), search: null };
  return {
    filter: read.filters.length === 0 ? null : writeFilters(read.filters).slice(0, LONGEST),
    search: read.search,
  };
}

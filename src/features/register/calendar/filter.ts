import { foldText, type LocalizedText } from '../../../kernel/text.ts';
import type { CalendarEntry } from './entry.ts';

/** What a reader wants to see of a calendar; an empty text: everything. */
export interface CalendarFilter {
  readonly phase: string;
  /** Key of an actor; finds the rules of what is part of it, too. */
  readonly actor: string;
  readonly status: string;
  /** Looked for in the key and in the titles in every language. */
  readonly text: string;
}

/** An actor as far as a filter needs it. */
interface NamedActor {
  readonly key: string;
  readonly part_of: string | null;
}

/** The entries that the filter lets through, in their order. */
export function filterEntries(
  entries: readonly CalendarEntry[],
  filter: CalendarFilter,
  actors: readonly NamedActor[],
): CalendarEntry[] {
  const acting = filter.actor === '' ? null : findWithParts(filter.actor, actors);
  const words = foldText(filter.text).split(' ').filter(Boolean);
  return entries.filter(
    ({ rule, status }) =>
      (filter.phase === '' || rule.phase === filter.phase) &&
      (filter.status === '' || status === filter.status) &&
      (acting === null || rule.actors.some((actor) => acting.has(actor))) &&
      hasWords(rule, words),
  );
}

/** The actor and everything that is part of it, however deep; a circle ends the search. */
function findWithParts(actor: string, actors: readonly NamedActor[]): ReadonlySet<string> {
  const found = new Set([actor]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const { key, part_of } of actors) if (part_of !== null && found.has(part_of)) found.add(key);
  }
  return found;
}

function hasWords({ key, title }: { key: string; title: LocalizedText }, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = foldText([key, ...Object.values(title)].join(' '));
  return words.every((word) => text.includes(word));
}

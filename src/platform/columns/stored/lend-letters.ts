import type { TransactionSql } from 'postgres';
import { must } from '../../../kernel/result.ts';
import type { Column } from '../column/column.ts';
import { type Codes, cellComparison, orderedCodes, type PageAsked, type RowOrdering } from '../page-of-rows.ts';
import type { Matched } from '../segment.ts';
import { loadPieces } from './keep-columns.ts';

/** So many values of a chunk are looked at to find about where a page begins. */
const PROBES = 16;

/** Those that were looked at before, by their codes: whoever goes on in a list asks for the same ones with each page. */
const probed = new WeakMap<Column, Map<number, string>>();

/** What a page is taken of, and which. */
export interface LentFor {
  readonly missionId: string;
  readonly ordering: RowOrdering;
  readonly asked: PageAsked;
}

/**
 * Brings those values of the column that a list is sorted by which `pageOfRows` looks at, where a chunk has its codes alone: of a
 * million unlike texts some hundreds a chunk, in place of all.
 */
export async function lendLetters(
  sql: TransactionSql,
  matched: readonly Matched[],
  lentFor: LentFor,
): Promise<readonly Matched[]> {
  const { column: key } = lentFor.ordering;
  // Rows without a value come last, newest first: no value is looked at.
  if (key === null || lentFor.asked.after?.cell === null) return matched;
  const parts = matched.flatMap((part, at) => {
    const column = part.count === 0 ? null : part.segment.column(key);
    const { chunk } = part.segment;
    if (column === null || chunk === null || column.isWhole) return [];
    return [{ at, chunk, column, mask: part.mask, codes: orderedCodes(column, lentFor.ordering) }];
  });
  const begins = await findBegins(sql, parts, lentFor);
  const spans = parts.map((part, at) => spanOf(part, begins[at] ?? NOWHERE, lentFor.asked.limit));
  const letters = await loadPieces(sql, lentFor.missionId, {
    key,
    pieces: parts.map(({ chunk, column }, at) => {
      const { first, last } = must(spans[at], 'Find what a page looks at');
      return { chunk, ...column.lettersOf(first, last) };
    }),
  });
  const lent = [...matched];
  for (const [at, { at: place, column }] of parts.entries()) {
    const part = must(matched[place], 'Find a chunk again');
    const own = column.withValues(must(spans[at], key).first, must(letters[at], key));
    lent[place] = {
      ...part,
      segment: { ...part.segment, column: (other) => (other === key ? own : part.segment.column(other)) },
    };
  }
  return lent;
}

/** A chunk whose letters are wanted. */
interface Part {
  readonly chunk: number;
  readonly column: Column;
  readonly mask: Uint8Array;
  /** In the order of the list. */
  readonly codes: Codes;
}

/** The first row of a page lies at one of these places of the codes, or behind them if at none: both included. */
interface Begin {
  readonly from: number;
  readonly to: number;
}

/** The page begins with the list. */
const NOWHERE: Begin = { from: 0, to: -1 };

/** About where the page begins in each chunk: between which two of some values. */
async function findBegins(
  sql: TransactionSql,
  parts: readonly Part[],
  { missionId, ordering, asked: { after } }: LentFor,
): Promise<readonly Begin[]> {
  if (after === null) return [];
  const key = must(ordering.column, 'Sort by a column');
  const probes = parts.map(({ column, codes }) => ({ column, places: probesOf(codes.length), known: knownOf(column) }));
  const pieces = parts.flatMap(({ chunk, codes }, at) => {
    const { column, places, known } = must(probes[at], 'Find probes');
    const wanted = places.map((place) => codes.at(place)).filter((code) => !known.has(code));
    return wanted.map((code) => ({ chunk, code, known, ...column.lettersOf(code, code) }));
  });
  const letters = await loadPieces(sql, missionId, { key, pieces });
  for (const [at, { code, known }] of pieces.entries())
    known.set(code, must(letters[at], key).toString('utf8').slice(0, -1));
  const compare = cellComparison(ordering);
  return parts.map(({ codes }, part) => {
    const { places, known } = must(probes[part], 'Find probes');
    let begin = { from: 0, to: codes.length - 1 };
    for (const place of places) {
      if (compare(must(known.get(codes.at(place)), key), after.cell) < 0) begin = { ...begin, from: place + 1 };
      else if (place < begin.to) begin = { ...begin, to: place };
    }
    return begin;
  });
}

function knownOf(column: Column): Map<number, string> {
  const known = probed.get(column) ?? new Map<number, string>();
  probed.set(column, known);
  return known;
}

/** Places that lie evenly among so many. */
function probesOf(length: number): readonly number[] {
  const count = Math.min(PROBES, length);
  return Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * length) / count));
}

/** The values that may be looked at: those among which the page begins, and behind them as many as have a row more than the page. */
function spanOf({ column, mask, codes }: Part, { from, to }: Begin, limit: number): { first: number; last: number } {
  const { rows, starts } = column.rowsByCode();
  let last = Math.max(from, to);
  for (let found = 0, place = to + 1; place < codes.length && found <= limit; place += 1) {
    const code = codes.at(place);
    for (let at = starts[code] ?? 0; at < (starts[code + 1] ?? 0); at += 1) found += mask[rows[at] ?? 0] ?? 0;
    last = place;
  }
  const ends = [codes.at(Math.min(from, codes.length - 1)), codes.at(Math.min(last, codes.length - 1))];
  return { first: Math.min(...ends), last: Math.max(...ends) };
}

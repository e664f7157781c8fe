import { type Cells, canonicalCells, isSameCells, readRecord } from '../../../kernel/record.ts';
import { must } from '../../../kernel/result.ts';
import { foldText } from '../../../kernel/text.ts';
import { type ElectionFile, KIND_NAMES, type KindName, kindNamed, type RecordSet } from './kinds.ts';

/** The name of a record within its kind. */
export function keyOf(kind: KindName, cells: Cells): string {
  return must(cells[kindNamed(kind).key], `A record of ${kind} has no key`);
}

/**
 * Reads all records of a set that has been checked.
 *
 * @throws Error where a record does not parse: stored records always do.
 */
export function readElectionFile(records: RecordSet): ElectionFile {
  const read = KIND_NAMES.map((name) => {
    const kind = kindNamed(name);
    return [name, (records[name] ?? []).map((cells) => readRecord(kind, cells))] as const;
  });
  return Object.fromEntries(read) as unknown as ElectionFile;
}

/** What is searched for a record: its key and its names, without case and marks, at most 1,000 characters. */
export function searchTextOf(kind: KindName, cells: Cells): string {
  const named = Object.entries(cells)
    .filter(([column]) => /^(name|title)(_|$)/.test(column) || column === 'number')
    .map(([, cell]) => cell);
  return foldText([keyOf(kind, cells), ...named].join(' ')).slice(0, 1_000);
}

/** One record that an import or an edit would write. */
export interface RecordChange {
  readonly kind: KindName;
  readonly key: string;
  readonly act: 'created' | 'corrected' | 'withdrawn' | 'restored';
  readonly cells: Cells;
  /** The version that the change starts from; 0 for a new record. */
  readonly base: number;
  /** Order in the file; null keeps the present one, or puts a new record last. */
  readonly position: number | null;
}

/** A record as it stands, with the version it is at. */
export interface CurrentRecord {
  readonly kind: KindName;
  readonly key: string;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly cells: Cells;
  readonly position: number;
}

/** What would have to be written so that `cells` holds; null where it holds already. */
export function changeTowards(kind: KindName, cells: Cells, current: CurrentRecord | undefined): RecordChange | null {
  const wanted = canonicalCells(kindNamed(kind), cells);
  const key = keyOf(kind, wanted);
  if (current === undefined) return { kind, key, act: 'created', cells: wanted, base: 0, position: null };
  if (!current.withdrawn && isSameCells(current.cells, wanted)) return null;
  const act = current.withdrawn ? 'restored' : 'corrected';
  return { kind, key, act, cells: wanted, base: current.version, position: null };
}

/** Whether a record says that it rests on its sources, and names none. */
export function lacksSource(cells: Cells): boolean {
  return cells.basis === 'sourced' && !cells.sources && !cells.provisions && !cells.url;
}

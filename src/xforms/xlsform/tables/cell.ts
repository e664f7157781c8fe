/**
 * A cell after its header has been read: a text, or texts under names. `label` and `label::English` in one row give
 * `{ default: …, English: … }`; `bind::odk:length` gives `{ 'odk:length': … }` under `bind`.
 */
export type Cell = string | CellMap;

/** Names → cells, in the order of the columns. */
export type CellMap = Map<string, Cell>;

/** The row as its headers tell; `number` is what the author sees. */
export interface TableRow {
  readonly number: number;
  readonly cells: CellMap;
}

/** The text of a cell, or null where there is none or where it has several. */
export function textOf(cells: CellMap, name: string): string | null {
  const cell = cells.get(name);
  return typeof cell === 'string' ? cell : null;
}

/** The cells under a name; empty where there are none. */
export function mapOf(cells: CellMap, name: string): CellMap {
  const cell = cells.get(name);
  return cell instanceof Map ? cell : new Map();
}

/** Puts a text under a path of names; a text that stands where names are wanted goes under `unnamed`. */
export function putCell(
  cells: CellMap,
  path: readonly string[],
  { text, unnamed }: { text: string; unnamed: string },
): void {
  const [first = '', ...rest] = path;
  const present = cells.get(first);
  if (rest.length === 0) {
    if (present instanceof Map) {
      if (!present.has(unnamed)) present.set(unnamed, text);
    } else cells.set(first, text);
    return;
  }
  const inner: CellMap = present instanceof Map ? present : new Map();
  if (typeof present === 'string' && rest[0] !== unnamed) inner.set(unnamed, present);
  putCell(inner, rest, { text, unnamed });
  cells.set(first, inner);
}

/** The texts of a map of cells; what has names below it is left out. */
export function textsOf(cells: CellMap): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, cell] of cells) if (typeof cell === 'string') texts.set(name, cell);
  return texts;
}

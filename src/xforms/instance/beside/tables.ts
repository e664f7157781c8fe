import type { ItemTable } from '../../form/form.ts';
import type { XNode } from '../../xpath/nodes/node.ts';
import type { Table } from '../../xpath/scope.ts';
import { DocumentNode } from '../record/document-node.ts';

/** Rows of secondary data, with an index for each column that is asked for. */
export class IndexedTable implements Table {
  readonly items: ItemTable;
  readonly document = new DocumentNode();
  readonly #rows: (Row | undefined)[] = [];
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly number[]>>();
  readonly #root = new TableRoot(this);
  #all: readonly XNode[] | null = null;

  constructor(items: ItemTable) {
    this.items = items;
    this.document.root = this.#root;
  }

  rows(): readonly XNode[] {
    this.#all ??= this.items.rows.map((_, number) => this.#row(number));
    return this.#all;
  }

  matching(column: string, text: string): readonly XNode[] {
    let index = this.#indexes.get(column);
    if (index === undefined) {
      index = this.#indexOf(column);
      this.#indexes.set(column, index);
    }
    return (index.get(text) ?? []).map((number) => this.#row(number));
  }

  /** A row that lacks the column counts as one that holds the empty text. */
  #indexOf(column: string): ReadonlyMap<string, readonly number[]> {
    const at = this.items.columns.indexOf(column);
    const index = new Map<string, number[]>();
    for (const [number, row] of this.items.rows.entries()) {
      const text = row[at] ?? '';
      const found = index.get(text);
      if (found === undefined) index.set(text, [number]);
      else found.push(number);
    }
    return index;
  }

  #row(number: number): Row {
    const known = this.#rows[number];
    if (known !== undefined) return known;
    const row = new Row(this, this.#root, this.items.rows[number] ?? []);
    this.#rows[number] = row;
    return row;
  }
}

class TableRoot implements XNode {
  readonly name = 'root';
  readonly isHidden = false;
  readonly isAttribute = false;
  readonly #table: IndexedTable;

  constructor(table: IndexedTable) {
    this.#table = table;
  }

  text(): string {
    return this.#table
      .rows()
      .map((row) => row.text())
      .join('');
  }

  up(): XNode | null {
    return this.#table.document;
  }

  down(name: string): readonly XNode[] {
    return name === 'item' || name === '*' ? this.#table.rows() : [];
  }

  attributes(): readonly XNode[] {
    return [];
  }

  slot(): null {
    return null;
  }
}

class Row implements XNode {
  readonly name = 'item';
  readonly isHidden = false;
  readonly isAttribute = false;
  readonly #table: IndexedTable;
  readonly #root: TableRoot;
  readonly #cells: readonly (string | null)[];
  readonly #nodes: (readonly Cell[] | undefined)[] = [];

  constructor(table: IndexedTable, root: TableRoot, cells: readonly (string | null)[]) {
    this.#table = table;
    this.#root = root;
    this.#cells = cells;
  }

  text(): string {
    return this.#cells.join('');
  }

  up(): XNode | null {
    return this.#root;
  }

  down(name: string): readonly XNode[] {
    const { columns } = this.#table.items;
    if (name === '*') return columns.flatMap((_, at) => this.#cell(at));
    const at = columns.indexOf(name);
    return at < 0 ? [] : this.#cell(at);
  }

  attributes(): readonly XNode[] {
    return [];
  }

  slot(): null {
    return null;
  }

  #cell(at: number): readonly Cell[] {
    const known = this.#nodes[at];
    if (known !== undefined) return known;
    const text = this.#cells[at] ?? null;
    const cells = text === null ? [] : [new Cell(this.#table.items.columns[at] ?? '', text, this)];
    this.#nodes[at] = cells;
    return cells;
  }
}

class Cell implements XNode {
  readonly name: string;
  readonly isHidden = false;
  readonly isAttribute = false;
  readonly #text: string;
  readonly #row: Row;

  constructor(name: string, text: string, row: Row) {
    this.name = name;
    this.#text = text;
    this.#row = row;
  }

  text(): string {
    return this.#text;
  }

  up(): XNode | null {
    return this.#row;
  }

  down(): readonly XNode[] {
    return [];
  }

  attributes(): readonly XNode[] {
    return [];
  }

  slot(): null {
    return null;
  }
}

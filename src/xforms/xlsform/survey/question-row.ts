import { type TableRow, textOf } from '../tables/cell.ts';
import type { Element, ElementAction } from '../tree/element.ts';

/** A row that is a question. */
export interface QuestionRow {
  readonly row: TableRow;
  readonly type: string;
  readonly name: string;
  readonly trigger: readonly string[];
  readonly parameters: Map<string, string>;
}

/** What a type adds to what its row says. */
export interface Addition {
  readonly bind?: Readonly<Record<string, string>>;
  readonly control?: Readonly<Record<string, string>>;
  readonly actions?: readonly ElementAction[];
  readonly defaultValue?: string;
  readonly itemset?: string;
  readonly query?: string;
  readonly tags?: Element['tags'];
}

/** The appearance of a row, empty where it has none. */
export function appearanceOf({ row }: QuestionRow): string {
  const control = row.cells.get('control');
  return control instanceof Map ? (textOf(control, 'appearance') ?? '') : '';
}

import type { Workbook } from '../../workbook/workbook.ts';
import type { ChoiceTables } from '../choices.ts';
import type { EntityPlan } from '../entities/entity-plan.ts';
import type { FaultList, FormPlace } from '../fault-list.ts';
import type { Settings } from '../settings.ts';
import type { Cell, TableRow } from '../tables/cell.ts';
import type { Element } from '../tree/element.ts';
import type { LoopGrowth } from './expand-loop.ts';

/** A group, repeat or loop that has been begun and not yet ended; the first one is the form. */
export interface Frame {
  readonly element: Element;
  readonly control: 'survey' | 'group' | 'repeat' | 'loop';
  readonly row: number | null;
  readonly names: Set<string>;
  readonly lowerNames: Set<string>;
  /** List of a loop. */
  readonly list: string | null;
}

/** What is known while the rows of the survey are gone through. */
export interface SurveyContext {
  readonly workbook: Workbook;
  readonly faults: FaultList;
  readonly settings: Settings;
  readonly choices: ChoiceTables;
  /** Lists of `external_choices`; null where there is no such sheet. */
  readonly externalLists: ReadonlySet<string> | null;
  readonly osmTags: ReadonlyMap<string, readonly { readonly key: string; readonly label: Cell | null }[]>;
  readonly entities: EntityPlan;
  readonly stack: Frame[];
  /** Elements that go into `meta`. */
  readonly meta: Element[];
  /** Settings that stand as rows of the survey: name → value. */
  readonly rowSettings: Map<string, string>;
  readonly questionNames: Set<string>;
  /** How often each name stands in the survey. */
  readonly nameCounts: Map<string, number>;
  readonly repeatNames: Set<string>;
  /** References of the column `trigger`, and of geographic parameters, to be looked up at the end. */
  readonly triggerReferences: { readonly name: string; readonly row: number }[];
  readonly geometryReferences: { readonly target: string; readonly row: number }[];
  readonly instanceNames: Set<string>;
  /** The list of the table that is being built: true before its first question. */
  tableList: string | true | null;
  hasOrOther: boolean;
  readonly loops: LoopGrowth;
  readonly rootName: string;
}

/** Where a row of the survey is. */
export function surveyPlace(row: TableRow, column?: string): FormPlace {
  return { sheet: 'survey', row: row.number, ...(column === undefined ? {} : { column }) };
}

/** The innermost thing that is open. */
export function topOf(context: SurveyContext): Frame {
  const top = context.stack.at(-1);
  if (top === undefined) throw new Error('The form itself has been closed');
  return top;
}

/** The file name without its extension, and the extension with its dot. */
export function splitExtension(name: string): readonly [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  const isHidden = /^\.*$/.test(name.slice(0, dot));
  return dot <= 0 || isHidden ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
}

/** Extensions of files that data can be read from. */
export const DATA_EXTENSIONS: readonly string[] = ['.xml', '.csv', '.geojson'];

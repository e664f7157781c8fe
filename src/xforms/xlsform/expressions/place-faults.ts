import type { Fault } from '../../../kernel/issue.ts';
import type { FormFault } from '../../form/form-fault.ts';
import type { Workbook } from '../../workbook/workbook.ts';
import { unreadableExpressions } from './unreadable.ts';
import { cellAt, type WrittenCell, writtenRows } from './written-sheet.ts';

/** What a fault of the compiler is about → the columns that it can come from, best first. */
const COLUMNS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  relevant: [['bind', 'relevant']],
  required: [['bind', 'required']],
  readonly: [['bind', 'readonly']],
  constraint: [['bind', 'constraint']],
  // A number of copies that is more than a reference is computed beside the repeat.
  calculate: [
    ['bind', 'calculate'],
    ['control', 'jr:count'],
  ],
  preload: [['bind', 'jr:preload'], ['type']],
  'jr:count': [['control', 'jr:count']],
  'jr:constraintMsg': [['bind', 'jr:constraintMsg']],
  'jr:requiredMsg': [['bind', 'jr:requiredMsg']],
  itemset: [['choice_filter'], ['type']],
  setvalue: [['bind', 'calculate'], ['default']],
  label: [['label']],
  hint: [['hint'], ['guidance_hint']],
  nodeset: [['name']],
  ref: [['name']],
};

/** Faults of expressions that cannot be parsed say at which place. */
const isUnreadable = ({ parameters }: Fault): boolean => parameters.at !== undefined;

/**
 * The faults of the compiler of packages at the cells of the workbook that they come from, in their order, each once. What
 * cannot be parsed is told as the cell has it, with the place in its own text.
 *
 * @param rows path of a question, group or repeat → its row, as the converter gives them.
 */
export function placeCompileFaults(
  faults: readonly Fault[],
  workbook: Workbook,
  rows: ReadonlyMap<string, number>,
): readonly FormFault[] {
  const survey = new Map(writtenRows(workbook, 'survey'));
  const unreadable = faults.some(isUnreadable) ? unreadableExpressions(workbook) : [];
  const placed = new Map<string, FormFault>();
  for (const fault of faults) {
    const row = rows.get(String(fault.parameters.path ?? '')) ?? null;
    const found = row === null ? besideSurvey(fault, workbook) : inSurvey(fault, row, survey.get(row) ?? []);
    const same = unreadable.find((one) => isUnreadable(fault) && one.row === found.row && one.column === found.column);
    const told = same ?? found;
    placed.set(JSON.stringify(told), told);
  }
  return [...placed.values()];
}

function inSurvey({ code, parameters }: Fault, row: number, cells: readonly WrittenCell[]): FormFault {
  const cell = cellOf(String(parameters.property ?? ''), cells);
  const column = cell?.column ?? null;
  const name = cellAt(cells, 'name')?.text.trim() ?? String(parameters.path);
  const said = { ...parameters, path: name, property: column ?? String(parameters.property ?? '') };
  return { severity: 'error', code, parameters: said, sheet: 'survey', row, column };
}

/** The cell that a property of a bind or of the body comes from; of a text in several languages one that has an expression. */
function cellOf(property: string, cells: readonly WrittenCell[]): WrittenCell | undefined {
  const found = (COLUMNS[property] ?? []).flatMap((path) =>
    cells.filter((cell) => path.every((name, at) => cell.path[at] === name)),
  );
  return found.find(({ text }) => /\$\{|instance\(/.test(text)) ?? found[0];
}

/** The name of the record is computed by the settings; what else has no row is made by the converter. */
function besideSurvey({ code, parameters }: Fault, workbook: Workbook): FormFault {
  const fault = { severity: 'error', code, parameters, sheet: 'survey', row: null, column: null } as const;
  if (!String(parameters.path ?? '').endsWith('/meta/instanceName')) return fault;
  for (const [row, cells] of writtenRows(workbook, 'settings')) {
    const cell = cellAt(cells, 'instance_name');
    if (cell !== undefined) return { ...fault, sheet: 'settings', row, column: cell.column };
  }
  return fault;
}

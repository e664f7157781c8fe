import type { FormFault } from '../../form/form-fault.ts';
import type { Workbook } from '../../workbook/workbook.ts';
import { readBegin, readEnd } from '../survey/containers.ts';
import { isDynamicDefault } from '../survey/dynamic-default.ts';
import { readYesNo, TYPE_ALIASES } from '../survey/question-types.ts';
import { readSelect } from '../survey/selects.ts';
import { faultOfExpression } from './parse-cell.ts';
import { cellAt, type WrittenCell, writtenRows } from './written-sheet.ts';

const BINDS = ['relevant', 'required', 'readonly', 'constraint', 'calculate'];

/** More faults of this kind help nobody. */
const MOST_FAULTS = 500;

/**
 * The expressions of the survey that cannot be parsed (`xpath-…`), each at its cell, with the place counted in the text of the cell:
 * for a workbook that has other faults too, so that all are told at once, and for one whose form cannot be compiled.
 */
export function unreadableExpressions(workbook: Workbook): readonly FormFault[] {
  const faults: FormFault[] = [];
  for (const [row, cells] of writtenRows(workbook, 'survey')) {
    for (const { column, text } of expressionsOf(cells)) {
      const fault = faultOfExpression(text);
      if (fault === null || faults.length >= MOST_FAULTS) continue;
      const place = { severity: 'error', sheet: 'survey', row, column } as const;
      const path = cellAt(cells, 'name')?.text.trim() ?? '';
      faults.push({ ...place, code: fault.code, parameters: { ...fault.parameters, path, property: column } });
    }
  }
  return faults;
}

function expressionsOf(cells: readonly WrittenCell[]): readonly WrittenCell[] {
  const written = cellAt(cells, 'type')?.text.trim().replace(/\s+/g, ' ') ?? '';
  const type = TYPE_ALIASES.get(written) ?? written;
  const isDisabled = readYesNo(cellAt(cells, 'disabled')?.text.trim() ?? null) === true;
  if (type === '' || readEnd(type) !== null || isDisabled) return [];
  return cells.filter(({ path: [first = '', second = ''], text }) => {
    if (first === 'bind') return BINDS.includes(second);
    if (first === 'control') return second === 'jr:count' && readBegin(type)?.control === 'repeat';
    if (first === 'choice_filter') return readSelect(type) !== null;
    return first === 'default' && readBegin(type) === null && isDynamicDefault(text.trim(), type);
  });
}

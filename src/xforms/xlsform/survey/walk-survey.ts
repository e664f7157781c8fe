import { noteReferences } from '../entities/note-references.ts';
import { type TableRow, textOf } from '../tables/cell.ts';
import type { Table } from '../tables/read-table.ts';
import { findReferences, isElementName } from '../tree/names.ts';
import { beginContainer, endContainer, readBegin, readEnd } from './containers.ts';
import { type SurveyContext, surveyPlace, topOf } from './context.ts';
import { readYesNo, TYPE_ALIASES } from './question-types.ts';
import { addQuestion } from './questions.ts';
import { parseParameters } from './special/parameters.ts';

/** Settings that may stand as rows of the survey: type → setting. */
const ROW_SETTINGS: ReadonlyMap<string, string> = new Map([
  ['form_title', 'title'],
  ['set_form_title', 'title'],
  ['form_id', 'id_string'],
  ['set_form_id', 'id_string'],
  ['prefix', 'prefix'],
]);
const LOST_DEVICE_IDS = ['subscriberid', 'simserial'];

/** Goes through the rows of the survey and builds the form below the first frame of the context. */
export function walkSurvey(table: Table, context: SurveyContext): void {
  for (const row of table.rows) walkRow(row, context);
  for (const frame of context.stack.slice(1)) {
    const place = { sheet: 'survey', row: frame.row, column: 'type' };
    context.faults.error('end-missing', place, { found: frame.control, name: frame.element.name });
  }
}

function walkRow(row: TableRow, context: SurveyContext): void {
  if (isDisabled(row, context) || row.cells.size === 0) return;
  const written = textOf(row.cells, 'type');
  if (written === null) {
    const isComment = !row.cells.has('name') && !row.cells.has('label');
    const place = surveyPlace(row, 'type');
    if (isComment) context.faults.warn('row-skipped', place);
    else context.faults.error('type-missing', place);
    return;
  }
  const type = TYPE_ALIASES.get(written) ?? written;
  const setting = ROW_SETTINGS.get(type);
  if (setting !== undefined) {
    context.rowSettings.set(setting, textOf(row.cells, 'name') ?? '');
    return;
  }
  if (LOST_DEVICE_IDS.includes(type)) context.faults.warn('device-id-lost', surveyPlace(row, 'type'), { found: type });
  walkTyped(row, type, context);
}

function isDisabled(row: TableRow, { faults }: SurveyContext): boolean {
  const disabled = textOf(row.cells, 'disabled');
  if (disabled === null) return false;
  faults.warn('disabled-column', surveyPlace(row, 'disabled'));
  row.cells.delete('disabled');
  return readYesNo(disabled) === true;
}

function walkTyped(row: TableRow, type: string, context: SurveyContext): void {
  const begin = readBegin(type);
  const end = readEnd(type);
  const trigger = readTrigger(row, context);
  const parameters = parseParameters(textOf(row.cells, 'parameters') ?? '');
  if (parameters === null) {
    context.faults.error('parameters-form', surveyPlace(row, 'parameters'), {
      found: textOf(row.cells, 'parameters') ?? '',
    });
  }
  if (end !== null) {
    noteReferences(row, { name: null, isContainer: true }, context);
    endContainer(row, end, context);
    return;
  }
  const name = readName(row, type, context);
  if (name === null) return;
  noteReferences(row, { name, isContainer: begin !== null }, context);
  if (begin !== null) beginContainer(row, { ...begin, name }, context);
  else if (trigger !== null && parameters !== null) addQuestion({ row, type, name, trigger, parameters }, context);
}

/** The questions that trigger this one; null where the column is not understood. */
function readTrigger(row: TableRow, context: SurveyContext): readonly string[] | null {
  const text = textOf(row.cells, 'trigger');
  if (text === null) return [];
  const names: string[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '' && text.includes('${')) continue;
    const references = part.includes('${') ? findReferences(part) : null;
    if (references === null || references.length === 0) {
      context.faults.error('reference-form', surveyPlace(row, 'trigger'), { found: part.trim() });
      return null;
    }
    if (references.length > 1) {
      context.faults.error('references-without-comma', surveyPlace(row, 'trigger'), { found: part.trim() });
      return null;
    }
    names.push(...references.map((reference) => reference.name));
  }
  context.triggerReferences.push(...names.map((name) => ({ name, row: row.number })));
  return names;
}

/** The name of the row, noted among those of its group; null where it cannot be one. */
function readName(row: TableRow, type: string, context: SurveyContext): string | null {
  if (type === 'audit') return readAuditName(row, context);
  const given = textOf(row.cells, 'name');
  const name = given ?? (type === 'note' ? `generated_note_name_${row.number}` : null);
  const place = surveyPlace(row, 'name');
  if (name === null) context.faults.error('name-missing', place);
  else if (!isElementName(name)) context.faults.error('name-invalid', place, { found: name });
  else {
    context.nameCounts.set(name, (context.nameCounts.get(name) ?? 0) + 1);
    return isFree(name, row, context) ? name : null;
  }
  return null;
}

function readAuditName(row: TableRow, context: SurveyContext): string | null {
  const name = textOf(row.cells, 'name');
  if (name === null || name === 'audit') return 'audit';
  context.faults.error('audit-name', surveyPlace(row, 'name'), { found: name });
  return null;
}

function isFree(name: string, row: TableRow, context: SurveyContext): boolean {
  const { names, lowerNames } = topOf(context);
  const place = surveyPlace(row, 'name');
  if (name === 'meta') {
    context.faults.error('name-reserved', place, { found: name });
    return false;
  }
  if (names.has(name)) {
    context.faults.error('name-twice', place, { found: name });
    return false;
  }
  names.add(name);
  if (lowerNames.has(name.toLowerCase())) context.faults.warn('name-differs-by-case', place, { found: name });
  lowerNames.add(name.toLowerCase());
  return true;
}

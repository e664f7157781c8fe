import type { BodyControl } from '../../../../xforms/form/form.ts';
import { type Ast, isList, Op } from '../../../../xforms/xpath/ast.ts';
import { parseXPath } from '../../../../xforms/xpath/parse/parser.ts';
import type { PaperAnswer } from './paper-form.ts';
import { isFiltered, type PaperChoice, readChoices } from './read-choices.ts';
import { isSelf, resolvePath } from './read-paths.ts';
import { wordsOf } from './read-texts.ts';
import type { Survey } from './survey.ts';

/** More choices than these stand at the end of the form, and their code is written. */
const MOST_BOXES = 20;
/** More than these are not printed at all. */
const MOST_PRINTED = 200;
const USUAL_DIGITS = 6;
const MOST_DIGITS = 12;
const LINES_OF_LONG_TEXT = 4;
const MOST_LINES = 12;
const MOST_STEPS = 11;
/** What stands beside each other in the width of a sheet, in letters; a box counts as some. */
const ROW_LETTERS = 84;
const BOX_LETTERS = 5;

/** How a question is answered; a list that is too long for its place goes to the end of the form. */
export function readAnswer(control: BodyControl, survey: Survey): PaperAnswer {
  switch (control.kind) {
    case 'select1':
    case 'select':
    case 'rank':
      return answerByChoice(control, survey);
    case 'range':
      return scaleOf(control, survey);
    case 'upload':
      return mediaOf(control);
    case 'trigger':
      return { kind: 'acknowledge' };
    case 'input':
    case 'secret':
      return control.attributes.has('query') ? codeOf(control, null) : answerByType(control, survey);
  }
}

/** The code of a choice, for which there is room where boxes have none. */
export function answerByCode(control: BodyControl, survey: Survey): PaperAnswer {
  const choices = readChoices(control, survey);
  const isPrinted = choices !== null && choices.length > 0 && choices.length <= MOST_PRINTED;
  if (!isPrinted) return codeOf(control, null);
  const list = choices.map(({ code, label }) => ({ code, label: wordsOf(label) }));
  return codeOf(control, survey.appendices.add(list, survey.numbers.get(control.ref) ?? 0));
}

function answerByChoice(control: BodyControl, survey: Survey): PaperAnswer {
  const choices = readChoices(control, survey);
  const isShown = choices !== null && choices.length > 0 && choices.length <= MOST_BOXES;
  if (!isShown || (isFiltered(control) && choices.length > MOST_BOXES / 2)) return answerByCode(control, survey);
  const labels = choices.map(({ label }) => label);
  if (control.kind === 'rank') return { kind: 'rank', choices: labels };
  return { kind: 'choices', isMultiple: control.kind === 'select', isRow: fitsRow(choices), choices: labels };
}

function fitsRow(choices: readonly PaperChoice[]): boolean {
  const letters = choices.reduce((sum, { label }) => sum + wordsOf(label).length + BOX_LETTERS, 0);
  return letters <= ROW_LETTERS;
}

function codeOf({ kind }: BodyControl, appendix: number | null): PaperAnswer {
  return { kind: 'code', isMultiple: kind === 'select' || kind === 'rank', appendix };
}

function answerByType(control: BodyControl, survey: Survey): PaperAnswer {
  switch (survey.bindOf(control.ref)?.type ?? 'string') {
    case 'int':
      return { kind: 'digits', count: digitsOf(control.ref, survey) };
    case 'decimal':
      return { kind: 'decimal' };
    case 'date':
      return { kind: 'date', parts: dateParts(control) };
    case 'time':
      return { kind: 'time' };
    case 'dateTime':
      return { kind: 'date-time' };
    case 'geopoint':
      return { kind: 'points', count: 1 };
    case 'geotrace':
    case 'geoshape':
      return { kind: 'points', count: 4 };
    default:
      return { kind: 'lines', count: linesOf(control) };
  }
}

function dateParts(control: BodyControl): 'day' | 'month' | 'year' {
  if (hasAppearance(control, 'year')) return 'year';
  return hasAppearance(control, 'month-year') ? 'month' : 'day';
}

function linesOf(control: BodyControl): number {
  const rows = Number(control.attributes.get('rows') ?? '');
  if (rows >= 1) return Math.min(Math.round(rows), MOST_LINES);
  return hasAppearance(control, 'multiline') ? LINES_OF_LONG_TEXT : 1;
}

/** As many digits as the largest number has that the constraint lets through, also where that is another answer. */
function digitsOf(path: string, survey: Survey): number {
  const most = largestAt(path, survey, (other) => largestAt(other, survey, () => null));
  if (most === null || most < 0) return USUAL_DIGITS;
  return Math.min(String(Math.trunc(most)).length, MOST_DIGITS);
}

/** The largest number that stands somewhere in the record. */
type Largest = (path: string) => number | null;

function largestAt(path: string, survey: Survey, elsewhere: Largest): number | null {
  const parsed = parseXPath(survey.bindOf(path)?.constraint ?? '');
  if (!parsed.ok) return null;
  return largestOf(parsed.value, (ast) => {
    if (typeof ast === 'number') return ast;
    const found = resolvePath(ast, path);
    return found?.isPlain === true && found.path !== path ? elsewhere(found.path) : null;
  });
}

function largestOf(ast: Ast, limitOf: (ast: Ast | undefined) => number | null): number | null {
  if (!isList(ast)) return null;
  const [op, left, right] = ast;
  if (op === Op.and) {
    const found = [left, right].flatMap((side) => (side === undefined ? [] : (largestOf(side, limitOf) ?? [])));
    return found.length === 0 ? null : Math.min(...found);
  }
  const isTurned = isSelf(right);
  if (!isTurned && !isSelf(left)) return null;
  const limit = limitOf(isTurned ? left : right);
  const [including, excluding] = isTurned ? [Op.greaterEqual, Op.greater] : [Op.lessEqual, Op.less];
  if (limit === null || (op !== including && op !== excluding && op !== Op.equal)) return null;
  return op === excluding ? Math.ceil(limit) - 1 : limit;
}

function scaleOf(control: BodyControl, survey: Survey): PaperAnswer {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(control.attributes.get(name) ?? ''));
  const count = Math.floor((Number(end) - Number(start)) / Number(step) + 1e-9) + 1;
  if (!(count >= 2 && count <= MOST_STEPS)) return answerByType(control, survey);
  const places = Math.max(decimalsOf(control.attributes.get('start')), decimalsOf(control.attributes.get('step')));
  const values = Array.from({ length: count }, (_, at) => (Number(start) + at * Number(step)).toFixed(places));
  return { kind: 'scale', values };
}

function decimalsOf(number: string | undefined): number {
  return Math.min(number?.split('.')[1]?.trim().length ?? 0, 6);
}

function mediaOf(control: BodyControl): PaperAnswer {
  if (['signature', 'draw', 'annotate'].some((name) => hasAppearance(control, name))) return { kind: 'drawing' };
  const type = control.attributes.get('mediatype') ?? '';
  if (type.startsWith('image/')) return { kind: 'media', media: 'photo' };
  if (type.startsWith('audio/')) return { kind: 'media', media: 'sound' };
  return { kind: 'media', media: type.startsWith('video/') ? 'film' : 'file' };
}

function hasAppearance({ appearance }: BodyControl, name: string): boolean {
  return (appearance ?? '').toLowerCase().split(/\s+/).includes(name);
}

import type { BodyControl, BodyRepeat } from '../../../../xforms/form/form.ts';
import { parseXPath } from '../../../../xforms/xpath/parse/parser.ts';
import type { PaperAnswer, PaperPart, PaperQuestion, PaperRepeat } from './paper-form.ts';
import { answerByCode } from './read-answers.ts';
import { resolvePath } from './read-paths.ts';
import { wordsOf } from './read-texts.ts';
import type { Survey } from './survey.ts';

const FEWEST_IN_GRID = 3;
const MOST_GRID_CHOICES = 6;
const LONGEST_GRID_LABEL = 24;
const MOST_COLUMNS = 6;
/** Columns may be as wide as this together, in millimetres. */
const TABLE_MILLIMETRES = 160;
const CODE_MILLIMETRES = 30;
const DIGIT_MILLIMETRES = 4.8;
const LONGEST_CELL_HINT = 60;
const BLANK_ROWS = 10;
const BLANK_COPIES = 2;
const MOST_ROWS = 40;
const MOST_COPIES = 20;

/** Puts questions with the same few choices that follow each other into one grid. */
export function gatherGrids(parts: readonly PaperPart[]): PaperPart[] {
  const gathered: PaperPart[] = [];
  for (let at = 0; at < parts.length; ) {
    const run = runFrom(parts, at);
    if (run.length >= FEWEST_IN_GRID) {
      const answer = run[0]?.answer;
      gathered.push({ kind: 'grid', choices: answer?.kind === 'choices' ? answer.choices : [], questions: run });
    } else gathered.push(...parts.slice(at, at + Math.max(run.length, 1)));
    at += Math.max(run.length, 1);
  }
  return gathered;
}

function runFrom(parts: readonly PaperPart[], from: number): PaperQuestion[] {
  const run: PaperQuestion[] = [];
  const key = gridKey(parts[from]);
  for (let at = from; key !== null; at += 1) {
    const part = parts[at];
    if (part?.kind !== 'question' || gridKey(part) !== key) break;
    run.push(part);
  }
  return run;
}

/** The same for questions that may share a grid; null for what cannot stand in one. */
function gridKey(part: PaperPart | undefined): string | null {
  if (part?.kind !== 'question' || part.answer.kind !== 'choices') return null;
  const { choices, isMultiple } = part.answer;
  const isNarrow = choices.every((choice) => wordsOf(choice).length <= LONGEST_GRID_LABEL);
  const isFit = !isMultiple && choices.length <= MOST_GRID_CHOICES && isNarrow;
  return isFit ? JSON.stringify(choices) : null;
}

/** How often a repeat is printed, and as what. */
export function layOutRepeat(
  repeat: BodyRepeat,
  parts: readonly PaperPart[],
  survey: Survey,
): Pick<PaperRepeat, 'layout' | 'copies' | 'isOpen' | 'parts'> {
  const columns = columnsOf(repeat, parts, survey);
  const [usual, most] = columns === null ? [BLANK_COPIES, MOST_COPIES] : [BLANK_ROWS, MOST_ROWS];
  const count = countOf(repeat, survey);
  const copies = Math.min(count ?? usual, most);
  const isOpen = count === null || count > copies;
  if (columns === null) return { layout: 'copies', copies, isOpen, parts: gatherGrids(parts) };
  return { layout: 'table', copies, isOpen, parts: columns };
}

/** A number that is written in the form: `4`, `int(4)`, or so written for the node that the converter makes of it. */
function countOf({ count, nodeset }: BodyRepeat, survey: Survey): number | null {
  const parsed = parseXPath(count ?? '');
  const path = parsed.ok ? resolvePath(parsed.value, nodeset)?.path : undefined;
  const written = survey.bindOf(path ?? '')?.calculate ?? count ?? '';
  const found = /^\s*(?:(?:int|number)\s*\(\s*)?(\d{1,4})\s*\)?\s*$/.exec(written)?.[1];
  return found === undefined || Number(found) === 0 ? null : Number(found);
}

/** The questions as columns, one long list at most being answered by its codes; null where they do not fit. */
function columnsOf(repeat: BodyRepeat, parts: readonly PaperPart[], survey: Survey): readonly PaperQuestion[] | null {
  const questions = parts.filter((part) => part.kind === 'question');
  if (questions.length !== parts.length || questions.length === 0 || questions.length > MOST_COLUMNS) return null;
  const isPlain = questions.every(
    ({ condition, hint }) => condition === null && wordsOf(hint).length <= LONGEST_CELL_HINT,
  );
  const wide = questions.filter(({ answer }) => cellWidth(answer) === null);
  const width = questions.reduce((sum, { answer }) => sum + (cellWidth(answer) ?? CODE_MILLIMETRES), 0);
  if (!isPlain || width > TABLE_MILLIMETRES || wide.length > 1 || wide.some(({ answer }) => answer.kind !== 'choices'))
    return null;
  return questions.map((question) => {
    if (!wide.includes(question)) return question;
    const control = controlsOf(repeat).find(({ ref }) => survey.numbers.get(ref) === question.number);
    return control === undefined ? question : { ...question, answer: answerByCode(control, survey) };
  });
}

/** Millimetres that an answer needs in a table; null for one that a table has no room for. */
function cellWidth(answer: PaperAnswer): number | null {
  switch (answer.kind) {
    case 'digits':
      return 4 + answer.count * DIGIT_MILLIMETRES;
    case 'date':
      return answer.parts === 'day' ? 48 : null;
    case 'time':
      return 26;
    case 'lines':
      return answer.count === 1 ? 30 : null;
    case 'code':
    case 'decimal':
      return 30;
    default:
      return null;
  }
}

function controlsOf({ children }: BodyRepeat): readonly BodyControl[] {
  return children.flatMap((child) => (child.kind === 'group' || child.kind === 'repeat' ? [] : [child]));
}

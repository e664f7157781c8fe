import { paperForm } from '../../src/features/field/forms/paper/make-paper.ts';
import type { PaperForm, PaperText } from '../../src/features/field/forms/paper/paper-form.ts';
import { languageTag, type Sheet, type SheetPart, wordSheet } from '../../src/features/field/forms/paper/word-sheet.ts';
import { must } from '../../src/kernel/result.ts';
import { paperMessages } from '../../src/platform/i18n/messages/paper-messages.ts';
import { readWorkbook } from '../../src/xforms/workbook/read-workbook.ts';
import { type ConvertedForm, convertForm } from '../../src/xforms/xlsform/convert-form.ts';

/** Converts a form that is written as Markdown tables. */
export function formOf(markdown: string): ConvertedForm {
  const read = readWorkbook(new TextEncoder().encode(markdown), 'form.md');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const converted = convertForm(read.value, { formName: 'data', fallbackId: 'form' });
  if (!converted.ok) throw new Error(JSON.stringify(converted.error));
  return converted.value;
}

/** A form of rows `| type | name | label | …`, on paper. */
export function paperOf(rows: readonly string[], columns = 'type | name | label', more = ''): PaperForm {
  const survey = ['| survey |', `| | ${columns} |`, ...rows.map((row) => `| | ${row} |`)].join('\n');
  const { form, extras } = formOf(`${survey}\n${more}`);
  return paperForm(form, extras, { language: '' });
}

/** The words of a sheet in the language of its form. */
export function sheetOf(paper: PaperForm): Sheet {
  return wordSheet(paper, { words: paperMessages(languageTag(paper.language)), missionName: '' });
}

/** A sheet as lines that a person can read and compare. */
export function outlineOf(sheet: Sheet): string {
  const { title, edition, language, direction, parts, appendices, checks } = sheet;
  return [
    `${title} | ${edition} | ${language} ${direction}`,
    ...parts.flatMap((part) => linesOf(part)),
    ...appendices.flatMap(({ heading, remark, choices }) => [
      `= ${heading}: ${remark}`,
      ...choices.map(({ code, label }) => `  ${code} ${label}`),
    ]),
    ...checks.map((check) => `! ${wordsOf(check)}`),
    '',
  ].join('\n');
}

function linesOf(part: SheetPart): string[] {
  switch (part.kind) {
    case 'note':
      return [`> ${wordsOf(part.text)}${inBrackets(part.condition)}`];
    case 'grid':
      return [
        `grid ${part.choices.map(wordsOf).join(' | ')}`,
        ...part.questions.flatMap((question) => indented(headOf(question))),
      ];
    case 'section':
      return [`# ${wordsOf(part.heading)}${inBrackets(part.condition)}`, ...part.parts.flatMap(linesOf).map(indent)];
    case 'repeat':
      return [
        `${part.layout} ${wordsOf(part.heading)} x${part.copies.length}${part.isOpen ? '+' : ''}${inBrackets(part.condition)}`,
        ...part.parts.flatMap(linesOf).map(indent),
      ];
    case 'question':
      return [...headOf(part), `  ${answerOf(must(part.answer, 'An answer'))}${inBrackets(part.remark)}`];
  }
}

function headOf({ number, isRequired, text, hint, condition }: SheetPart & { kind: 'question' }): string[] {
  const head = `${number}${isRequired ? '*' : ''} ${wordsOf(text)}${inBrackets(condition)}`;
  return hint.length === 0 ? [head] : [head, `  ${wordsOf(hint)}`];
}

function answerOf({ kind, ...rest }: (SheetPart & { kind: 'question' })['answer']): string {
  const told = Object.entries(rest).map(([name, value]) => {
    if (name === 'choices') return (value as readonly PaperText[]).map(wordsOf).join(' / ');
    return `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`;
  });
  return [`[${kind}]`, ...told].join(' ');
}

function wordsOf(text: PaperText): string {
  const lines = text.map((runs) =>
    runs.map((run) => (run === null ? '____' : run.isBold ? `**${run.text}**` : run.text)).join(''),
  );
  return lines.join(' / ');
}

function inBrackets(words: string): string {
  return words === '' ? '' : ` (${words})`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map(indent);
}

function indent(line: string): string {
  return `  ${line}`;
}

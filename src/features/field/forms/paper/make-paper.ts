import type { BodyControl, BodyGroup, BodyNode, BodyRepeat, Form, TextPiece } from '../../../../xforms/form/form.ts';
import type { FormExtras } from '../../../../xforms/xlsform/extras/read-extras.ts';
import { gatherGrids, layOutRepeat } from './lay-out.ts';
import type { PaperForm, PaperPart, PaperQuestion, PaperText } from './paper-form.ts';
import { readAnswer } from './read-answers.ts';
import { readCondition } from './read-conditions.ts';
import { plainLine, readMarks, wordsOf } from './read-texts.ts';
import { isTrue, type PaperOptions, Survey } from './survey.ts';

/**
 * A form as an observer fills it with a pen where the phone fails: every question that somebody answers, numbered, with
 * its condition in words where these are simple and room for its answer. What is computed is left out; of `extras`, the
 * checks over one report stand at the end.
 */
export function paperForm(form: Form, extras: Pick<FormExtras, 'checks'> | null, options: PaperOptions): PaperForm {
  const survey = new Survey(form, options);
  const parts = gatherGrids(partsOf(form.body, survey));
  const checks = checksOf(extras, options.language, form);
  const appendices = survey.appendices.list();
  const { id, version } = form;
  const wanted = form.titles?.get(options.language) ?? form.title;
  const title = wanted.trim() === '' ? id : wanted;
  const direction = directionOf([title, ...parts.flatMap(wordsIn)]);
  const questionCount = survey.numbers.size;
  return { title, id, version, language: options.language, direction, parts, appendices, checks, questionCount };
}

function partsOf(nodes: readonly BodyNode[], survey: Survey): PaperPart[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'group') return groupOf(node, survey);
    if (node.kind === 'repeat') return repeatOf(node, [], survey);
    return controlOf(node, survey);
  });
}

/** A repeat takes its heading from the group of the same path around it (ODK XForms, repeats). */
function groupOf(group: BodyGroup, survey: Survey): PaperPart[] {
  if (survey.isLeftOut(group.ref)) return [];
  const heading = survey.texts.read(group.label);
  const [first, ...others] = group.children;
  if (first?.kind === 'repeat' && others.length === 0 && first.nodeset === group.ref) {
    return repeatOf(first, heading, survey);
  }
  const parts = partsOf(group.children, survey);
  const condition = readCondition(survey, group.ref);
  if (parts.length === 0) return [];
  if (heading.length === 0 && condition === null) return parts;
  return [{ kind: 'section', heading, condition, parts: gatherGrids(parts) }];
}

function repeatOf(repeat: BodyRepeat, heading: PaperText, survey: Survey): PaperPart[] {
  if (survey.isLeftOut(repeat.nodeset)) return [];
  const parts = partsOf(repeat.children, survey);
  if (parts.length === 0) return [];
  const condition = readCondition(survey, repeat.nodeset);
  return [{ kind: 'repeat', heading, condition, ...layOutRepeat(repeat, parts, survey) }];
}

function controlOf(control: BodyControl, survey: Survey): PaperPart[] {
  if (survey.isLeftOut(control.ref)) return [];
  const condition = readCondition(survey, control.ref);
  const text = survey.texts.read(control.label);
  const hint = survey.texts.readHint(control.hint);
  if (survey.isNote(control)) {
    const lines = [...text, ...hint];
    return lines.length === 0 ? [] : [{ kind: 'note', text: lines, condition }];
  }
  const number = survey.numbers.get(control.ref) ?? 0;
  const isRequired = isTrue(survey.bindOf(control.ref)?.required ?? null);
  // A question of nothing but a picture goes by its name.
  const named = text.length === 0 ? plainLine(control.ref.slice(control.ref.lastIndexOf('/') + 1)) : text;
  return [{ kind: 'question', number, text: named, hint, isRequired, condition, answer: readAnswer(control, survey) }];
}

function checksOf(extras: Pick<FormExtras, 'checks'> | null, language: string, form: Form): PaperText[] {
  const fallback = form.languages.find(({ isDefault }) => isDefault)?.name ?? 'default';
  return (extras?.checks ?? []).flatMap(({ scope, message }) => {
    const text = message[language] ?? message[fallback] ?? message.default ?? '';
    return scope !== 'report' || text === '' ? [] : [readMarks(cutAtReferences(text))];
  });
}

/** Messages of checks keep the references that other texts have as values of the record. */
function cutAtReferences(text: string): TextPiece[] {
  return text.split(/(\$\{[^}]*\})/).map((part, at) => (at % 2 === 0 ? part : { output: part }));
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;

function directionOf(words: readonly string[]): 'ltr' | 'rtl' {
  const all = words.join('');
  const turned = all.match(RIGHT_TO_LEFT)?.length ?? 0;
  return turned * 2 > (all.match(/\p{L}/gu)?.length ?? 0) ? 'rtl' : 'ltr';
}

function wordsIn(part: PaperPart): string[] {
  switch (part.kind) {
    case 'note':
      return [wordsOf(part.text)];
    case 'question':
      return wordsOfQuestion(part);
    case 'grid':
      return [...part.choices.map(wordsOf), ...part.questions.map(({ text }) => wordsOf(text))];
    case 'section':
    case 'repeat':
      return [wordsOf(part.heading), ...part.parts.flatMap(wordsIn)];
  }
}

function wordsOfQuestion({ text, answer }: PaperQuestion): string[] {
  return [wordsOf(text), ...(answer.kind === 'choices' ? answer.choices.map(wordsOf) : [])];
}

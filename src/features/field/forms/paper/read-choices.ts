import type { BodyControl, ChoiceList, ItemTable } from '../../../../xforms/form/form.ts';
import type { PaperText } from './paper-form.ts';
import { plainLine, wordsOf } from './read-texts.ts';
import type { Survey } from './survey.ts';

/** A choice with the code that the record has for it. */
export interface PaperChoice {
  readonly code: string;
  readonly label: PaperText;
}

/** The choices of a question, unfiltered; null where they stand neither in the form nor in its files. */
export function readChoices({ choices }: BodyControl, survey: Survey): readonly PaperChoice[] | null {
  if (choices === null) return null;
  if (choices.kind === 'itemset') return itemsOf(choices, survey);
  return choices.items.map(({ value, label }) => withLabel(value, survey.texts.read(label)));
}

/** What a value of a question is called on paper: the label of a choice, else the value; null for an unknown choice. */
export function findLabel(survey: Survey, path: string, value: string): string | null {
  const control = survey.controlOf(path);
  if (control === undefined || control.choices === null) return value;
  const choice = readChoices(control, survey)?.find(({ code }) => code === value);
  return choice === undefined ? null : wordsOf(choice.label);
}

/** Whether the choices are another list after other answers. */
export function isFiltered({ choices }: BodyControl): boolean {
  return choices?.kind === 'itemset' && choices.nodeset.includes('[');
}

function itemsOf(list: ChoiceList & { kind: 'itemset' }, survey: Survey): readonly PaperChoice[] | null {
  const table = tableOf(list.nodeset, survey);
  if (table === null) return null;
  const isItext = list.label.includes('itextId');
  const [code, label] = [list.value, isItext ? 'itextId' : list.label].map((name) => table.columns.indexOf(name));
  return table.rows.map((row) => {
    const [value, text] = [row[code ?? -1] ?? '', row[label ?? -1] ?? ''];
    return withLabel(value, isItext ? survey.texts.read({ kind: 'itext', id: text }) : plainLine(text));
  });
}

function tableOf(nodeset: string, { form, data }: Survey): ItemTable | null {
  const id = /^\s*(?:randomize\s*\(\s*)?instance\(\s*['"]([^'"]+)['"]\s*\)\/root\/item/.exec(nodeset)?.[1];
  const instance = form.instances.find((one) => one.id === id);
  if (instance?.kind === 'internal') return instance.items;
  return instance?.kind === 'external' ? (data.get(instance.src) ?? null) : null;
}

function withLabel(code: string, label: PaperText): PaperChoice {
  return { code, label: label.length === 0 ? plainLine(code) : label };
}

import { FaultList } from '../../../../../xforms/xlsform/fault-list.ts';
import { readSettings } from '../../../../../xforms/xlsform/settings.ts';
import { textOf } from '../../../../../xforms/xlsform/tables/cell.ts';
import type { BankQuestion } from '../../bank/bank-question.ts';
import { questionsOf } from '../../bank/questions-of.ts';
import { searchBank } from '../../bank/search-bank.ts';
import type { BankReply, TemplateReply } from '../../form-replies.ts';

/** A form that questions can be taken from. */
export interface BankSource {
  readonly kind: 'template' | 'form';
  readonly title: string;
  readonly questions: readonly BankQuestion[];
}

/** The questions of all templates and of the forms of the mission, form by form; those without questions are left out. */
export function gatherBank(templates: readonly TemplateReply[], forms: BankReply['forms']): readonly BankSource[] {
  const given = [
    ...forms.map(({ title, workbook }) => ({ kind: 'form' as const, title, workbook })),
    ...templates.map((one) => ({ kind: 'template' as const, title: titleOf(one), workbook: one.workbook })),
  ];
  return given
    .map(({ kind, title, workbook }) => ({ kind, title, questions: questionsOf(workbook, title) }))
    .filter(({ questions }) => questions.length > 0);
}

/** Each source with those of its questions that have the words. */
export function searchSources(sources: readonly BankSource[], words: string): readonly BankSource[] {
  return sources
    .map((source) => ({ ...source, questions: searchBank(source.questions, words) }))
    .filter(({ questions }) => questions.length > 0);
}

/** What the template calls itself; its file name where it does not. */
function titleOf({ name, workbook }: TemplateReply): string {
  return textOf(readSettings(workbook, new FaultList()).cells, 'title') ?? name;
}

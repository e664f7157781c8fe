import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import type { BankQuestion } from '../../bank/bank-question.ts';
import { questionsOf } from '../../bank/questions-of.ts';
import { searchBank } from '../../bank/search-bank.ts';
import { formTitleOf, formTitlesOf } from '../../checking/form-id-of.ts';
import type { BankReply, TemplateReply, Titles } from '../../form-replies.ts';

/** A form that questions can be taken from. */
export interface BankSource {
  readonly kind: 'template' | 'form';
  readonly title: string;
  readonly questions: readonly BankEntry[];
}

/** A question of a source, and the other sources that ask the same. */
export interface BankEntry extends BankQuestion {
  readonly alsoIn: readonly string[];
}

/**
 * The questions of the forms of the mission and of all templates, form by form. What several ask alike stands once, in the
 * first of them; a source that has nothing of its own left is named by its questions alone.
 */
export function gatherBank(
  messages: Pick<Messages, 'language'>,
  { templates, forms }: { readonly templates: readonly TemplateReply[]; readonly forms: BankReply['forms'] },
): readonly BankSource[] {
  const given = [
    ...forms.map(({ title, workbook }) => ({
      kind: 'form' as const,
      title: titleIn(messages, { title, titles: formTitlesOf(workbook) }),
      workbook,
    })),
    ...templates.map((one) => ({
      kind: 'template' as const,
      title: titleIn(messages, titlesOfTemplate(one)),
      workbook: one.workbook,
    })),
  ];
  const sources = given.map(({ kind, title, workbook }) => ({ kind, title, questions: questionsOf(workbook, title) }));
  const asked = titlesByQuestion(sources);
  const told = new Set<string>();
  return sources
    .map(({ kind, title, questions }) => {
      const own = questions.filter((question) => !told.has(keyOf(question)));
      for (const question of own) told.add(keyOf(question));
      const others = (question: BankQuestion) => [...(asked.get(keyOf(question)) ?? [])].filter((one) => one !== title);
      return { kind, title, questions: own.map((question) => ({ ...question, alsoIn: others(question) })) };
    })
    .filter(({ questions }) => questions.length > 0);
}

/** What a template is called, in each of its languages. */
export function titlesOfTemplate({ name, workbook }: TemplateReply): {
  readonly title: string;
  readonly titles: Titles;
} {
  return { title: formTitleOf(workbook) ?? name, titles: formTitlesOf(workbook) };
}

/** Titles of the sources of each question. */
function titlesByQuestion(sources: readonly { readonly title: string; readonly questions: readonly BankQuestion[] }[]) {
  const titles = new Map<string, Set<string>>();
  for (const { title, questions } of sources) {
    for (const question of questions) {
      const key = keyOf(question);
      titles.set(key, (titles.get(key) ?? new Set()).add(title));
    }
  }
  return titles;
}

/** Alike are questions of the same type, name and labels that offer the same choices; groups besides with the same rows. */
function keyOf({ kind, type, name, labels, rows, lists }: BankQuestion): string {
  const said = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([kind, type, name, said, lists, kind === 'question' ? [] : rows]);
}

/** Each source with those of its questions that have the words. */
export function searchSources(sources: readonly BankSource[], words: string): readonly BankSource[] {
  return sources
    .map((source) => ({ ...source, questions: searchBank(source.questions, words) }))
    .filter(({ questions }) => questions.length > 0);
}

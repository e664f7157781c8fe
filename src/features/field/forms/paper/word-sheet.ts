import type { MessageParameters } from '../../../../kernel/issue.ts';
import { must } from '../../../../kernel/result.ts';
import type {
  PaperAnswer,
  PaperCondition,
  PaperForm,
  PaperGrid,
  PaperPart,
  PaperQuestion,
  PaperText,
} from './paper-form.ts';
import { wordsOf } from './read-texts.ts';

/** What a sheet needs of the messages of a language. */
export interface PaperWords {
  readonly language: string;
  readonly find: (key: string, parameters?: MessageParameters) => string | null;
}

/** What stands on the sheets beside the form. */
export interface SheetOptions {
  readonly words: PaperWords;
  /** Empty where nobody has said. */
  readonly missionName: string;
  /** Whether the sheets say that they are of a draft, which may not be filled on the day; false where absent. */
  readonly isDraft?: boolean;
}

/** A form in its last words, as the template sets it: JSON. Conditions are sentences, empty where there is none. */
export interface Sheet {
  readonly title: string;
  readonly mission: string;
  /** Form, version and language, and first of all that it is a draft where it is one, as they stand on every sheet. */
  readonly edition: string;
  /** Language of the form (ISO 639), by which words are divided and read aloud. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly parts: readonly SheetPart[];
  readonly appendices: readonly SheetAppendix[];
  readonly checks: readonly PaperText[];
  /** Further words, by their name in the catalogue. */
  readonly words: Readonly<Record<string, string>>;
}

/** A part of the form with the sentence that says when it is filled. */
export type SheetPart =
  | {
      readonly kind: 'section';
      readonly heading: PaperText;
      readonly condition: string;
      readonly parts: readonly SheetPart[];
    }
  | {
      readonly kind: 'repeat';
      readonly heading: PaperText;
      readonly condition: string;
      readonly layout: 'table' | 'copies';
      /** What stands above each copy. */
      readonly copies: readonly string[];
      readonly isOpen: boolean;
      readonly parts: readonly SheetPart[];
    }
  | { readonly kind: 'grid'; readonly choices: readonly PaperText[]; readonly questions: readonly SheetQuestion[] }
  | SheetQuestion
  | { readonly kind: 'note'; readonly text: PaperText; readonly condition: string };

/** A question with the sentence that says when it is asked. */
export interface SheetQuestion {
  readonly kind: 'question';
  readonly number: number;
  readonly text: PaperText;
  readonly hint: PaperText;
  readonly isRequired: boolean;
  readonly condition: string;
  readonly answer: PaperAnswer;
  /** What is said beside the room for the answer; empty where nothing is. */
  readonly remark: string;
}

/** A list at the end with its heading. */
export interface SheetAppendix {
  readonly heading: string;
  readonly remark: string;
  readonly choices: readonly { readonly code: string; readonly label: string }[];
}

/** Words that the template sets where it wants. */
const TEMPLATE_WORDS = [
  'observer',
  'station',
  'date',
  'start',
  'how',
  'code',
  'codes',
  'day',
  'month',
  'year',
  'hour',
  'minute',
  'latitude',
  'longitude',
  'media.photo',
  'media.sound',
  'media.film',
  'media.file',
  'acknowledge',
  'number',
  'more',
  'checks',
  'further',
  'end',
  'signature',
];

/** Words a form on paper in the language of `words`, which is that of the form where we have it. */
export function wordSheet(paper: PaperForm, { words, missionName, isDraft = false }: SheetOptions): Sheet {
  const say = sayIn(words);
  const version = paper.version === null || paper.version === '' ? [] : [say('version', { version: paper.version })];
  return {
    title: paper.title,
    mission: missionName,
    edition: [...(isDraft ? [say('draft')] : []), paper.id, ...version, paper.language]
      .filter((part) => part !== '')
      .join(' · '),
    language: languageTag(paper.language)?.split('-')[0] ?? words.language,
    direction: paper.direction,
    parts: paper.parts.map((part) => wordPart(part, say)),
    appendices: paper.appendices.map(({ questions, choices }, at) => ({
      heading: say('list', { number: at + 1 }),
      remark: say('list-for', { count: questions.length, questions: questions.join(', ') }),
      choices,
    })),
    checks: paper.checks,
    // The template puts the numbers of pages where these signs stand.
    words: {
      ...Object.fromEntries(TEMPLATE_WORDS.map((key) => [key, say(key)])),
      page: say('page', { page: '⟨', of: '⟩' }),
    },
  };
}

/** The tag that the name of a form's language ends with: `Русский (ru)` → `ru`; null where it has none. */
export function languageTag(name: string): string | null {
  return /\(\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*\)\s*$/i.exec(name)?.[1]?.toLowerCase() ?? null;
}

type Say = (key: string, parameters?: MessageParameters) => string;

function sayIn(words: PaperWords): Say {
  return (key, parameters) => must(words.find(`paper.${key}`, parameters), `Say paper.${key}: no such message`);
}

function wordPart(part: PaperPart, say: Say): SheetPart {
  switch (part.kind) {
    case 'question':
      return wordQuestion(part, say);
    case 'grid':
      return wordGrid(part, say);
    case 'note':
      return { ...part, condition: wordCondition(part.condition, say) };
    case 'section':
      return {
        ...part,
        condition: wordCondition(part.condition, say),
        parts: part.parts.map((one) => wordPart(one, say)),
      };
    case 'repeat':
      return {
        ...part,
        condition: wordCondition(part.condition, say),
        copies: Array.from({ length: part.copies }, (_, at) => nameCopy(wordsOf(part.heading), at + 1, say)),
        parts: part.parts.map((one) => wordPart(one, say)),
      };
  }
}

function nameCopy(heading: string, number: number, say: Say): string {
  return heading === '' ? say('copy-alone', { number }) : say('copy', { heading, number });
}

function wordGrid({ kind, choices, questions }: PaperGrid, say: Say): SheetPart {
  return { kind, choices, questions: questions.map((question) => wordQuestion(question, say)) };
}

function wordQuestion(question: PaperQuestion, say: Say): SheetQuestion {
  const { answer } = question;
  return { ...question, condition: wordCondition(question.condition, say), remark: wordRemark(answer, say) };
}

function wordRemark(answer: PaperAnswer, say: Say): string {
  if (answer.kind === 'rank') return say('rank');
  if (answer.kind === 'choices') return answer.isMultiple ? say('several') : '';
  if (answer.kind !== 'code' || answer.appendix === null) return '';
  return say('in-list', { number: answer.appendix });
}

/** When something is filled, as a sentence; empty where it always is. */
function wordCondition(condition: PaperCondition | null, say: Say): string {
  if (condition === null) return '';
  if (condition.kind !== 'depends') return say('only', { conditions: wordClause(condition, say) });
  const { questions } = condition;
  return say('depends', { count: questions.length, questions: questions.join(', ') });
}

function wordClause(condition: PaperCondition, say: Say): string {
  if ('of' in condition) {
    const joint = condition.kind === 'all' ? 'and' : 'or';
    return condition.of.map((one) => wordClause(one, say)).reduce((first, second) => say(joint, { first, second }));
  }
  if (condition.kind === 'depends') return wordCondition(condition, say);
  const { kind, question } = condition;
  return say(`when.${kind}`, 'value' in condition ? { question, value: condition.value } : { question });
}

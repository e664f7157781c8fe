import type { CodebookQuestion } from '../../forms/checking/codebook-table.ts';
import { plainPath } from '../reading/plain-path.ts';
import type { ShownAnswer } from './arrival-replies.ts';

type Labels = Readonly<Record<string, string>>;

/** Something that the device notes by itself, and nobody is asked. */
export interface NotedNode {
  /** As the form has it. */
  readonly type: string;
}

/** What a version says, and what is known of the form that it was read with. */
export interface ReadAnswers {
  readonly answers: Readonly<Record<string, unknown>>;
  /** The questions of the form by path. */
  readonly questions: ReadonlyMap<string, CodebookQuestion>;
  /** Words of what was chosen from files beside the form: path → value → words. */
  readonly chosen: Readonly<Record<string, Readonly<Record<string, Labels>>>>;
  /** What the device notes by itself, by paths without the places of copies. */
  readonly noted: ReadonlyMap<string, NotedNode>;
}

/** Answers with the words of their questions and of what was chosen, in the order of the answers. */
export function wordAnswers({ answers, questions, chosen, noted }: ReadAnswers): readonly ShownAnswer[] {
  return Object.entries(answers).map(([path, given]) => {
    const plain = plainPath(path);
    const {
      control = 'calculate',
      type = noted.get(plain)?.type,
      labels = {},
      choices = [],
    } = questions.get(plain) ?? {};
    const value = textOfAnswer(given);
    const words = { ...chosen[plain], ...Object.fromEntries(choices.map((one) => [one.value, one.labels])) };
    const isNoted = noted.has(plain) || (control === 'calculate' && isMeta(plain));
    return { path, labels, value, kind: KINDS[type ?? ''] ?? null, isNoted, choices: chosenOf(value, words) };
  });
}

const KINDS: Readonly<Record<string, ShownAnswer['kind']>> = { dateTime: 'moment', date: 'date', time: 'time' };

/** What stands in the block of the record's own names: `/data/meta/instanceName`. */
function isMeta(path: string): boolean {
  return /^\/[^/]+\/(?:\w+:)?meta\//.test(path);
}

/** An answer as a text; empty where there is none. */
export function textOfAnswer(given: unknown): string {
  if (given === null || given === undefined) return '';
  return typeof given === 'object' ? JSON.stringify(given) : String(given);
}

/** A value of a file may hold spaces, where one was chosen. */
function chosenOf(value: string, words: Readonly<Record<string, Labels>>): readonly Labels[] {
  return (Object.hasOwn(words, value) ? [value] : value.split(' '))
    .flatMap((one) => (Object.hasOwn(words, one) ? [words[one]] : []))
    .filter((labels) => labels !== undefined);
}

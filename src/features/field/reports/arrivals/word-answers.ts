import { type CodebookTable, readCodebookTable } from '../../forms/checking/codebook-table.ts';
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
  readonly codebook: CodebookTable | null;
  /** What the device notes by itself, by paths without the places of copies. */
  readonly noted: ReadonlyMap<string, NotedNode>;
}

/** Answers with the words of their questions and of what was chosen, in the order of the answers. */
export function wordAnswers({ answers, codebook, noted }: ReadAnswers): readonly ShownAnswer[] {
  const questions = codebook === null ? [] : [...readCodebookTable(codebook).values()];
  const words = new Map(
    questions.map(({ path, control, type, labels, choices }) => [
      path,
      { control, type, labels, choices: new Map(choices.map((choice) => [choice.value, choice.labels])) },
    ]),
  );
  return Object.entries(answers).map(([path, given]) => {
    const plain = plainPath(path);
    const { control = 'calculate', type = noted.get(plain)?.type, labels = {}, choices } = words.get(plain) ?? {};
    const value = textOf(given);
    const chosen = choices === undefined || choices.size === 0 ? [] : chosenOf(value, choices);
    const isNoted = noted.has(plain) || (control === 'calculate' && isMeta(plain));
    return { path, labels, value, kind: KINDS[type ?? ''] ?? null, isNoted, choices: chosen };
  });
}

const KINDS: Readonly<Record<string, ShownAnswer['kind']>> = { dateTime: 'moment', date: 'date', time: 'time' };

/** What stands in the block of the record's own names: `/data/meta/instanceName`. */
function isMeta(path: string): boolean {
  return /^\/[^/]+\/(?:\w+:)?meta\//.test(path);
}

function textOf(given: unknown): string {
  if (given === null || given === undefined) return '';
  return typeof given === 'object' ? JSON.stringify(given) : String(given);
}

function chosenOf(value: string, choices: ReadonlyMap<string, Labels>): readonly Labels[] {
  return value
    .split(' ')
    .map((one) => choices.get(one))
    .filter((labels) => labels !== undefined);
}

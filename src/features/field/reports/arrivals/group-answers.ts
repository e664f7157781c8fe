import type { ShownAnswer } from './arrival-replies.ts';

/** A part of what a version says: answers that stand side by side, or a copy of a repeat. */
export type AnswerPart =
  | { readonly kind: 'answers'; readonly answers: readonly ShownAnswer[] }
  | {
      readonly kind: 'copy';
      /** Of the repeat, as its paths have it. */
      readonly name: string;
      /** The how many it is, and of how many. */
      readonly number: number;
      readonly count: number;
      readonly parts: readonly AnswerPart[];
    };

/** A copy that an answer lies in: the last part of `/data/visit[2]`. */
interface Copy {
  readonly path: string;
  /** The path of all of its copies: `/data/visit`. */
  readonly repeat: string;
  readonly number: number;
}

/** Answers by the copies of repeats that they lie in, in their order: `/data/visit[2]/note` lies in the second `visit`. */
export function groupAnswers(answers: readonly ShownAnswer[]): readonly AnswerPart[] {
  const counts = new Map<string, number>();
  const placed = answers.map((answer) => ({ answer, copies: copiesOf(answer.path) }));
  for (const { copies } of placed) {
    for (const { repeat, number } of copies) counts.set(repeat, Math.max(number, counts.get(repeat) ?? 0));
  }
  return partsAt(placed, { depth: 0, counts });
}

type Placed = readonly { readonly answer: ShownAnswer; readonly copies: readonly Copy[] }[];

function partsAt(
  placed: Placed,
  { depth, counts }: { readonly depth: number; readonly counts: ReadonlyMap<string, number> },
): readonly AnswerPart[] {
  const runs: { copy: Copy | undefined; placed: Placed[number][] }[] = [];
  for (const one of placed) {
    const copy = one.copies[depth];
    const last = runs.at(-1);
    if (last !== undefined && last.copy?.path === copy?.path) last.placed.push(one);
    else runs.push({ copy, placed: [one] });
  }
  return runs.map(({ copy, placed: within }): AnswerPart => {
    if (copy === undefined) return { kind: 'answers', answers: within.map(({ answer }) => answer) };
    const { number, repeat } = copy;
    const name = repeat.slice(repeat.lastIndexOf('/') + 1);
    const parts = partsAt(within, { depth: depth + 1, counts });
    return { kind: 'copy', name, number, count: counts.get(repeat) ?? number, parts };
  });
}

/** The copies around an answer, outermost first. A position at the very end is of the answer itself. */
function copiesOf(path: string): readonly Copy[] {
  return [...path.matchAll(/\[(\d+)\]\//g)].map(({ index, 0: whole, 1: number }) => ({
    path: path.slice(0, index + whole.length),
    repeat: path.slice(0, index),
    number: Number(number),
  }));
}

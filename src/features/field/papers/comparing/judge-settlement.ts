import type { InstanceNode } from '../../../../xforms/form/form.ts';
import { type AskedForm, type Row, rowsOf } from './asked-answers.ts';

/**
 * What was taken where not all say the same: what one copy says, something else, or nothing because the question is not asked
 * as the other answers stand.
 */
export type Taken = 'a' | 'b' | 'other' | 'unasked';

/** A place in which the copies differ, or the settled record says other than both. */
export interface Choice {
  readonly path: string;
  readonly kind: Row['kind'];
  readonly a: string | null;
  readonly b: string | null;
  readonly value: string | null;
  readonly taken: Taken;
}

/** What a third person made of two copies. */
export interface Judgement {
  readonly choices: readonly Choice[];
  /** Places in which the settled record says other than the first copy, and than the second. */
  readonly firstErrors: number;
  readonly secondErrors: number;
  /** Answers that were compared: those that any of the three has. */
  readonly answers: number;
}

/** Tells what was taken, place by place, from the records alone: whoever settles says nothing that is taken on trust. */
export function judgeSettlement(
  form: AskedForm,
  copies: { readonly a: InstanceNode; readonly b: InstanceNode },
  settled: InstanceNode,
): Judgement {
  const choices: Choice[] = [];
  let [firstErrors, secondErrors, answers] = [0, 0, 0];
  for (const { path, kind, given, normal } of rowsOf(form, [copies.a, copies.b, settled])) {
    const [a = null, b = null, value = null] = given;
    const [ours, theirs, taken] = normal;
    if (kind === 'answer' && normal.some((text) => text !== '')) answers += 1;
    if (ours === theirs && ours === taken) continue;
    // What is not asked in the settled record is an error of nobody: the answer that it hangs on is one.
    const isUnasked = kind === 'answer' && value === null;
    if (taken !== ours && !isUnasked) firstErrors += 1;
    if (taken !== theirs && !isUnasked) secondErrors += 1;
    choices.push({ path, kind, a, b, value, taken: takenOf({ ours, theirs, taken, isUnasked }) });
  }
  return { choices, firstErrors, secondErrors, answers };
}

function takenOf(of: {
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
  readonly taken: string | undefined;
  readonly isUnasked: boolean;
}): Taken {
  if (of.taken === of.ours) return 'a';
  if (of.taken === of.theirs) return 'b';
  return of.isUnasked ? 'unasked' : 'other';
}

import { err, ok, type Result } from '../../../kernel/result.ts';

/** What can be decided about a form, in words of its history. */
export const FORM_ACTS = ['frozen', 'unfreeze-asked', 'unfreeze-refused', 'unfrozen', 'retired', 'reopened'] as const;
export type FormAct = (typeof FORM_ACTS)[number];

/** A decision about a form. */
export interface DecidedAct {
  readonly act: FormAct;
  readonly actorId: string;
  readonly actorName: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly reason: string;
}

/**
 * Where a form stands: `draft`, nothing was published yet; `open`, phones fill its newest version; `frozen`, and no version
 * may follow before the day is over; `unfreezing`, one person has asked to unfreeze it and another must agree; `retired`,
 * it is not filled any more.
 */
export type FormState = 'draft' | 'open' | 'frozen' | 'unfreezing' | 'retired';

const AFTER: Readonly<Record<FormAct, FormState>> = {
  frozen: 'frozen',
  'unfreeze-asked': 'unfreezing',
  'unfreeze-refused': 'frozen',
  unfrozen: 'open',
  retired: 'retired',
  reopened: 'open',
};

const BEFORE: Readonly<Record<FormAct, FormState>> = {
  frozen: 'open',
  'unfreeze-asked': 'frozen',
  'unfreeze-refused': 'unfreezing',
  unfrozen: 'unfreezing',
  retired: 'open',
  reopened: 'retired',
};

/** Where a form stands after all that was decided, oldest first. */
export function formState(acts: readonly Pick<DecidedAct, 'act'>[], isPublished: boolean): FormState {
  const last = acts.at(-1);
  if (!isPublished) return 'draft';
  return last === undefined ? 'open' : AFTER[last.act];
}

/** Whether a new version may be published. */
export function mayPublish(state: FormState): boolean {
  return state === 'draft' || state === 'open';
}

/** Why an act may not be done now: the form stands elsewhere, or the person who asked may not agree with themselves. */
export type ActRefusal = { readonly kind: 'state'; readonly state: FormState } | { readonly kind: 'same-person' };

/**
 * Whether `act` may be done by `actorId` after `acts`.
 *
 * @returns the id of the person who had asked, where the act agrees with them; otherwise null.
 */
export function admitAct(
  act: FormAct,
  actorId: string,
  form: { readonly acts: readonly Pick<DecidedAct, 'act' | 'actorId'>[]; readonly isPublished: boolean },
): Result<string | null, ActRefusal> {
  const state = formState(form.acts, form.isPublished);
  if (BEFORE[act] !== state) return err({ kind: 'state', state });
  if (act !== 'unfrozen') return ok(null);
  const askedBy = form.acts.at(-1)?.actorId ?? '';
  return askedBy === actorId ? err({ kind: 'same-person' }) : ok(askedBy);
}

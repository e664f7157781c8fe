import type { KeptAnswers } from '../../../xforms/instance/draft.ts';
import type { FillDraft } from './filling.ts';
import { keptDraft } from './kept-draft.ts';
import type { FormToFill } from './load-form.ts';
import { openFilled } from './open-filled.ts';

/** A draft with the record that it corrects. */
export interface DraftOver {
  /** As `FillForm` has it. */
  readonly key: string;
  /** XML of the earlier record; null: it was begun empty. */
  readonly record: string | null;
}

/**
 * Takes what was typed over one record to another one, which somebody else made of it meanwhile: what was changed here is put
 * over what it says, and all the rest is as it says. The draft of `from` is forgotten. False: there is no such draft, it or a
 * record does not open with this form, or the browser keeps nothing; then everything stays as it is.
 */
export async function carryOver(
  form: FormToFill,
  { from, to, language }: { readonly from: DraftOver; readonly to: DraftOver; readonly language: string },
): Promise<boolean> {
  const old = keptDraft<FillDraft>(from.key);
  const kept = await old.load();
  const [base, theirs] = [from, to].map(({ record }) => openFilled({ ...form, record, draft: null, language }));
  if (kept === null || !base?.ok || !theirs?.ok) return false;
  const instance = mergeAnswers({
    base: base.value.session.draft().instance as KeptAnswers,
    mine: kept.draft.instance as KeptAnswers,
    theirs: theirs.value.session.draft().instance as KeptAnswers,
  });
  const draft = { ...theirs.value.session.draft(), language: kept.draft.language, instance };
  const next = keptDraft<FillDraft>(to.key);
  next.save({ savedAt: kept.savedAt, draft, files: kept.files, sealed: null });
  if (!(await next.flush())) return false;
  await old.remove();
  return true;
}

type Given = KeptAnswers | undefined;

/** What was changed between `base` and `mine`, put over `theirs`; the names of the record are theirs. */
export function mergeAnswers({ base, mine, theirs }: Readonly<Record<'base' | 'mine' | 'theirs', Given>>): Given {
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base)) return mine;
  if (isGroup(mine) && isGroup(theirs)) {
    const before = isGroup(base) ? base : {};
    const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
    const merged = [...names].map((name) => {
      const of = { base: before[name], mine: mine[name], theirs: theirs[name] };
      return [name, isMeta(name) ? of.theirs : mergeAnswers(of)] as const;
    });
    return Object.fromEntries(merged.filter(([, answers]) => answers !== undefined)) as Given;
  }
  if (isList(base) && isList(mine) && isList(theirs) && base.length === mine.length && mine.length === theirs.length) {
    return mine.map((copy, at) => mergeAnswers({ base: base[at], mine: copy, theirs: theirs[at] }) ?? '');
  }
  return mine;
}

function isMeta(name: string): boolean {
  return name.replace(/^.*:/, '') === 'meta';
}

function isList(given: Given): given is readonly KeptAnswers[] {
  return Array.isArray(given);
}

function isGroup(given: Given): given is { readonly [name: string]: KeptAnswers } {
  return typeof given === 'object' && !Array.isArray(given);
}

function isSame(one: Given, other: Given): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

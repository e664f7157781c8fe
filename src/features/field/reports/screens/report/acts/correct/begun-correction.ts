import type { FillDraft } from '../../../../../../../platform/ui/fill-form/filling.ts';
import { keptDraft } from '../../../../../../../platform/ui/fill-form/kept-draft.ts';
import { type BegunCorrection, begunKeyOf, type Corrected, draftKeyOf } from './corrected-version.ts';

/** A correction that was begun in this browser and not sent. */
export interface Begun extends BegunCorrection {
  /** When its answers were kept, ISO 8601 in UTC; null: none were typed. */
  readonly savedAt: string | null;
}

/** Null: nothing was begun, or the browser keeps nothing. */
export async function findBegun(corrected: Corrected): Promise<Begun | null> {
  const begun = await kept<BegunCorrection>(begunKeyOf(corrected));
  if (begun === null) return null;
  const draft = await kept<FillDraft>(draftKeyOf(corrected, begun));
  return { ...begun, savedAt: draft?.savedAt ?? null };
}

/** Forgets what was typed. @returns what brings it back. */
export async function discardBegun(corrected: Corrected): Promise<() => Promise<void>> {
  const begun = await kept<BegunCorrection>(begunKeyOf(corrected));
  if (begun === null) return async () => {};
  const keys = [begunKeyOf(corrected), draftKeyOf(corrected, begun)];
  const values = await Promise.all(keys.map((key) => kept<unknown>(key)));
  await Promise.all(keys.map((key) => keptDraft(key).remove()));
  return async () => {
    for (const [at, key] of keys.entries()) {
      const draft = keptDraft<unknown>(key);
      draft.save(values[at]);
      await draft.flush();
    }
  };
}

function kept<T>(key: string): Promise<T | null> {
  return keptDraft<T>(key)
    .load()
    .then(
      (found) => found,
      () => null,
    );
}

import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { api } from '../../../../../platform/ui/api.ts';
import type { ChoiceMatches } from '../../../forms/checking/file-choices.ts';
import { isOfFile, type ListColumn } from '../../arrivals/list/list-column.ts';
import type { ListDesk } from '../rows/list-desk.ts';

/** So long is waited for the next letter. */
const PAUSE_MS = 120;

/**
 * Values of a question whose choices stand in a file beside the form, as the server finds them by what is typed: they may be
 * thousands. Their words are told to the desk. None where the form has the choices itself, or the server cannot be reached.
 */
export function createFileChoices(
  desk: ListDesk,
  { form, column }: { readonly form: string | null; readonly column: ListColumn },
  typed: () => string,
): () => { readonly values: readonly string[]; readonly isCut: boolean } {
  const none = { values: [], isCut: false };
  const [found, setFound] = createSignal<ReturnType<ReturnType<typeof createFileChoices>>>(none);
  if (form === null || !isOfFile(column)) return () => none;
  const text = createMemo(() => typed().trim());
  const search = async (wanted: string) => {
    const query = new URLSearchParams({ form, column: column.id, search: wanted });
    const { choices, isCut } = await api
      .get<ChoiceMatches>(`${desk.path}/report-choices?${query}`)
      .catch((): ChoiceMatches => ({ choices: [], isCut: false }));
    if (text() !== wanted) return;
    desk.nameChoices({ [column.id]: Object.fromEntries(choices.map(({ value, labels }) => [value, labels])) });
    setFound({ values: choices.map(({ value }) => value), isCut });
  };
  createEffect(
    on(text, (wanted) => {
      const timer = setTimeout(() => void search(wanted), wanted === '' ? 0 : PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return found;
}

import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { api } from '../../../../../platform/ui/api.ts';
import type { ChoiceMatches } from '../../../forms/checking/file-choices.ts';
import { isOfFile, type ListColumn } from '../../arrivals/list/list-column.ts';
import type { ListDesk } from '../rows/list-desk.ts';

/** So long is waited for the next letter. */
const PAUSE_MS = 120;

/** Choices that the server found. */
interface FoundChoices {
  readonly values: readonly string[];
  /** Where they stand in the file. */
  readonly places: Readonly<Record<string, number>>;
  readonly isCut: boolean;
}

/**
 * Values of a question whose choices stand in a file beside the form, as the server finds them by what is typed: they may be
 * thousands. Their words are told to the desk. None where the form has the choices itself, or the server cannot be reached.
 */
export function createFileChoices(
  desk: ListDesk,
  { form, column }: { readonly form: string | null; readonly column: ListColumn },
  typed: () => string,
): () => FoundChoices {
  const none: FoundChoices = { values: [], places: {}, isCut: false };
  const [found, setFound] = createSignal(none);
  if (form === null || !isOfFile(column)) return () => none;
  const text = createMemo(() => typed().trim());
  const search = async (wanted: string) => {
    const query = new URLSearchParams({ form, column: column.id, search: wanted });
    const { choices, isCut } = await api
      .get<ChoiceMatches>(`${desk.path}/report-choices?${query}`)
      .catch((): ChoiceMatches => ({ choices: [], isCut: false }));
    if (text() !== wanted) return;
    desk.nameChoices({ [column.id]: Object.fromEntries(choices.map(({ value, labels }) => [value, labels])) });
    const places = Object.fromEntries(choices.map(({ value, place }) => [value, place]));
    setFound({ values: choices.map(({ value }) => value), places, isCut });
  };
  createEffect(
    on(text, (wanted) => {
      const timer = setTimeout(() => void search(wanted), wanted === '' ? 0 : PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return found;
}

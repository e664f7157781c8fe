import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { SearchField } from './search-field.tsx';

const TYPING_MS = 300;

/** A field whose words are asked for once somebody pauses; `onSearch` null: nothing is searched. */
export function ListSearch(props: {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string | null) => void;
}) {
  const [text, setText] = createSignal(props.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(
      () => props.value,
      // What is being typed is not taken away by what was typed before it.
      (value) => timer === undefined && setText(value),
    ),
  );
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      props.onSearch(text().trim() || null);
    }, TYPING_MS);
  };
  return <SearchField label={props.label} value={text()} onInput={type} />;
}

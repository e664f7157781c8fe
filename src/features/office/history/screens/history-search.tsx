import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';

/** Whoever types is asked for no more than this, so that a search is one of words and not of letters. */
const PAUSE_MS = 250;

/** A search that begins when one stops typing. */
export function HistorySearch(props: { readonly value: string; readonly onChange: (text: string) => void }) {
  const { t } = useMessages();
  const [typed, setTyped] = createSignal(props.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // An address that is followed or gone back to says what is searched.
  createEffect(
    on(
      () => props.value,
      (value) => {
        if (timer === undefined) setTyped(value);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      props.onChange(text.trim());
    }, PAUSE_MS);
  };
  return <SearchField label={t('history.filter.search')} value={typed()} onInput={type} />;
}

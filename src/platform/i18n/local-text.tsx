import { Show } from 'solid-js';
import type { LocalizedText } from '../../kernel/text.ts';
import { directionIfOther, useMessages } from './language-provider.tsx';

/**
 * A text of a record in the reader's language, or in the one that there is, marked with `lang` so that a screen
 * reader pronounces it right. `fallback` stands where there is no text at all.
 */
export function LocalText(props: { readonly text: LocalizedText; readonly fallback?: string }) {
  const messages = useMessages();
  const picked = () => messages.localized(props.text);
  return (
    <Show when={picked()} fallback={props.fallback}>
      {(pick) => (
        <Show when={pick().isForeign} fallback={pick().text}>
          <span lang={pick().language} dir={directionIfOther(pick().language, messages)}>
            {pick().text}
          </span>
        </Show>
      )}
    </Show>
  );
}

/**
 * A name as the reader can read it, with the name in the original after it where that differs: people and places keep
 * the name that they bear at home. `original` is the language of the record (BCP 47).
 */
export function LocalName(props: { readonly name: LocalizedText; readonly original: string }) {
  const messages = useMessages();
  const originalText = () => {
    const text = props.name[props.original];
    return text === undefined || text === messages.localized(props.name)?.text ? null : text;
  };
  return (
    <>
      <LocalText text={props.name} />
      <Show when={originalText()}>
        {(text) => (
          <>
            {' '}
            <span class="original-name" lang={props.original}>
              {text()}
            </span>
          </>
        )}
      </Show>
    </>
  );
}

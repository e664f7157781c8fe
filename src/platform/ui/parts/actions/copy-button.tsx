import { createSignal, onCleanup } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from './button.tsx';

const CONFIRMED_MS = 2_000;

/** Puts a text on the clipboard, and says so for a moment. */
export function CopyButton(props: { readonly text: string }) {
  const { t } = useMessages();
  const [isCopied, setIsCopied] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    setIsCopied(true);
    timer = setTimeout(() => setIsCopied(false), CONFIRMED_MS);
  };
  return (
    <Button look="quiet" onClick={copy}>
      <span aria-live="polite">{isCopied() ? t('ui.copied') : t('ui.copy')}</span>
    </Button>
  );
}

/** A text that is to be taken over letter by letter: a link, a command, a key. */
export function CodeBlock(props: { readonly text: string; readonly label: string }) {
  return (
    <figure class="code-block" aria-label={props.label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <pre tabIndex={0}>
        <code>{props.text}</code>
      </pre>
      <CopyButton text={props.text} />
    </figure>
  );
}

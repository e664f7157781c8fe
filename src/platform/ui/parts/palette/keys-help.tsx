import { createSignal, For, onCleanup } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Dialog } from '../actions/dialog.tsx';
import { isTyping } from '../table/row-keys.ts';
import { pageKeys } from './page-keys.ts';
import './palette.css';

/** `?` shows the keys that the page knows. */
export function KeysHelp() {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  const keys = () => [
    { keys: ['j', '↓'], words: t('ui.keys.next') },
    { keys: ['k', '↑'], words: t('ui.keys.previous') },
    { keys: ['Enter'], words: t('ui.keys.open') },
    { keys: ['Esc'], words: t('ui.keys.close') },
    { keys: ['/'], words: t('ui.keys.search') },
    ...pageKeys(),
    { keys: ['Ctrl K'], words: t('ui.keys.palette') },
    { keys: ['?'], words: t('ui.keys.help') },
  ];
  const listen = (event: KeyboardEvent) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    event.preventDefault();
    setIsOpen(true);
  };
  document.addEventListener('keydown', listen);
  onCleanup(() => document.removeEventListener('keydown', listen));
  return (
    <Dialog isOpen={isOpen()} title={t('ui.keys.title')} onClose={() => setIsOpen(false)}>
      <dl class="keys">
        <For each={keys()}>
          {(entry) => (
            <div>
              <dt>
                <For each={entry.keys}>{(key) => <kbd>{key}</kbd>}</For>
              </dt>
              <dd>{entry.words}</dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  );
}

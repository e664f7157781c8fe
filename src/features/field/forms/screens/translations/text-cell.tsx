import { createMemo, createUniqueId, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { StatusShape } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import { langOf, wordLanguage } from './language-name.tsx';
import type { TranslationState } from './translation-state.ts';

/** A text in a language, to be written: kept when the field is left or on Ctrl+Enter, taken back with Esc. */
export function TextCell(props: {
  readonly state: TranslationState;
  readonly place: { readonly key: string; readonly language: string };
  readonly isReadonly: boolean;
  /** Ids of what names the field. */
  readonly labelledBy: string;
}) {
  const messages = useMessages();
  const id = `text-${createUniqueId()}`;
  const { key, language } = props.place;
  const cell = createMemo(() => props.state.findRow(key)?.cells.get(language));
  const text = () => (cell()?.text ?? '').replace(/\r\n?/g, '\n');
  const lack = (): 'missing' | 'no-column' | null => {
    if (text().trim() !== '') return null;
    return cell()?.column === null ? 'no-column' : 'missing';
  };
  const isChanged = (field: HTMLTextAreaElement) => !props.isReadonly && field.value !== text();
  const note = (field: HTMLTextAreaElement) =>
    props.state.setTyped(isChanged(field) ? { key, language, text: field.value } : null);
  const save = (field: HTMLTextAreaElement) => {
    if (isChanged(field)) props.state.write(key, language, field.value);
    else note(field);
  };
  const takeBack = (field: HTMLTextAreaElement) => {
    field.value = text();
    note(field);
  };
  const keep = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event.currentTarget);
    else if (event.key === 'Escape') takeBack(event.currentTarget);
    else return;
    event.preventDefault();
  };
  return (
    <div class="text-cell" data-lack={lack()} data-title={wordLanguage(language, messages)}>
      <textarea
        rows={rowsOf(text())}
        lang={langOf(language)}
        dir="auto"
        placeholder=" "
        data-key={key}
        data-language={language}
        aria-labelledby={props.labelledBy}
        aria-describedby={lack() === null ? undefined : id}
        readOnly={props.isReadonly}
        spellcheck={langOf(language) !== ''}
        value={text()}
        onInput={(event) => note(event.currentTarget)}
        onBlur={(event) => save(event.currentTarget)}
        onKeyDown={keep}
      />
      <Show when={lack()}>{(kind) => <Lack id={id} kind={kind()} />}</Show>
    </div>
  );
}

/** A dashed box where a translation is missing, a dash where the sheet has no column for it. */
function Lack(props: { readonly id: string; readonly kind: 'missing' | 'no-column' }) {
  const { t } = useMessages();
  return (
    <span class="text-lack" id={props.id}>
      <StatusShape status={props.kind === 'missing' ? 'gap' : 'not-applicable'} />
      {t(`formViews.${props.kind}`)}
    </span>
  );
}

/** For browsers in which a field does not grow by itself: about as many lines as the text takes. */
function rowsOf(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 36)), 0);
  return Math.min(12, lines);
}

import { createMemo, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import type { WrittenPlace } from '../../editing/place-faults.ts';
import { keepTyped } from '../view/keep-typed.ts';
import { AddLanguage } from './add-language.tsx';
import { CompletenessBars } from './completeness-bars.tsx';
import { PageTurner, TextFilter } from './text-filter.tsx';
import { TextTable } from './text-table.tsx';
import { createTranslationState } from './translation-state.ts';
import './translations.css';

/** The texts of a form side by side in its languages: how much is translated, what is missing, and fields to write it in. */
export function TranslationsView(props: {
  readonly workbook: Workbook;
  readonly isReadonly: boolean;
  readonly onChange: (next: Workbook) => void;
  /** Asked to show a cell in the grid. */
  readonly onGo: (place: WrittenPlace) => void;
  /** Told whether there is typed text that `onChange` was not given yet; false at the start is not told. */
  readonly onTyping?: ((isTyping: boolean) => void) | undefined;
}) {
  const messages = useMessages();
  const { t } = messages;
  const state = createTranslationState(props);
  keepTyped({
    isTyped: createMemo(() => state.typed() !== null),
    keep: () => {
      const typed = state.typed();
      if (typed !== null) state.write(typed.key, typed.language, typed.text);
    },
    tell: (isTyping) => props.onTyping?.(isTyping),
  });
  return (
    <div class="translations">
      <Show
        when={state.table().rows.length > 0}
        fallback={<EmptyState title={t('formViews.no-texts')}>{t('formViews.no-texts-hint')}</EmptyState>}
      >
        <CompletenessBars table={state.table()} />
        <Show when={!props.isReadonly}>
          <AddLanguage
            workbook={props.workbook}
            languages={state.table().languages}
            onAdd={(next, language) => {
              props.onChange(next);
              state.showLanguage(Math.min(1, state.shown().length), language);
            }}
          />
        </Show>
        <TextFilter state={state} />
        <Show when={!props.isReadonly}>
          <p class="translations-keys">
            <For each={messages.rich<JSX.Element>('formViews.keys', { key: makeKey })}>{(part) => part}</For>
          </p>
        </Show>
        <Show when={state.fitting().length > 0} fallback={<EmptyState title={t('formViews.none-found')} />}>
          <TextTable state={state} workbook={props.workbook} isReadonly={props.isReadonly} onGo={props.onGo} />
          <PageTurner state={state} />
        </Show>
      </Show>
    </div>
  );
}

function makeKey(words: readonly JSX.Element[]): JSX.Element {
  return <kbd>{words as JSX.Element[]}</kbd>;
}

import { createUniqueId, For, Show } from 'solid-js';
import type { Choice } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { chosenValues } from '../answers/chosen-values.ts';
import { useForm } from '../model/form-context.ts';
import type { ControlProps } from '../question/question-part.ts';
import { wordsOf } from './choice-finder.ts';
import { createSearch } from './choice-search.ts';
import { ChoiceWindow } from './choice-window.tsx';

/** One or several of many: found by typing, walked with the arrows. Only the choices that are seen are drawn. */
export function SearchedChoices(props: ControlProps) {
  const { languageTag } = useForm();
  const { t } = useMessages();
  const { question } = props;
  const list = `choices-${createUniqueId()}`;
  const search = createSearch(question);
  const isShown = () => search.isOpen() && search.found().length > 0;
  const isClearable = () => !search.isMultiple && question.state.value !== '';
  return (
    <div
      class="searched"
      onFocusOut={(event) => !event.currentTarget.contains(event.relatedTarget as Node) && search.close()}
    >
      <ChosenChoices question={question} choices={search.isMultiple ? search.chosen() : []} onRemove={search.choose} />
      <div class="form-beside">
        <input
          {...question.attributes}
          class="control"
          type="text"
          role="combobox"
          aria-expanded={isShown()}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={isShown() && search.active() >= 0 ? `${list}-${search.active()}` : undefined}
          autocomplete="off"
          spellcheck={false}
          lang={languageTag()}
          placeholder={t('form.choices.search', { count: search.choices().length })}
          value={search.text()}
          onInput={(event) => search.type(event.currentTarget.value)}
          onClick={search.open}
          onKeyDown={search.press}
        />
        <Show when={isClearable()}>
          <button type="button" class="form-clear" onClick={search.clear}>
            {t('form.clear')}
          </button>
        </Show>
      </div>
      <Show when={isShown()}>
        <ChoiceWindow
          id={list}
          label={question.ids.label}
          choices={search.found()}
          active={search.active()}
          chosen={chosenValues(question.state.value)}
          isMultiple={search.isMultiple}
          onChoose={search.choose}
        />
      </Show>
      <Show when={search.isOpen() && search.found().length === 0}>
        <p class="form-absent">{t('form.choices.no-match')}</p>
      </Show>
      <p class="only-heard" role="status">
        {search.isTyping() ? t('ui.field.matches', { count: search.found().length }) : ''}
      </p>
    </div>
  );
}

/** What has been chosen of several, each with a button that takes it away. */
function ChosenChoices(
  props: ControlProps & { readonly choices: readonly Choice[]; readonly onRemove: (choice: Choice) => void },
) {
  const { languageTag } = useForm();
  const { t } = useMessages();
  return (
    <Show when={props.choices.length > 0}>
      <ul class="searched-chosen" aria-labelledby={props.question.ids.label}>
        <For each={props.choices}>
          {(choice) => (
            <li>
              <span lang={languageTag()}>{wordsOf(choice)}</span>
              <button
                type="button"
                aria-label={t('ui.remove', { name: wordsOf(choice) })}
                onClick={() => props.onRemove(choice)}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

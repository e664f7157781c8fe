import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { CrossSign } from '../marks/cross-sign.tsx';
import type { Choice } from './choice-field.tsx';
import { Field, type FieldProps } from './field.tsx';
import { SuggestInput } from './suggest/suggest-input.tsx';

/**
 * The key of one among many records, found by its name or its key. What is typed is the value, so that a key that is
 * not known yet can be given too; below, the name of the record is said.
 */
export function ComboField(
  props: FieldProps & {
    readonly value: string;
    readonly onInput: (value: string) => void;
    readonly choices: readonly Choice[];
  },
) {
  const label = () => props.choices.find(({ value }) => value === props.value)?.label;
  return (
    <div class="field-group">
      <Field
        {...props}
        control={(attributes) => (
          <SuggestInput
            attributes={attributes}
            text={props.value}
            onText={props.onInput}
            onChoose={(choice) => props.onInput(choice.value)}
            choices={props.choices}
            name={props.name}
            disabled={props.disabled}
          />
        )}
      />
      <p class="field-understood" aria-live="polite">
        <Show when={label()}>{(words) => <>= {words()}</>}</Show>
      </p>
    </div>
  );
}

/** The keys of several among many records, in the order in which they were chosen. */
export function ManyField(
  props: FieldProps & {
    readonly values: readonly string[];
    readonly onInput: (values: readonly string[]) => void;
    readonly choices: readonly Choice[];
    /** Takes what is typed even where it is no key of the list, for lists of plain texts. */
    readonly isFree?: boolean | undefined;
  },
) {
  const { t } = useMessages();
  const [text, setText] = createSignal('');
  const labelOf = (key: string) => props.choices.find(({ value }) => value === key)?.label ?? key;
  const remaining = () => props.choices.filter(({ value }) => !props.values.includes(value));
  const add = (value: string) => {
    setText('');
    if (value !== '' && !props.values.includes(value)) props.onInput([...props.values, value]);
  };
  const remove = (value: string) => props.onInput(props.values.filter((other) => other !== value));
  const isKnown = () => props.isFree || props.choices.some(({ value }) => value === text().trim());
  return (
    <Field
      {...props}
      control={(attributes) => (
        <>
          <ul class="chosen">
            <For each={props.values}>
              {(value) => (
                <li>
                  <span title={value}>{labelOf(value)}</span>
                  <button
                    type="button"
                    aria-label={t('ui.remove', { name: labelOf(value) })}
                    disabled={props.disabled}
                    onClick={() => remove(value)}
                  >
                    <CrossSign />
                  </button>
                </li>
              )}
            </For>
          </ul>
          <div onFocusOut={() => isKnown() && add(text().trim())}>
            <SuggestInput
              attributes={attributes}
              text={text()}
              onText={setText}
              onChoose={(choice) => add(choice.value)}
              choices={remaining()}
              disabled={props.disabled}
              onBackspace={() => props.onInput(props.values.slice(0, -1))}
            />
          </div>
        </>
      )}
    />
  );
}

import { For } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Choice } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { Field, type FieldProps } from '../../../../platform/ui/parts/fields/field.tsx';

interface ReferencesProps extends FieldProps {
  /** Keys, separated by `|`. */
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onInput: (value: string) => void;
}

/** Several records of one kind: those chosen, each with a button to take it off, and a list to add from. */
export function ReferencesField(props: ReferencesProps) {
  const { t } = useMessages();
  const chosen = () => (props.value === '' ? [] : props.value.split('|'));
  const free = () => props.choices.filter((choice) => !chosen().includes(choice.value));
  const labelOf = (key: string) => props.choices.find((choice) => choice.value === key)?.label ?? key;
  const remove = (key: string) =>
    props.onInput(
      chosen()
        .filter((other) => other !== key)
        .join('|'),
    );
  const add = (select: HTMLSelectElement) => {
    if (select.value !== '') props.onInput([...chosen(), select.value].join('|'));
    select.value = '';
  };
  return (
    <Field
      {...props}
      control={(attributes) => (
        <div class="references-field">
          <ul class="chosen">
            <For each={chosen()}>
              {(key) => (
                <li>
                  {labelOf(key)}{' '}
                  <button
                    type="button"
                    class="chosen-remove"
                    onClick={() => remove(key)}
                    aria-label={t('desk.remove', { name: labelOf(key) })}
                  >
                    ×
                  </button>
                </li>
              )}
            </For>
          </ul>
          <select
            {...attributes}
            class="control"
            disabled={props.disabled}
            onChange={(event) => add(event.currentTarget)}
          >
            <option value="">{t('desk.add')}</option>
            <For each={free()}>{(choice) => <option value={choice.value}>{choice.label}</option>}</For>
          </select>
        </div>
      )}
    />
  );
}

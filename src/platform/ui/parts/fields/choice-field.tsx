import { createUniqueId, For, type JSX, Show } from 'solid-js';
import { Field, FieldError, type FieldProps } from './field.tsx';

/** One answer among several. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly choices: readonly Choice[];
  /** What an empty answer is called; without it, there is none to choose. */
  readonly emptyLabel?: string | undefined;
}

/** One of a list of answers; the browser's own control, which every reader knows. */
export function SelectField(props: SelectProps) {
  return (
    <Field
      {...props}
      control={(attributes) => (
        <select
          {...attributes}
          class="control"
          name={props.name}
          disabled={props.disabled}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        >
          <Show when={props.emptyLabel !== undefined}>
            <option value="" selected={props.value === ''}>
              {props.emptyLabel}
            </option>
          </Show>
          <For each={props.choices}>
            {(choice) => (
              <option value={choice.value} selected={props.value === choice.value}>
                {choice.label}
              </option>
            )}
          </For>
        </select>
      )}
    />
  );
}

/** A statement that is true or not. */
export function Checkbox(props: {
  readonly label: JSX.Element;
  readonly hint?: JSX.Element | undefined;
  readonly checked: boolean;
  readonly onInput: (checked: boolean) => void;
  readonly name?: string | undefined;
  readonly disabled?: boolean | undefined;
}) {
  const id = `field-${createUniqueId()}`;
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        name={props.name}
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onInput={(event) => props.onInput(event.currentTarget.checked)}
      />
      <label for={id}>{props.label}</label>
      <Show when={props.hint}>
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
    </div>
  );
}

/** A few answers that are all seen at once, one of which holds. */
export function RadioField(props: Omit<SelectProps, 'emptyLabel'>) {
  const id = props.id ?? `field-${createUniqueId()}`;
  return (
    <fieldset
      class="field"
      id={id}
      data-faulty={props.error ? '' : undefined}
      aria-describedby={props.error ? `${id}-error` : undefined}
    >
      <legend class="field-label">{props.label}</legend>
      <Show when={props.hint}>
        <p class="field-hint">{props.hint}</p>
      </Show>
      <FieldError id={id} error={props.error} />
      <For each={props.choices}>
        {(choice) => (
          <div class="check">
            <input
              type="radio"
              id={`${id}-${choice.value}`}
              name={props.name ?? id}
              value={choice.value}
              checked={props.value === choice.value}
              disabled={props.disabled}
              onInput={() => props.onInput(choice.value)}
            />
            <label for={`${id}-${choice.value}`}>{choice.label}</label>
          </div>
        )}
      </For>
    </fieldset>
  );
}

import { createUniqueId, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import './fields.css';

/** What every field has: words above it, a hint between, and the error beside it. */
export interface FieldProps {
  readonly label: JSX.Element;
  readonly hint?: JSX.Element | undefined;
  /** What is wrong and what is wanted, in words; the field is marked while there is one. */
  readonly error?: JSX.Element | undefined;
  /** Shown after the label for a field that may stay empty; fields are required otherwise. */
  readonly isOptional?: boolean | undefined;
  /** The id of the control, for an error summary that links to it. */
  readonly id?: string | undefined;
  /** The name under which a form sends it. */
  readonly name?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** Attributes that tie a control to its label, hint and error. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
  readonly 'aria-required': 'true' | undefined;
}

/** The frame around a control: label, hint and error, tied to it. */
export function Field(props: FieldProps & { readonly control: (attributes: ControlAttributes) => JSX.Element }) {
  const { t } = useMessages();
  const unique = createUniqueId();
  const id = () => props.id ?? `field-${unique}`;
  const describedBy = () => {
    const parts = [props.hint ? `${id()}-hint` : '', props.error ? `${id()}-error` : ''].filter(Boolean);
    return parts.length > 0 ? parts.join(' ') : undefined;
  };
  const attributes: ControlAttributes = {
    get id() {
      return id();
    },
    get 'aria-describedby'() {
      return describedBy();
    },
    get 'aria-invalid'() {
      return props.error ? ('true' as const) : undefined;
    },
    get 'aria-required'() {
      return props.isOptional ? undefined : ('true' as const);
    },
  };
  return (
    <div class="field" data-faulty={props.error ? '' : undefined}>
      <label class="field-label" for={id()}>
        {props.label}
        <Show when={props.isOptional}>
          <span class="field-optional"> {t('ui.field.optional')}</span>
        </Show>
      </label>
      <Show when={props.hint}>
        <p class="field-hint" id={`${id()}-hint`}>
          {props.hint}
        </p>
      </Show>
      <FieldError id={id()} error={props.error} />
      {props.control(attributes)}
    </div>
  );
}

/** After somebody sent a form that has faults: puts the focus on the first field of it that is marked. */
export function focusFirstFault({ currentTarget }: Pick<Event, 'currentTarget'>): void {
  if (currentTarget instanceof Element) currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** What is wrong with the field whose control has `id`. */
export function FieldError(props: { readonly id: string; readonly error?: JSX.Element }) {
  const { t } = useMessages();
  return (
    <Show when={props.error}>
      <p class="field-error" id={`${props.id}-error`}>
        <span class="only-heard">{t('ui.field.error')} </span>
        {props.error}
      </p>
    </Show>
  );
}

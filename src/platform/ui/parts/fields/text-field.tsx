import { Field, type FieldProps } from './field.tsx';

/** How wide a control is: about as wide as what belongs in it. */
export type FieldWidth = 'date' | 'short' | 'medium' | 'full';

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly width?: FieldWidth | undefined;
  /** BCP 47 tag of what is typed, so that spelling and pronunciation are right. */
  readonly lang?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly autocomplete?: string | undefined;
}

interface TextFieldProps extends TextProps {
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'tel' | 'number' | 'date' | 'datetime-local' | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'url' | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly isFocusedFirst?: boolean | undefined;
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  return (
    <Field
      {...props}
      control={(attributes) => (
        <input
          {...attributes}
          class="control"
          data-width={props.width ?? 'medium'}
          type={props.type ?? 'text'}
          inputMode={props.inputMode}
          name={props.name}
          lang={props.lang}
          value={props.value}
          placeholder={props.placeholder}
          autocomplete={props.autocomplete ?? 'off'}
          disabled={props.disabled}
          autofocus={props.isFocusedFirst}
          spellcheck={props.lang !== undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          onBlur={() => props.onBlur?.()}
        />
      )}
    />
  );
}

/** Text of several lines; grows with what is typed. */
export function TextArea(props: TextProps & { readonly rows?: number }) {
  return (
    <Field
      {...props}
      control={(attributes) => (
        <textarea
          {...attributes}
          class="control"
          data-width={props.width ?? 'full'}
          name={props.name}
          lang={props.lang}
          rows={props.rows ?? 3}
          value={props.value}
          placeholder={props.placeholder}
          disabled={props.disabled}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    />
  );
}

import { createEffect, createUniqueId, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import './fields.css';

/** One thing that is wrong with a form; `field` is the id of the control that it belongs to. */
export interface FormError {
  readonly message: JSX.Element;
  readonly field?: string | undefined;
}

/** What is wrong with a form, at its top, with a link to each field. Takes the focus when errors appear, to be heard. */
export function ErrorSummary(props: { readonly errors: readonly FormError[]; readonly title?: JSX.Element }) {
  const { t } = useMessages();
  const heading = `errors-${createUniqueId()}`;
  let box: HTMLDivElement | undefined;
  createEffect(() => {
    if (props.errors.length > 0) box?.focus();
  });
  return (
    <Show when={props.errors.length > 0}>
      <div class="error-summary" role="alert" aria-labelledby={heading} tabindex="-1" ref={box}>
        <h2 id={heading}>{props.title ?? t('ui.form.errors')}</h2>
        <ul>
          <For each={props.errors}>{(error) => <li>{linkTo(error)}</li>}</For>
        </ul>
      </div>
    </Show>
  );
}

function linkTo(error: FormError): JSX.Element {
  if (error.field === undefined) return error.message;
  const go = (event: MouseEvent) => {
    event.preventDefault();
    document.getElementById(error.field ?? '')?.focus();
  };
  return (
    <a href={`#${error.field}`} onClick={go}>
      {error.message}
    </a>
  );
}

import { createSignal, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';

/** A part of a panel under its heading. */
export function PanelPart(props: { readonly title: JSX.Element; readonly children: JSX.Element }) {
  return (
    <section class="people-part">
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

/** A button that opens a form in its place; the form closes itself by `close`, and the focus comes back to the button. */
export function Opening(props: {
  readonly label: string;
  readonly children: (close: () => void) => JSX.Element;
  readonly look?: 'plain' | 'quiet' | undefined;
  /** What the button is called where its words alone are not enough. */
  readonly name?: string | undefined;
}) {
  const [isOpen, setIsOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const close = () => {
    setIsOpen(false);
    queueMicrotask(() => button?.focus());
  };
  return (
    <Show
      when={isOpen()}
      fallback={
        <div>
          <Button ref={button} look={props.look} aria-label={props.name} onClick={() => setIsOpen(true)}>
            {props.label}
          </Button>
        </div>
      }
    >
      {props.children(close)}
    </Show>
  );
}

/** The buttons below a form. */
export function FormEnd(props: { readonly label: string; readonly isBusy: boolean; readonly onClose: () => void }) {
  const { t } = useMessages();
  return (
    <div class="buttons">
      <Button type="submit" look="primary" isBusy={props.isBusy}>
        {props.label}
      </Button>
      <Button look="quiet" onClick={() => props.onClose()}>
        {t('ui.cancel')}
      </Button>
    </div>
  );
}

import { createEffect, createSignal, type JSX, Show, type Signal } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import type { ApiProblem } from '../../api.ts';
import { createRequest } from '../../request.ts';
import { focusFirstFault } from '../fields/field.tsx';
import { TextArea } from '../fields/text-field.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { Button, Buttons } from './button.tsx';

/** What a reason is asked for with. */
export interface ReasonWords {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is said where nothing is given. */
  readonly missing: string;
}

/** How far the form has come, for what stands beside the reason. */
export interface ReasonState {
  /** Whether it was tried to be sent: that something is missing is told from then on. */
  readonly isTried: () => boolean;
  /** Why it was not done. */
  readonly problem: () => ApiProblem | null;
}

export interface ReasonFormProps {
  /** The class of the form. */
  readonly class: string;
  readonly words: ReasonWords;
  readonly submitLabel: string;
  /** `danger` where it cannot be taken back; default: `primary`. */
  readonly look?: 'primary' | 'danger' | 'plain' | undefined;
  /** What it means, and fields beside the reason, which stands last. */
  readonly children?: ((state: ReasonState) => JSX.Element) | undefined;
  /** Whether the fields beside it are given; default: they are. */
  readonly isGiven?: (() => boolean) | undefined;
  /** What is wrong with a reason that is given, in words: by itself, or as the server found it. */
  readonly faultOf?: ((reason: string, problem: ApiProblem | null) => string | undefined) | undefined;
  /** What is said where it was not done; default: what went wrong and what to do. */
  readonly refusal?: ((problem: ApiProblem) => JSX.Element) | undefined;
  /**
   * Where the reason is kept while it is typed. Whoever closes the form for what somebody else did first keeps it there, and gives it
   * to the form that is opened next; once it is done, it is empty. Default: as long as the form is open.
   */
  readonly draft?: Signal<string> | undefined;
  /** Does it. Where it fails with an ApiProblem, that is shown and everything typed stays. */
  readonly onSubmit: (reason: string) => Promise<unknown>;
  /** Called by *Cancel*; without it, there is none. */
  readonly onClose?: (() => void) | undefined;
}

/** Asks why something is done, which then stands in the history, and does it. What is missing or wrong has the focus. */
export function ReasonForm(props: ReasonFormProps) {
  const { t } = useMessages();
  const [reason, setReason] = props.draft ?? createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  let form: HTMLFormElement | undefined;
  const given = () => reason().trim();
  const fault = () => {
    if (given() === '') return isTried() ? props.words.missing : undefined;
    return props.faultOf?.(given(), problem());
  };
  createEffect(() => problem() !== null && focusFirstFault({ currentTarget: form ?? null }));
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const isWrong = given() === '' || props.faultOf?.(given(), null) !== undefined;
    if (isWrong || props.isGiven?.() === false) return focusFirstFault(event);
    void run(async () => {
      await props.onSubmit(given());
      setReason('');
      setIsTried(false);
    });
  };
  return (
    <form class={props.class} onSubmit={submit} novalidate ref={form}>
      <Show when={problem()}>{(found) => <>{props.refusal?.(found()) ?? <ErrorState problem={found()} />}</>}</Show>
      {props.children?.({ isTried, problem })}
      <TextArea
        label={props.words.label}
        hint={props.words.hint}
        rows={2}
        value={reason()}
        error={fault()}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" look={props.look ?? 'primary'} isBusy={isBusy()}>
          {props.submitLabel}
        </Button>
        <Show when={props.onClose}>{(onClose) => <Button onClick={onClose()}>{t('ui.cancel')}</Button>}</Show>
      </Buttons>
    </form>
  );
}

import { createEffect, createSignal, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../../platform/ui/parts/actions/button.tsx';
import { createRequest } from '../../../../../../platform/ui/request.ts';
import type { ActReply } from '../../../arrivals/standing-replies.ts';
import { ActProblem, wordFieldFault } from './act-problem.tsx';
import { ReasonField, wordReasonFault } from './reason-field.tsx';

/** A report that is acted on, as the page shows it. */
export interface ActedOn {
  /** Of the report, as an address. */
  readonly path: string;
  /** SHA-256 of the version that stands. */
  readonly on: string;
  /** The last act that moved it; null: none did. */
  readonly lastMove: string | null;
}

/** Does something to a report. `id`: the same when it is sent again. */
export async function sendAct(
  { path, on }: Pick<ActedOn, 'path' | 'on'>,
  act: Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string; readonly reason: string },
): Promise<ActReply> {
  return await api.post<ActReply>(`${path}/acts`, { on, ...act });
}

/** What the fields of an act are told. */
export interface ActFields {
  readonly isTried: () => boolean;
  /** What the server found wrong with a field, in words. */
  readonly faultOf: (field: string) => string | undefined;
}

/** Asks why, and what else is to be known, and then does it. `report`: as the person saw it when it was opened, and not as it is now. */
export function ActForm(props: {
  readonly report: ActedOn;
  readonly kind: string;
  /** What it says beside its reason; null: something is missing, which its fields show once they were tried. */
  readonly content: () => Readonly<Record<string, unknown>> | null;
  readonly submitLabel: string;
  readonly hint?: JSX.Element | undefined;
  readonly children?: ((fields: ActFields) => JSX.Element) | undefined;
  /** What the server calls the fields among `children` that show what it found wrong with them. */
  readonly fields?: readonly string[] | undefined;
  /** With the id of the act. */
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const id = crypto.randomUUID();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const faultOf = (field: string) => wordFieldFault(messages, problem(), field);
  let form: HTMLFormElement | undefined;
  const focusFault = () => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  createEffect(() => problem() !== null && focusFault());
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const content = props.content();
    const why = reason().trim();
    if (wordReasonFault(messages, why) !== undefined || content === null) {
      focusFault();
      return;
    }
    void run(async () => {
      await sendAct(props.report, { id, kind: props.kind, reason: why, ...content });
      props.onDone(id);
    });
  };
  return (
    <form class="report-act" onSubmit={submit} novalidate ref={form}>
      <Show when={problem()}>
        {(found) => <ActProblem problem={found()} fields={[REASON, ...(props.fields ?? [])]} />}
      </Show>
      <Show when={props.hint}>
        <p>{props.hint}</p>
      </Show>
      {props.children?.({ isTried, faultOf })}
      <ReasonField value={reason()} isTried={isTried()} error={faultOf(REASON)} onInput={setReason} />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {props.submitLabel}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

const REASON = 'reason';

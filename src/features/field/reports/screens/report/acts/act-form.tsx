import { createSignal, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../../platform/ui/parts/actions/button.tsx';
import { TextArea } from '../../../../../../platform/ui/parts/fields/text-field.tsx';
import { createRequest } from '../../../../../../platform/ui/request.ts';
import type { ActReply } from '../../../arrivals/standing-replies.ts';
import { ActProblem } from './act-problem.tsx';

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

/** Asks why, and what else is to be known, and then does it. `report`: as the person saw it when it was opened, and not as it is now. */
export function ActForm(props: {
  readonly report: ActedOn;
  readonly kind: string;
  /** What it says beside its reason; null: something is missing, which its fields show once they were tried. */
  readonly content: () => Readonly<Record<string, unknown>> | null;
  readonly submitLabel: string;
  readonly hint?: JSX.Element | undefined;
  readonly children?: ((isTried: () => boolean) => JSX.Element) | undefined;
  /** With the id of the act. */
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const id = crypto.randomUUID();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const content = props.content();
    const why = reason().trim();
    if (why === '' || content === null) return;
    void run(async () => {
      await sendAct(props.report, { id, kind: props.kind, reason: why, ...content });
      props.onDone(id);
    });
  };
  return (
    <form class="report-act" onSubmit={submit} novalidate>
      <Show when={problem()}>{(found) => <ActProblem problem={found()} />}</Show>
      <Show when={props.hint}>
        <p>{props.hint}</p>
      </Show>
      {props.children?.(isTried)}
      <TextArea
        label={t('reports.act.reason')}
        hint={t('reports.act.reason-hint')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('reports.act.reason-missing') : undefined}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {props.submitLabel}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

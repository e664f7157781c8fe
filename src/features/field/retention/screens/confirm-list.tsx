import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { ShownList, Step } from '../retention.ts';
import { CountTable } from './count-table.tsx';

/** Shows what leaves, asks why, and has it deleted for ever, or asks another administrator to agree. */
export function ConfirmList(props: {
  readonly path: string;
  readonly list: ShownList;
  readonly step: Step;
  /** Another step came meanwhile; nothing was done. */
  readonly onOvertaken: (problem: ApiProblem) => void;
  readonly onConfirmed: (list: ShownList) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  // What is shown is what is confirmed, whatever comes while the dialog is open, or while the browser asks who it is.
  const { id, sha256 } = props.list;
  const { step } = props;
  const confirm = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (reason().trim() === '') return focusFirstFault(event);
    void work.run(async () => {
      const body = { sha256, step, reason: reason().trim() };
      try {
        props.onConfirmed(await api.post<ShownList>(`${props.path}/lists/${id}/confirmation`, body));
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'retention-step') throw error;
        props.onOvertaken(error);
      }
    });
  };
  return (
    <form class="retention-confirm" onSubmit={confirm} novalidate>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <CountTable list={props.list} />
      <p>{t('retention.confirm-hint')}</p>
      <Show when={step === 'ask'}>
        <p>{t('retention.needs-second')}</p>
      </Show>
      <TextArea
        label={t('retention.reason')}
        hint={t('retention.reason-hint')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('retention.reason-missing') : undefined}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" look="danger" isBusy={work.isBusy()}>
          {t(step === 'ask' ? 'retention.ask' : 'retention.confirm')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

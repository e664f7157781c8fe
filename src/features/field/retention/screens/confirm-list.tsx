import { Show, type Signal } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../platform/ui/api.ts';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';
import type { ShownList, Step } from '../retention.ts';
import { CountTable } from './count-table.tsx';
import { reasonWords } from './reason-words.ts';

/** Shows what leaves, asks why, and has it deleted for ever, or asks another administrator to agree. */
export function ConfirmList(props: {
  readonly path: string;
  readonly list: ShownList;
  readonly step: Step;
  /** Where the reason is kept, also when another step came first. */
  readonly draft: Signal<string>;
  /** Another step came meanwhile; nothing was done. */
  readonly onOvertaken: (problem: ApiProblem) => void;
  readonly onConfirmed: (list: ShownList) => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  // What is shown is what is confirmed, whatever comes while the dialog is open, or while the browser asks who it is.
  const { id, sha256 } = props.list;
  const { step } = props;
  const confirm = async (reason: string) => {
    try {
      const body = { sha256, step, reason };
      props.onConfirmed(await api.post<ShownList>(`${props.path}/lists/${id}/confirmation`, body));
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'retention-step') props.onOvertaken(error);
      throw error;
    }
  };
  return (
    <ReasonForm
      class="retention-confirm"
      words={reasonWords(messages)}
      submitLabel={t(step === 'ask' ? 'retention.ask' : 'retention.confirm')}
      look="danger"
      draft={props.draft}
      onSubmit={confirm}
      onClose={props.onClose}
    >
      {() => (
        <>
          <CountTable list={props.list} />
          <p>{t('retention.confirm-hint')}</p>
          <Show when={step === 'ask'}>
            <p>{t('retention.needs-second')}</p>
          </Show>
        </>
      )}
    </ReasonForm>
  );
}

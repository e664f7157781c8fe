import { createSignal } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { ErrorSummary } from '../../../../platform/ui/parts/fields/error-summary.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { faultText } from './field-words.ts';
import type { FormFault } from './form/form-editing.ts';

/** Asks why, before something is done that stays in the history. */
export function ReasonForm(props: {
  readonly action: 'withdraw' | 'restore' | 'archive' | 'unarchive' | 'publish' | 'hide';
  /** Does it; returns what the server found wrong. */
  readonly onSubmit: (reason: string) => Promise<readonly FormFault[]>;
  readonly onCancel: () => void;
}) {
  const messages = useMessages();
  const [reason, setReason] = createSignal('');
  const [faults, setFaults] = createSignal<readonly FormFault[]>([]);
  const [isBusy, setIsBusy] = createSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (reason().trim() === '') {
      setFaults([{ code: 'reason-missing', parameters: {}, column: 'reason' }]);
      return;
    }
    setIsBusy(true);
    setFaults(await props.onSubmit(reason().trim()).finally(() => setIsBusy(false)));
  };
  const errors = () => faults().map((fault) => ({ message: faultText(messages, fault), field: 'reason' }));
  return (
    <form class="record-form" onSubmit={submit} noValidate>
      <ErrorSummary errors={errors()} />
      <p>{messages.t(`desk.before.${props.action}`)}</p>
      <TextArea
        id="reason"
        label={messages.t('desk.reason')}
        hint={messages.t('desk.reason-hint')}
        rows={2}
        value={reason()}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" look={props.action === 'withdraw' ? 'danger' : 'primary'} isBusy={isBusy()}>
          {messages.t(`desk.${props.action}`)}
        </Button>
        <Button onClick={() => props.onCancel()}>{messages.t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

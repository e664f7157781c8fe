import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';

/** Asks what was found, and settles an alarm. */
export function SettleAlarm(props: {
  readonly title: string;
  readonly path: string;
  readonly onSettled: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const isMissing = () => reason().trim() === '';
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isMissing()) return;
    void run(() => api.post(props.path, { reason: reason().trim() }).then(props.onSettled));
  };
  return (
    <form class="log-form" onSubmit={submit} novalidate>
      <p>{props.title}</p>
      <p>{t('log.settle-means')}</p>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <TextArea
        label={t('log.reason')}
        hint={t('log.reason-hint')}
        rows={3}
        value={reason()}
        error={isTried() && isMissing() ? t('log.reason-missing') : undefined}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {t('log.settle')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

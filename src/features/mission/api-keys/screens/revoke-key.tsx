import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';

/** Asks why, and revokes a key for ever. */
export function RevokeKey(props: {
  readonly path: string;
  readonly onRevoked: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (reason().trim() === '') return;
    void work.run(async () => {
      await api.post(props.path, { reason: reason().trim() });
      props.onRevoked();
    });
  };
  return (
    <form class="api-key-form" onSubmit={submit} novalidate>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <TextArea
        label={t('apiKeys.reason')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('apiKeys.reason-missing') : undefined}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" look="danger" isBusy={work.isBusy()}>
          {t('apiKeys.revoke')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

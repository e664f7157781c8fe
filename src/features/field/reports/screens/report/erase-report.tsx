import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';

/** The button by which an administrator erases a report, and the question before it. */
export function EraseReport(props: { readonly path: string; readonly onErased: () => void }) {
  const { t } = useMessages();
  const [isAsked, setIsAsked] = createSignal(false);
  const erased = () => {
    setIsAsked(false);
    showToast({ message: t('reports.erase-done') });
    props.onErased();
  };
  return (
    <Buttons>
      <Button look="danger" onClick={() => setIsAsked(true)}>
        {t('reports.erase')}
      </Button>
      <Dialog isOpen={isAsked()} title={t('reports.erase')} onClose={() => setIsAsked(false)}>
        <Question path={props.path} onErased={erased} onClose={() => setIsAsked(false)} />
      </Dialog>
    </Buttons>
  );
}

/** Asks why, and erases for ever. */
function Question(props: {
  /** Of the report. */
  readonly path: string;
  readonly onErased: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (reason().trim() === '') return;
    void run(() => api.post(`${props.path}/erasure`, { reason: reason().trim() }).then(props.onErased));
  };
  return (
    <form class="report-erasure" onSubmit={submit} novalidate>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <p>{t('reports.erase-hint')}</p>
      <TextArea
        label={t('reports.erase-reason')}
        hint={t('reports.erase-reason-hint')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('reports.erase-reason-missing') : undefined}
        onInput={setReason}
      />
      <Buttons>
        <Button type="submit" look="danger" isBusy={isBusy()}>
          {t('reports.erase')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}

import { createSignal } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';

/** The button by which an administrator erases a report for ever, and the question before it. */
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
        <ReasonForm
          class="report-erasure"
          words={{
            label: t('reports.erase-reason'),
            hint: t('reports.erase-reason-hint'),
            missing: t('reports.erase-reason-missing'),
          }}
          submitLabel={t('reports.erase')}
          look="danger"
          onSubmit={(reason) => api.post(`${props.path}/erasure`, { reason }).then(erased)}
          onClose={() => setIsAsked(false)}
        >
          {() => <p>{t('reports.erase-hint')}</p>}
        </ReasonForm>
      </Dialog>
    </Buttons>
  );
}

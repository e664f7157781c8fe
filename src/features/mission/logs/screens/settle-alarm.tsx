import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';

/** Asks what was found, and settles an alarm. */
export function SettleAlarm(props: {
  readonly title: string;
  readonly path: string;
  readonly onSettled: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  return (
    <ReasonForm
      class="log-form"
      words={{ label: t('log.reason'), hint: t('log.reason-hint'), missing: t('log.reason-missing') }}
      submitLabel={t('log.settle')}
      onSubmit={(reason) => api.post(props.path, { reason }).then(props.onSettled)}
      onClose={props.onClose}
    >
      {() => (
        <>
          <p>{props.title}</p>
          <p>{t('log.settle-means')}</p>
        </>
      )}
    </ReasonForm>
  );
}

import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';

/** Asks why, and revokes a key for ever. */
export function RevokeKey(props: {
  readonly path: string;
  readonly onRevoked: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  return (
    <ReasonForm
      class="api-key-form"
      words={{ label: t('apiKeys.reason'), missing: t('apiKeys.reason-missing') }}
      submitLabel={t('apiKeys.revoke')}
      look="danger"
      onSubmit={(reason) => api.post(props.path, { reason }).then(props.onRevoked)}
      onClose={props.onClose}
    />
  );
}

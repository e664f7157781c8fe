import { useNavigate, useParams } from '@solidjs/router';
import { ReceiptCheck } from '../../features/mission/logs/screens/receipt-check.tsx';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { PublicFrame } from '../../platform/ui/shell/public-frame.tsx';

/** Says whether a log has the receipt of a code, to everybody: `/receipt/SLUG-INDEX-XXXX-XXXXC`. */
export function ReceiptPage() {
  const { t } = useMessages();
  const params = useParams<{ code?: string }>();
  const navigate = useNavigate();
  return (
    <PublicFrame title={t('receipts.title')} standfirst={t('receipts.standfirst')}>
      <ReceiptCheck
        code={params.code ?? ''}
        onCheck={(code) => navigate(code === '' ? '/receipt' : `/receipt/${encodeURIComponent(code)}`)}
      />
    </PublicFrame>
  );
}

import { useNavigate, useParams } from '@solidjs/router';
import { ReceiptCheck } from '../../features/mission/logs/screens/receipt-check.tsx';
import { formatReceiptCode, parseReceiptCode } from '../../ledger/proof/receipt-code.ts';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { PublicFrame } from '../../platform/ui/shell/public-frame.tsx';

/** Says whether a log has the receipt of a code, to everybody: `/receipt/SLUG-INDEX-XXXX-XXXXC`. */
export function ReceiptPage() {
  const { t } = useMessages();
  const params = useParams<{ code?: string }>();
  const navigate = useNavigate();
  return (
    <PublicFrame title={t('receipts.title')} standfirst={t('receipts.standfirst')}>
      <ReceiptCheck code={codeIn(params.code ?? '')} onCheck={(typed) => navigate(addressOf(typed))} />
    </PublicFrame>
  );
}

/** What stands in the address, whatever somebody wrote there. */
function codeIn(part: string): string {
  return new URLSearchParams(`code=${part.replaceAll('+', '%2B')}`).get('code') ?? '';
}

/** A code has one address, however it was typed. */
function addressOf(typed: string): string {
  const code = parseReceiptCode(typed);
  return typed === '' ? '/receipt' : `/receipt/${code === null ? encodeURIComponent(typed) : formatReceiptCode(code)}`;
}

import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { VisitStatus } from '../response.ts';

const SHAPES: Readonly<Record<VisitStatus, Status>> = {
  complete: 'met',
  partial: 'to-verify',
  missing: 'missed',
  pending: 'pending',
  unreachable: 'unknown',
  'not-open': 'gap',
  'refused-entry': 'withheld',
};

/** As they are read: what came, what did not, and why. */
export const SHOWN_STATUSES: readonly VisitStatus[] = [
  'complete',
  'partial',
  'missing',
  'pending',
  'unreachable',
  'not-open',
  'refused-entry',
];

/** How an expected visit stands, as shape and word. */
export function VisitMarkWord(props: { readonly status: VisitStatus }) {
  const { t } = useMessages();
  return <StatusMark status={SHAPES[props.status]}>{t(`plan.status.${props.status}`)}</StatusMark>;
}

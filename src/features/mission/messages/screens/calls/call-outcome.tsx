import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Status } from '../../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { CallOutcome } from '../../call.ts';

const SHAPES: Readonly<Record<CallOutcome, Status>> = {
  reached: 'met',
  'no-answer': 'missed',
  busy: 'pending',
  'wrong-number': 'conflicting',
  'message-left': 'to-verify',
};

/** What came of a call, as shape and word. */
export function OutcomeWord(props: { readonly outcome: CallOutcome }) {
  const { t } = useMessages();
  return <StatusMark status={SHAPES[props.outcome]}>{t(`calls.outcome.${props.outcome}`)}</StatusMark>;
}

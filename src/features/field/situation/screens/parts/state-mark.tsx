import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Status } from '../../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { ShownState } from '../room-address.ts';

/** The shape of each state of a station, as the plan draws them. */
export const STATE_SHAPES: Readonly<Record<ShownState, Status>> = {
  complete: 'met',
  partial: 'to-verify',
  conflicting: 'conflicting',
  missing: 'missed',
  pending: 'pending',
  unreachable: 'unknown',
  'not-open': 'gap',
  'refused-entry': 'withheld',
};

/** A state of a station in words. */
export function useStateWord(): (state: ShownState) => string {
  const { t } = useMessages();
  return (state) => (state === 'conflicting' ? t('situation.conflicting') : t(`plan.status.${state}`));
}

/** A state as shape and word. */
export function StateMark(props: { readonly state: ShownState }) {
  const word = useStateWord();
  return <StatusMark status={STATE_SHAPES[props.state]}>{word(props.state)}</StatusMark>;
}

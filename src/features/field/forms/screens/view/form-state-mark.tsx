import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Status } from '../../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { FormState } from '../../observation-form.ts';

const SHAPES: Readonly<Record<FormState, Status>> = {
  draft: 'pending',
  open: 'met',
  frozen: 'withheld',
  unfreezing: 'late',
  retired: 'not-applicable',
};

/** Where a form stands, as shape and word. */
export function FormStateMark(props: { readonly state: FormState }) {
  const { t } = useMessages();
  return <StatusMark status={SHAPES[props.state]}>{t(`forms.state.${props.state}`)}</StatusMark>;
}

import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../../platform/i18n/messages.ts';
import type { ReasonWords } from '../../../../../../platform/ui/parts/actions/reason-form.tsx';
import { TextArea } from '../../../../../../platform/ui/parts/fields/text-field.tsx';
import { LONGEST_REASON } from '../../../standing/reason.ts';

/** What is wrong with a reason, in words; undefined: the server takes it. */
export function wordReasonFault({ t }: Messages, reason: string): string | undefined {
  const why = reason.trim();
  if (why === '') return t('reports.act.reason-missing');
  return why.length > LONGEST_REASON ? t('issues.too-long', { wanted: LONGEST_REASON }) : undefined;
}

/** What the reason for something that is done to a report is asked for with. */
export function reasonWords({ t }: Messages): ReasonWords {
  return {
    label: t('reports.act.reason'),
    hint: t('reports.act.reason-hint', { most: LONGEST_REASON }),
    missing: t('reports.act.reason-missing'),
  };
}

/** Why something is done to a report. Nothing typed is cut off: what is too long is said, and may be shortened. */
export function ReasonField(props: {
  readonly id?: string | undefined;
  readonly value: string;
  /** Whether it was tried to be sent: that it is missing is told from then on. */
  readonly isTried: boolean;
  /** What the server found wrong with it. */
  readonly error?: string | undefined;
  readonly onInput: (reason: string) => void;
}) {
  const messages = useMessages();
  const isTold = () => props.isTried || props.value.trim() !== '';
  return (
    <TextArea
      id={props.id}
      label={reasonWords(messages).label}
      hint={reasonWords(messages).hint}
      rows={2}
      value={props.value}
      error={(isTold() ? wordReasonFault(messages, props.value) : undefined) ?? props.error}
      onInput={props.onInput}
    />
  );
}

import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { ReasonWords } from '../../../../platform/ui/parts/actions/reason-form.tsx';

/** What the reason for something about deletion is asked for with. */
export function reasonWords({ t }: Messages): ReasonWords {
  return { label: t('retention.reason'), hint: t('retention.reason-hint'), missing: t('retention.reason-missing') };
}

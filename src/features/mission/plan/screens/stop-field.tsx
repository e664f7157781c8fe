import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';

/** The stop of a day as it is typed, 1 to 1000; null: it is none. */
export function readStop(text: string): number | null {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return number >= 1 && number <= 1_000 ? number : null;
}

/** The how many stop of the day it is. */
export function StopField(props: {
  readonly value: string;
  readonly isTried: boolean;
  readonly onInput: (value: string) => void;
}) {
  const { t } = useMessages();
  return (
    <TextField
      label={t('plan.stop')}
      hint={t('plan.stop-hint')}
      width="date"
      inputMode="numeric"
      value={props.value}
      error={props.isTried && readStop(props.value) === null ? t('plan.fault.stop') : undefined}
      onInput={props.onInput}
    />
  );
}

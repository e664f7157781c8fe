import { Show } from 'solid-js';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { onDay, parseWhen } from '../../../../kernel/when.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import type { FieldProps } from './field.tsx';
import { TextField } from './text-field.tsx';

interface DateProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** A day, typed as `2024-01-09`; says in words which day was understood. */
export function DateField(props: DateProps) {
  const { t, formatDate } = useMessages();
  const words = () => {
    const date = parseCalendarDate(props.value.trim());
    return date === null ? null : formatDate(date, 'full');
  };
  return (
    <div class="field-group">
      <TextField {...props} hint={props.hint ?? t('ui.field.date-hint')} width="date" inputMode="numeric" />
      <Understood words={words()} />
    </div>
  );
}

/** A day as well as it is known: `2024-01-09`, `by 2024-01-09`, `2024-01-02/2024-01-05`, `2024-02`; says what was understood. */
export function WhenField(props: DateProps) {
  const { t, formatWhen } = useMessages();
  const words = () => {
    const when = parseWhen(props.value.trim());
    if (when === null) return null;
    return when.earliest === when.latest && when.earliest !== null
      ? formatWhen(onDay(when.earliest), 'full')
      : formatWhen(when);
  };
  return (
    <div class="field-group">
      <TextField {...props} hint={props.hint ?? t('ui.field.when-hint')} width="short" />
      <Understood words={words()} />
    </div>
  );
}

function Understood(props: { readonly words: string | null }) {
  return (
    <p class="field-understood" aria-live="polite">
      <Show when={props.words}>{(words) => <>= {words()}</>}</Show>
    </p>
  );
}

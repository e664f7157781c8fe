import { createMemo, createSignal, For, Show } from 'solid-js';
import { calendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { readNumber } from '../answers/number-text.ts';
import type { ControlProps } from '../question/question-part.ts';

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

/** A month of a year, or a year: kept as its first day. */
export function MonthControl(props: ControlProps) {
  const { question } = props;
  const messages = useMessages();
  const hasMonth = question.has('month-year');
  const kept = createMemo(() => /^(\d{4})-(\d{2})/.exec(question.state.value));
  const [month, setMonth] = createSignal(kept()?.[2] ?? '');
  const [year, setYear] = createSignal(kept()?.[1] ?? '');
  const isEmpty = () => year() === '' && (!hasMonth || month() === '');
  const give = () => {
    const number = readNumber(year(), true);
    const isWhole = /^\d{4}$/.test(number) && number !== '0000' && (!hasMonth || month() !== '');
    question.answer(isWhole ? `${number}-${hasMonth ? month() : '01'}-01` : '');
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label stands above
    <div
      class="form-beside"
      role="group"
      {...question.groupAttributes}
      onFocusOut={() => question.setUnfinished(question.state.value === '' && !isEmpty())}
    >
      <Show when={hasMonth}>
        <select
          class="control"
          aria-label={messages.t('form.date.month')}
          onInput={(event) => [setMonth(event.currentTarget.value), give()]}
        >
          <option value="">{messages.t('form.date.month')}</option>
          <For each={MONTHS}>
            {(each) => (
              <option value={twoDigits(each)} selected={month() === twoDigits(each)}>
                {messages.formatMonth(calendarDate(2000, each, 1)).replace(/\s*2000.*$/, '')}
              </option>
            )}
          </For>
        </select>
      </Show>
      <input
        class="control"
        data-width="date"
        type="text"
        inputMode="numeric"
        enterkeyhint="next"
        autocomplete="off"
        aria-label={messages.t('form.date.year')}
        placeholder={messages.t('form.date.year')}
        value={year()}
        onInput={(event) => [setYear(event.currentTarget.value), give()]}
      />
    </div>
  );
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

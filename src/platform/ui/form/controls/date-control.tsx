import { createMemo, Show } from 'solid-js';
import { type CalendarDate, parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import type { Messages } from '../../../i18n/messages.ts';
import { Button } from '../../parts/actions/button.tsx';
import type { ControlProps, QuestionPart } from '../question/question-part.ts';
import { NativeInput } from './native-input.tsx';

/** A day. Below it stands in words which one was understood, in another calendar too where the form asks for it. */
export function DateControl(props: ControlProps) {
  const messages = useMessages();
  const day = createMemo(() => parseCalendarDate(props.question.state.value.slice(0, 10)));
  return (
    <div class="form-stack">
      <div class="form-beside">
        <NativeInput
          question={props.question}
          type="date"
          shown={day() ?? ''}
          onGive={(text) => props.question.answer(text)}
        />
        <Show when={!props.question.has('no-calendar')}>
          <Button onClick={() => props.question.answer(today())}>{messages.t('form.date.today')}</Button>
        </Show>
      </div>
      <Understood>{dayWords(messages, day(), props.question)}</Understood>
    </div>
  );
}

/** What was understood, for eye and ear. */
export function Understood(props: { readonly children: string | null }) {
  return (
    <p class="field-understood" aria-live="polite">
      <Show when={props.children}>{(words) => <>= {words()}</>}</Show>
    </p>
  );
}

/** Appearances of ODK that ask for a calendar → its name in Unicode. */
const CALENDARS: Readonly<Record<string, string>> = {
  coptic: 'coptic',
  ethiopian: 'ethiopic',
  islamic: 'islamic-umalqura',
  persian: 'persian',
};

function dayWords(messages: Messages, day: CalendarDate | null, question: QuestionPart): string | null {
  if (day === null) return null;
  const words = messages.formatDate(day, 'full');
  const appearance = question.description.appearance.find((word) => Object.hasOwn(CALENDARS, word));
  if (appearance === undefined) return words;
  const options = { dateStyle: 'long', timeZone: 'UTC', calendar: CALENDARS[appearance] } as const;
  return `${words} = ${new Intl.DateTimeFormat(messages.language, options).format(new Date(`${day}T12:00Z`))}`;
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

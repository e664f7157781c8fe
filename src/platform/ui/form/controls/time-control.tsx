import { createMemo, Show } from 'solid-js';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { canonicalDateTime, canonicalTime, wallDateTime, wallTime } from '../answers/clock-text.ts';
import { useForm } from '../model/form-context.ts';
import type { ControlProps } from '../question/question-part.ts';
import { Understood } from './date-control.tsx';
import { NativeInput } from './native-input.tsx';

/** A time of the day; kept with the offset that the device has today. */
export function TimeControl(props: ControlProps) {
  const give = (wall: string) => props.question.answer(canonicalTime(wall, offsetMinutes(new Date())));
  return (
    <div class="form-beside">
      <NativeInput question={props.question} type="time" shown={wallTime(props.question.state.value)} onGive={give} />
      <NowButton onPress={() => give(wallNow().slice(11))} />
    </div>
  );
}

/** A day and a time of it; kept with the offset that the device has then. */
export function DateTimeControl(props: ControlProps) {
  const { formatDate } = useMessages();
  const shown = createMemo(() => wallDateTime(props.question.state.value));
  const day = createMemo(() => parseCalendarDate(shown().slice(0, 10)));
  const give = (wall: string) => {
    props.question.answer(wall === '' ? '' : canonicalDateTime(wall, offsetMinutes(new Date(wall))));
  };
  const words = () => {
    const found = day();
    return found === null ? null : `${formatDate(found, 'full')}, ${shown().slice(11)}`;
  };
  return (
    <div class="form-stack">
      <div class="form-beside">
        <NativeInput question={props.question} type="datetime-local" shown={shown()} onGive={give} />
        <NowButton onPress={() => give(wallNow())} />
      </div>
      <Understood>{words()}</Understood>
    </div>
  );
}

/** Gives the time of this moment, which is none of what stands on a sheet of paper. */
function NowButton(props: { readonly onPress: () => void }) {
  const { t } = useMessages();
  const { isFromPaper } = useForm();
  return (
    <Show when={!isFromPaper}>
      <Button onClick={props.onPress}>{t('form.time.now')}</Button>
    </Show>
  );
}

/** Minutes east of UTC where the device is. */
function offsetMinutes(at: Date): number {
  return -at.getTimezoneOffset();
}

/** Day and time of now where the device is: `2031-10-12T08:30`. */
function wallNow(): string {
  const now = new Date();
  return new Date(now.getTime() + offsetMinutes(now) * 60_000).toISOString().slice(0, 16);
}

import { useSearchParams } from '@solidjs/router';
import { createSignal, For, Show } from 'solid-js';
import { addDays, type CalendarDate, parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { DateField } from '../../../../platform/ui/parts/fields/when-field.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import type { Move } from '../compute/what-if.ts';
import type { CalendarRecords } from '../entry.ts';
import { SupposedDay } from './calendar-explanation.tsx';
import { type CalendarQuery, findSupposedDay, SUPPOSED_YEARS } from './calendar-file.ts';
import { titleOf } from './entry-words.tsx';

interface WhatIfProps {
  readonly file: CalendarRecords;
  readonly recorded: CalendarDate;
  /** The day that the address supposes, or null. */
  readonly day: CalendarDate | null;
  readonly moves: readonly Move[];
}

/** Asks for another election day, keeps it in the address, and says what would follow. */
export function WhatIfPanel(props: WhatIfProps) {
  const { t } = useMessages();
  return (
    <details class="calendar-whatif" open={props.day !== null}>
      <summary>{t('calendar.whatif')}</summary>
      <div class="calendar-whatif-body">
        <SupposeDay {...props} />
        <Show when={props.day}>
          <Consequences {...props} />
        </Show>
      </div>
    </details>
  );
}

function SupposeDay(props: WhatIfProps) {
  const { t } = useMessages();
  const [, setQuery] = useSearchParams<CalendarQuery>();
  const [typed, setTyped] = createSignal<string>();
  const day = () => props.day ?? props.recorded;
  const suppose = (text: string) => {
    setTyped(text);
    const supposed = findSupposedDay(text, props.recorded);
    if (supposed !== null || text === props.recorded) set(supposed);
  };
  const set = (supposed: CalendarDate | null) =>
    setQuery({ election_day: supposed, only: null }, { replace: true, scroll: false });
  const shift = (days: number) => suppose(addDays(day(), days));
  const error = () => faultOf(typed(), props.recorded, t);
  return (
    <div class="calendar-suppose">
      <DateField
        label={t('calendar.whatif.day')}
        hint={t('calendar.whatif.hint', { date: props.recorded })}
        error={error()}
        value={typed() ?? day()}
        onInput={suppose}
      />
      <Buttons>
        <Button onClick={() => shift(-7)}>{t('calendar.whatif.week-earlier')}</Button>
        <Button onClick={() => shift(7)}>{t('calendar.whatif.week-later')}</Button>
        <Show when={props.day}>
          <Button look="quiet" onClick={() => suppose(props.recorded)}>
            {t('calendar.whatif.reset')}
          </Button>
        </Show>
      </Buttons>
    </div>
  );
}

/** What is wrong with a day that was typed, in words; undefined where it can be supposed. */
function faultOf(typed: string | undefined, recorded: CalendarDate, t: ReturnType<typeof useMessages>['t']) {
  if (typed === undefined || typed === recorded || findSupposedDay(typed, recorded) !== null) return undefined;
  if (parseCalendarDate(typed) === null) return t('calendar.whatif.error', { date: recorded });
  const year = Number(recorded.slice(0, 4));
  return t('calendar.whatif.error.far', { from: String(year - SUPPOSED_YEARS), to: String(year + SUPPOSED_YEARS) });
}

function Consequences(props: WhatIfProps) {
  const messages = useMessages();
  const [query, setQuery] = useSearchParams<CalendarQuery>();
  const moved = () => props.moves.filter(({ days }) => days !== null && days !== 0).length;
  const statuses = () => props.moves.filter(({ isStatusChanged }) => isStatusChanged).length;
  const late = () => props.moves.filter(({ isNewlyLate }) => isNewlyLate);
  return (
    <div class="calendar-consequences">
      <SupposedDay file={props.file} />
      <p>
        {messages.t('calendar.whatif.moved', { count: moved() })},{' '}
        {messages.t('calendar.whatif.statuses', { count: statuses() })}.{' '}
        {messages.t('calendar.whatif.late', { count: late().length })}
      </p>
      <ul>
        <For each={late()}>
          {({ after }) => (
            <li>
              <RecordLink kind="calendar-rule" key={after.rule.key}>
                {titleOf(after, props.file, messages)}
              </RecordLink>
            </li>
          )}
        </For>
      </ul>
      <Checkbox
        label={messages.t('calendar.whatif.only-changed')}
        checked={query.only === 'moves'}
        onInput={(isOnly) => setQuery({ only: isOnly ? 'moves' : null }, { replace: true, scroll: false })}
      />
    </div>
  );
}

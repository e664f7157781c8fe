import { For } from 'solid-js';
import type { CalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { ResponseBoard } from '../../visit-replies.ts';
import { planAddress } from '../plan-address.ts';

/** The days of the mission, each with what came of what is expected; the one that is shown is marked. */
export function DayStrip(props: { readonly board: ResponseBoard }) {
  const { t } = useMessages();
  const days = () => {
    const { day, days: known } = props.board;
    if (known.some((one) => one.day === day)) return known;
    return [...known, { day, expected: 0, received: 0 }].sort((one, other) => (one.day < other.day ? -1 : 1));
  };
  return (
    <nav class="plan-days" aria-label={t('plan.days')}>
      <ul>
        <For each={days()}>
          {(one) => (
            <li>
              <a
                href={planAddress('board', { day: one.day })}
                aria-current={one.day === props.board.day ? 'date' : undefined}
                noScroll
              >
                <DayName day={one.day} />
                <span class="numeral plan-day-count">
                  {t('plan.received-of', { received: one.received, expected: one.expected })}
                </span>
              </a>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}

function DayName(props: { readonly day: CalendarDate }) {
  const { formatDate, formatWeekday } = useMessages();
  return (
    <span class="plan-day-name">
      {formatWeekday(props.day, true)} {formatDate(props.day)}
    </span>
  );
}

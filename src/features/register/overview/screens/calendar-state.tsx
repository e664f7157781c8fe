import { createMemo, For, Show } from 'solid-js';
import { toLocalTime } from '../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { computeCalendar } from '../../calendar/calendar.ts';
import type { Election } from '../../election/election.ts';
import { countStatuses, dueSoon } from '../overview.ts';
import type { OverviewProps } from './overview-props.ts';

/** How many rules of the calendar stand how, and what is due next. */
export function CalendarState(props: OverviewProps & { readonly election: Election }) {
  const { t, formatDate } = useMessages();
  const entries = createMemo(() => computeCalendar(props.file, props.now));
  const soon = () => dueSoon(entries(), toLocalTime(props.now, props.election.timezone).date);
  return (
    <section class="overview-part">
      <h2>{t('overview.calendar')}</h2>
      <p class="overview-soft">{t('overview.calendar.count', { count: props.file['calendar-rule'].length })}</p>
      <ul class="overview-counts">
        <For each={countStatuses(entries())}>
          {({ status, count }) => (
            <li>
              <a href={`${props.base}/calendar?status=${status}`}>
                <span class="overview-count numeral">{count}</span> <StatusMark status={status} />
              </a>
            </li>
          )}
        </For>
      </ul>
      <Show when={soon().length > 0}>
        <h3>{t('overview.calendar.soon')}</h3>
        <ul class="overview-list">
          <For each={soon()}>
            {(entry) => (
              <li>
                <span class="numeral">{entry.due ? formatDate(entry.due, 'short') : ''}</span>{' '}
                <RecordLink kind="calendar-rule" key={entry.rule.key}>
                  <LocalText text={entry.rule.title} />
                </RecordLink>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <a href={`${props.base}/calendar`}>{t('overview.calendar.all')}</a>
    </section>
  );
}

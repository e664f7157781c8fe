import { For, Show } from 'solid-js';
import { addDays, type CalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import type { CalendarRecords } from '../entry.ts';
import type { Anchor } from '../rule.ts';

/** What the dates are counted from, and which days are not worked on. */
export function CountedFrom(props: { readonly file: CalendarRecords }) {
  const { t } = useMessages();
  return (
    <div class="calendar-grounds">
      <section>
        <h2>{t('calendar.anchors')}</h2>
        <p class="calendar-faint">{t('calendar.anchors.about')}</p>
        <dl class="calendar-list">
          <For each={props.file.anchor}>
            {(anchor) => (
              <div>
                <dt>
                  <RecordLink kind="anchor" key={anchor.key}>
                    <LocalText text={anchor.title} fallback={anchor.key} />
                  </RecordLink>
                </dt>
                <dd>
                  <AnchorMoment anchor={anchor} />
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
      <DaysOff file={props.file} />
    </div>
  );
}

function AnchorMoment(props: { readonly anchor: Anchor }) {
  const messages = useMessages();
  const { t, formatWhen } = messages;
  const per = () => t(`fields.choice.per.${props.anchor.per}`).toLocaleLowerCase(messages.language);
  return (
    <Show
      when={props.anchor.per === 'election'}
      fallback={<span class="calendar-faint">{t('calendar.anchors.per', { per: per() })}</span>}
    >
      {formatWhen(props.anchor.date)} {props.anchor.time} <SourceMarks sources={props.anchor.sources} />
    </Show>
  );
}

const SOME_MONDAY = '2024-01-01' as CalendarDate;

function DaysOff(props: { readonly file: CalendarRecords }) {
  const { t, formatDate, formatWeekday } = useMessages();
  const weekend = () => {
    const named = props.file.election[0]?.weekend ?? [];
    const days = named.length > 0 ? named : ['6', '7'];
    return days.map((day) => formatWeekday(addDays(SOME_MONDAY, Number(day) - 1))).join(', ');
  };
  return (
    <section>
      <h2>{t('calendar.working-days')}</h2>
      <p class="calendar-faint">{t('calendar.working-days.weekend', { days: weekend() })}</p>
      <Show when={props.file.holiday.length > 0} fallback={<p>{t('calendar.working-days.none')}</p>}>
        <dl class="calendar-list">
          <For each={props.file.holiday}>
            {(holiday) => (
              <div>
                <dt>
                  <RecordLink kind="holiday" key={holiday.key}>
                    {formatDate(holiday.date)}
                  </RecordLink>
                </dt>
                <dd>
                  <LocalText text={holiday.name} />{' '}
                  <Show when={holiday.working === 'yes'}>({t('calendar.working-days.worked')})</Show>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </section>
  );
}

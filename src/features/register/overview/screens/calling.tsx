import { createMemo, For, Show } from 'solid-js';
import { parseWhen } from '../../../../kernel/when.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { computeCalendar } from '../../calendar/calendar.ts';
import type { CalendarEntry } from '../../calendar/entry.ts';
import type { OverviewProps } from './overview-props.ts';

/** How the election was called, and whether the rules for calling one were kept: the first question of all. */
export function Calling(props: OverviewProps) {
  const { t, formatWhen } = useMessages();
  const rules = createMemo(() => computeCalendar(props.file, props.now).filter(({ rule }) => rule.phase === 'calling'));
  // When it was done, and the last or first day for it: the one must not be taken for the other.
  const dateWords = (entry: CalendarEntry) => {
    const sign = { until: 'by ', from: 'from ', on: '' }[entry.side];
    const due = entry.due === null ? null : formatWhen(parseWhen(`${sign}${entry.due}`), 'short');
    const done = entry.done === null ? null : formatWhen(entry.done, 'short');
    return [done, due === null ? null : `(${due})`].filter((words) => words !== null).join(' ');
  };
  return (
    <Show when={props.file.act.length + rules().length > 0}>
      <section class="overview-wide overview-calling">
        <h2>{t('overview.called')}</h2>
        <ol class="overview-acts">
          <For each={props.file.act}>
            {(act) => (
              <li>
                <p class="overview-act-head">
                  <span class="numeral">{formatWhen(act.date)}</span> <LocalText text={act.body} />
                </p>
                <p>
                  <RecordLink kind="act" key={act.key}>
                    <LocalText text={act.title} />
                  </RecordLink>
                </p>
                <p class="overview-soft">
                  <LocalText text={act.effect} /> <SourceMarks sources={act.sources} />
                </p>
              </li>
            )}
          </For>
        </ol>
        <ul class="overview-acts">
          <For each={rules()}>
            {(entry) => (
              <li class="overview-rule">
                <RecordLink kind="calendar-rule" key={entry.rule.key}>
                  <LocalText text={entry.rule.title} />
                </RecordLink>
                <span class="overview-soft numeral">{dateWords(entry)}</span>
                <StatusMark status={entry.status} />
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

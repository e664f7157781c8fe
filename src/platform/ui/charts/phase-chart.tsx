import { createMemo, For, Show } from 'solid-js';
import { type CalendarDate, calendarDate } from '../../../kernel/calendar-date.ts';
import { onDay } from '../../../kernel/when.ts';
import type { PageMessages } from '../../i18n/language-provider.tsx';
import { useMessages } from '../../i18n/language-provider.tsx';
import { RecordLink } from '../parts/links/record-link.tsx';
import { StatusMark } from '../parts/marks/status-mark.tsx';
import { ChartFrame } from './frame/chart-frame.tsx';
import { type DateScale, dateScale, spanOf } from './frame/date-axis.ts';
import { DateAxis, DayLines } from './frame/date-axis-lines.tsx';
import { createDrawingWidth } from './frame/drawing-width.ts';
import type { PhaseBar, PhaseChartProps } from './phases/phase-bar.ts';
import { type PhaseDays, PhaseKey, PhaseLines, PhaseTrack } from './phases/phase-track.tsx';
import './phases/phases.css';

const NO_SPAN = { from: calendarDate(2000, 1, 1), to: calendarDate(2000, 1, 2) };
const AXIS_PX = 40;

/** What was allowed when and what was done when, phase by phase, one line for each rule. */
export function PhaseChart(props: PhaseChartProps) {
  const messages = useMessages();
  const [track, width] = createDrawingWidth();
  const bars = createMemo(() => props.bars);
  const scale = createMemo(() => dateScale(spanOfBars(bars(), props.electionDay), { start: 10, end: width() - 10 }));
  const barsOf = (phase: string) => bars().filter((bar) => bar.phase === phase);
  const lines = () => ({ election: props.electionDay, today: props.today });
  const days = () => [
    { date: props.electionDay, label: messages.t('ui.chart.election-day'), isToday: false },
    ...(props.today ? [{ date: props.today, label: messages.t('ui.chart.today'), isToday: true }] : []),
  ];
  return (
    <ChartFrame title={props.title} caption={props.caption} table={() => tableOf(props, messages)} key={<PhaseKey />}>
      <div class="phases">
        <div class="phases-axis chart-drawing">
          <div class="phase-track" ref={track}>
            {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it has the title */}
            <svg width={width()} height={AXIS_PX}>
              <DateAxis scale={scale()} top={AXIS_PX} bottom={AXIS_PX} besides={days()} />
              <DayLines scale={scale()} days={days()} top={AXIS_PX} bottom={AXIS_PX} />
            </svg>
          </div>
        </div>
        <For each={props.phases}>
          {(phase) => (
            <Show when={barsOf(phase.id).length > 0}>
              <section class="phase" aria-label={phase.title}>
                <div class="phase-head">
                  <p>{phase.title}</p>
                  <div class="phase-track chart-drawing">
                    {/* biome-ignore lint/a11y/noSvgWithoutTitle: lines that go on from row to row */}
                    <svg width={width()} height="100%">
                      <PhaseLines scale={scale()} days={lines()} />
                    </svg>
                  </div>
                </div>
                <ul>
                  <For each={barsOf(phase.id)}>
                    {(bar) => <PhaseRow bar={bar} scale={scale()} width={width()} days={lines()} />}
                  </For>
                </ul>
              </section>
            </Show>
          )}
        </For>
      </div>
    </ChartFrame>
  );
}

function PhaseRow(props: {
  readonly bar: PhaseBar;
  readonly scale: DateScale;
  readonly width: number;
  readonly days: PhaseDays;
}) {
  return (
    <li class="phase-row">
      <span class="phase-label">
        <Show when={props.bar.record} fallback={props.bar.label}>
          {(record) => (
            <RecordLink kind={record().kind} key={record().key}>
              {props.bar.label}
            </RecordLink>
          )}
        </Show>
      </span>
      <div class="phase-track chart-drawing">
        <PhaseTrack {...props} />
      </div>
      <span class="phase-status">
        <StatusMark status={props.bar.status}>{props.bar.statusLabel}</StatusMark>
      </span>
    </li>
  );
}

function spanOfBars(bars: readonly PhaseBar[], electionDay: CalendarDate) {
  const days = bars.flatMap(({ from, to, formerly }) => [from, to, formerly?.from, formerly?.to]);
  const whens = [electionDay, ...days].filter((day) => day != null).map(onDay);
  return spanOf([...whens, ...bars.map(({ done }) => done ?? null)]) ?? NO_SPAN;
}

function tableOf(props: PhaseChartProps, messages: PageMessages) {
  const { t, formatWhen, formatDate } = messages;
  const day = (date: CalendarDate | null) => (date === null ? '' : formatDate(date, 'short'));
  return {
    columns: [
      t('ui.chart.item'),
      t('ui.chart.phase'),
      t('ui.chart.from'),
      t('ui.chart.until'),
      t('ui.chart.done'),
      t('ui.chart.status'),
    ],
    rows: props.bars.map((bar) => [
      bar.label,
      props.phases.find(({ id }) => id === bar.phase)?.title ?? '',
      day(bar.from),
      day(bar.to),
      bar.done ? formatWhen(bar.done, 'short') : '',
      bar.statusLabel,
    ]),
  };
}

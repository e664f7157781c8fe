import { type JSX, Show } from 'solid-js';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { When } from '../../../../kernel/when.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import type { DateScale } from '../frame/date-axis.ts';
import type { PhaseBar } from './phase-bar.ts';
import { isCapped, TAIL_PX, windowPath } from './window-path.ts';

/** Days that go through all lines. */
export interface PhaseDays {
  readonly election: CalendarDate;
  readonly today: CalendarDate | undefined;
}

/** The election day and today, from the top to the bottom of the picture that they are put into. */
export function PhaseLines(props: { readonly scale: DateScale; readonly days: PhaseDays }) {
  const today = () => (props.days.today && isInside(props.days.today, props.scale) ? props.days.today : null);
  return (
    <g>
      <DownLine class="phase-election" at={props.scale.at(props.days.election)} />
      <Show when={today()}>{(day) => <DownLine class="chart-today" at={props.scale.at(day())} />}</Show>
    </g>
  );
}

function DownLine(props: { readonly class: string; readonly at: number }) {
  return <line class={props.class} x1={props.at} x2={props.at} y1="0" y2="100%" />;
}

/** The line of one rule: its window and when it was done. Positions are counted from the middle of the line. */
export function PhaseTrack(props: {
  readonly bar: PhaseBar;
  readonly scale: DateScale;
  readonly width: number;
  readonly days: PhaseDays;
}) {
  return (
    <svg width={props.width} height="100%" aria-hidden="true">
      <PhaseLines scale={props.scale} days={props.days} />
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: only moves what is in it to the middle */}
      <svg y="50%" overflow="visible">
        <Show when={props.bar.formerly}>
          {(formerly) => <path class="phase-formerly" d={windowPath(formerly(), props.scale)} />}
        </Show>
        <path class={isCapped(props.bar) ? 'phase-cap' : 'phase-window'} d={windowPath(props.bar, props.scale)} />
        <Show when={props.bar.done}>
          {(done) => <DoneMark done={done()} scale={props.scale} status={props.bar.status} />}
        </Show>
      </svg>
    </svg>
  );
}

function DoneMark(props: { readonly done: When; readonly scale: DateScale; readonly status: string }) {
  const first = () => props.done.earliest ?? props.done.latest;
  const last = () => props.done.latest ?? props.done.earliest;
  const at = (day: CalendarDate | null) => (day === null ? 0 : props.scale.at(day));
  const isExact = () => props.done.earliest === props.done.latest;
  return (
    <g data-status={props.status}>
      <Show when={!isExact()} fallback={<circle class="phase-done" cx={at(first())} cy="0" r="4" />}>
        <line
          class="phase-done-span"
          x1={props.done.earliest === null ? at(last()) - TAIL_PX : at(first())}
          x2={props.done.latest === null ? at(first()) + TAIL_PX : at(last())}
          y1="0"
          y2="0"
        />
        <circle class="phase-done-bounded" cx={at(props.done.earliest === null ? last() : first())} cy="0" r="4" />
      </Show>
    </g>
  );
}

function isInside(date: CalendarDate, scale: DateScale): boolean {
  return date >= scale.from && date <= scale.to;
}

/** What the signs mean. */
export function PhaseKey() {
  const { t } = useMessages();
  return (
    <>
      <KeySign words={t('ui.chart.key.window')}>
        <path class="phase-window" d="M3 -4H25V4H3Z" />
      </KeySign>
      <KeySign words={t('ui.chart.key.deadline')}>
        <path class="phase-cap" d="M22 -6V6h-2.5V-6ZM22 -.75H2V.75H22Z" />
      </KeySign>
      <KeySign words={t('ui.chart.key.opening')}>
        <path class="phase-cap" d="M6 -6V6h2.5V-6ZM6 -.75H26V.75H6Z" />
      </KeySign>
      <KeySign words={t('ui.chart.key.done')}>
        <circle class="phase-done" cx="14" cy="0" r="4" />
      </KeySign>
    </>
  );
}

function KeySign(props: { readonly words: string; readonly children: JSX.Element }) {
  return (
    <span class="key-sign">
      <svg viewBox="0 -8 28 16" width="28" height="16" aria-hidden="true">
        {props.children}
      </svg>
      {props.words}
    </span>
  );
}

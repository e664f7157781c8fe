import { createMemo, For, Show } from 'solid-js';
import { type CalendarDate, dateParts } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { type DateScale, type DateTick, dateTicks } from './date-axis.ts';
import { textWidthEm } from './text-width.ts';

const TICK_ROOM_PX = 64;
const EM_PX = 12;

/** Days along the top of a picture, with a hairline down from each. */
export function DateAxis(props: {
  readonly scale: DateScale;
  readonly top: number;
  readonly bottom: number;
  /** Words that stand on the same line, which the words of the axis give way to. */
  readonly besides?: readonly { readonly date: CalendarDate; readonly label: string }[] | undefined;
}) {
  const { formatDate, formatMonth } = useMessages();
  const ticks = createMemo(() => {
    const { from, to, at } = props.scale;
    return dateTicks({ from, to }, Math.abs(at(to) - at(from)) / TICK_ROOM_PX);
  });
  const isCovered = (tick: DateTick) =>
    (props.besides ?? []).some(({ date, label }) => {
      const room = ((textWidthEm(label) + textWidthEm(words(tick))) / 2) * EM_PX + 8;
      return Math.abs(props.scale.at(date) - props.scale.at(tick.date)) < room;
    });
  const words = (tick: DateTick) => {
    if (tick.says === 'day') return formatDate(tick.date, 'day');
    if (tick.says === 'year') return String(dateParts(tick.date).year);
    const isFirst = tick === ticks()[0] || dateParts(tick.date).month === 1;
    return formatMonth(tick.date, isFirst ? 'short' : 'name');
  };
  return (
    <g>
      <For each={ticks()}>
        {(tick) => (
          <>
            <line
              class="chart-grid"
              x1={props.scale.at(tick.date)}
              x2={props.scale.at(tick.date)}
              y1={props.top}
              y2={props.bottom}
            />
            <Show when={!isCovered(tick)}>
              <text class="faint" x={props.scale.at(tick.date)} y={props.top - 10} text-anchor="middle">
                {words(tick)}
              </text>
            </Show>
          </>
        )}
      </For>
      <line
        class="chart-axis"
        x1={props.scale.at(props.scale.from)}
        x2={props.scale.at(props.scale.to)}
        y1={props.top}
        y2={props.top}
      />
    </g>
  );
}

/** A day with a line through the picture. */
export interface LabelledDay {
  readonly date: CalendarDate;
  readonly label: string;
  readonly isToday?: boolean | undefined;
}

const WORDS_PX = 10;
const LINE_PX = 15;

/**
 * Lines down from days, with their words above the axis; words that would touch others go one line up. Days outside of
 * the picture are left out.
 */
export function DayLines(props: {
  readonly scale: DateScale;
  readonly days: readonly LabelledDay[];
  readonly top: number;
  readonly bottom: number;
}) {
  const placed = createMemo(() => placeDays(props.days, props.scale));
  return (
    <For each={placed()}>
      {(day) => (
        <g>
          <line
            class={day.isToday ? 'chart-today' : 'chart-day'}
            x1={day.at}
            x2={day.at}
            y1={props.top}
            y2={props.bottom}
          />
          <text
            class={day.isToday ? 'halo chart-today-word' : 'halo strong'}
            x={day.wordsAt}
            y={props.top - WORDS_PX - day.line * LINE_PX}
            text-anchor="middle"
          >
            {day.label}
          </text>
        </g>
      )}
    </For>
  );
}

interface PlacedDay extends LabelledDay {
  readonly at: number;
  readonly wordsAt: number;
  readonly line: number;
}

function placeDays(days: readonly LabelledDay[], scale: DateScale): readonly PlacedDay[] {
  const placed: PlacedDay[] = [];
  for (const day of days) {
    if (day.date < scale.from || day.date > scale.to) continue;
    const at = scale.at(day.date);
    const half = halfWidth(day);
    const wordsAt = Math.max(scale.at(scale.from) + half, Math.min(at, scale.at(scale.to) - half));
    const line = placed.filter((other) => Math.abs(other.wordsAt - wordsAt) < half + halfWidth(other) + 4).length;
    placed.push({ ...day, at, wordsAt, line });
  }
  return placed;
}

function halfWidth({ label }: LabelledDay): number {
  return (textWidthEm(label) * EM_PX) / 2;
}

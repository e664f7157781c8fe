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
    return tick.says === 'year' ? String(dateParts(tick.date).year) : formatMonth(tick.date);
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

/** A line down from a day, with its words at the top; nothing for a day outside of the picture. */
export function DayLine(props: {
  readonly scale: DateScale;
  readonly date: CalendarDate;
  readonly label?: string | undefined;
  readonly isToday?: boolean | undefined;
  readonly top: number;
  readonly bottom: number;
}) {
  const { t } = useMessages();
  const isInside = () => props.date >= props.scale.from && props.date <= props.scale.to;
  return (
    <Show when={isInside()}>
      <g>
        <line
          class={props.isToday ? 'chart-today' : 'chart-day'}
          x1={props.scale.at(props.date)}
          x2={props.scale.at(props.date)}
          y1={props.top}
          y2={props.bottom}
        />
        <text
          class={props.isToday ? 'halo chart-today-word' : 'halo strong'}
          x={props.scale.at(props.date)}
          y={props.top - 10}
          text-anchor="middle"
        >
          {props.isToday ? t('ui.chart.today') : props.label}
        </text>
      </g>
    </Show>
  );
}

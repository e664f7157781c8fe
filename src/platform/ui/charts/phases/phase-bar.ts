import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { When } from '../../../../kernel/when.ts';
import type { RecordName } from '../../parts/links/record-address.ts';
import type { Status } from '../../parts/marks/mark-shapes.tsx';
import type { ChartWords } from '../frame/chart-frame.tsx';

/** From when and until when something may be done; a side without limit is null. */
export interface Window {
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

/** A rule of the calendar: its window, a deadline (`from` null), an opening (`to` null) or one day (both the same). */
export interface PhaseBar extends Window {
  readonly id: string;
  readonly phase: string;
  readonly label: string;
  readonly status: Status;
  readonly statusLabel: string;
  readonly done?: When | null | undefined;
  readonly record?: RecordName | undefined;
  /** Where it stood before something was supposed. */
  readonly formerly?: Window | undefined;
}

/** What the calendar as a picture shows. */
export interface PhaseChartProps extends ChartWords {
  readonly phases: readonly { readonly id: string; readonly title: string }[];
  readonly bars: readonly PhaseBar[];
  readonly electionDay: CalendarDate;
  readonly today?: CalendarDate | undefined;
}

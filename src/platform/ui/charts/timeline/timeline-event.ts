import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { When } from '../../../../kernel/when.ts';
import type { RecordName } from '../../parts/links/record-address.ts';
import type { ChartWords } from '../frame/chart-frame.tsx';

/** Something that happened, for a timeline. */
export interface TimelineEvent {
  readonly id: string;
  /** The lane that it stands in. */
  readonly lane: string;
  readonly when: When;
  readonly label: string;
  /** Set in bold. */
  readonly isKey?: boolean | undefined;
  readonly record?: RecordName | undefined;
}

/** A day with a line through all lanes, such as the election day. */
export interface MarkedDay {
  readonly date: CalendarDate;
  readonly label: string;
}

/** What a timeline shows. */
export interface TimelineProps extends ChartWords {
  readonly lanes: readonly { readonly id: string; readonly title: string }[];
  readonly events: readonly TimelineEvent[];
  readonly days?: readonly MarkedDay[] | undefined;
  /** Draws where we are, where that lies within the picture. */
  readonly today?: CalendarDate | undefined;
  /** First and last day of the picture; what lies outside stands at its edge. Otherwise as the events need. */
  readonly span?: { readonly from: CalendarDate; readonly to: CalendarDate } | undefined;
}

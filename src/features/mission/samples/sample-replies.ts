import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { LocalizedText } from '../../../kernel/text.ts';
import type { DrawRecord } from '../../../stats/sampling/draw-sample.ts';
import type { FirstLot, ToldGap } from './desk-sample.ts';
import type { FrameSource, SampleUnit } from './sample.ts';

/** A sample in the list. Times in ISO 8601, UTC. */
export interface ListedSample {
  readonly id: string;
  readonly name: string;
  readonly record: DrawRecord;
  readonly source: FrameSource;
  /** SHA-256 of its document, as the log has it, in hexadecimal digits. */
  readonly documentSha256: string;
  readonly drawnAt: string;
  readonly by: string;
  /** Place in the log; null: the log has not taken it yet. */
  readonly logIndex: string | null;
  /** How the day on which it was drawn, in the time zone of the election, lies to the day of the vote; null: no election. */
  readonly when: 'before' | 'on-day' | 'after' | null;
  readonly selected: number;
  readonly reserves: number;
  /** Visits that are expected of it, and those of which something came. */
  readonly expected: number;
  readonly received: number;
  readonly withdrawn: {
    readonly at: string;
    readonly by: string;
    readonly reason: string;
    readonly replacedBy: string | null;
  } | null;
}

/** A unit of a sample with what became of it. */
export interface ShownUnit extends SampleUnit {
  readonly names: LocalizedText | null;
  /** Visits of the sample that are expected there, and those of which something came. */
  readonly expected: number;
  readonly received: number;
}

export interface ShownSample extends ListedSample {
  readonly units: readonly ShownUnit[];
}

/** What of the register samples can be drawn by. */
export interface SampleOptions {
  /** Null: the mission observes no election of this server, so that nothing can be drawn at the desk. */
  readonly election: { readonly slug: string; readonly day: CalendarDate } | null;
  /** Polling stations that are there. */
  readonly stations: number;
  /** Levels with the number of their places. */
  readonly levels: readonly { readonly level: string; readonly places: number }[];
  readonly sorts: readonly { readonly sort: string; readonly stations: number }[];
  /** Claims that may be sizes, and of how many stations. */
  readonly sizes: readonly {
    readonly subject: string;
    readonly asOf: string | null;
    readonly kind: string | null;
    readonly stations: number;
  }[];
}

/** What would be drawn, without saying which stations: that is decided by the seed. */
export interface SamplePreview {
  readonly units: number;
  /** SHA-256 of the frame; null: stations lack what the frame needs. */
  readonly frame: string | null;
  readonly gaps: readonly ToldGap[];
  readonly lots: readonly FirstLot[];
}

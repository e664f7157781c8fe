import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { Status } from '../../register/calendar/entry.ts';
import type { Severity } from '../checks/check.ts';
import type { Danger, Status as IncidentStatus, Priority } from '../incidents/incident.ts';
import type { VisitStatus } from '../visits/response.ts';
import type { ShownResponse } from '../visits/visit-replies.ts';

type Names = Readonly<Record<string, string>>;

/** Stations of one phase. */
export interface PhaseStations {
  readonly stations: ShownResponse;
  /** Stations of which reports of two observers say different things, by checks that compare them. */
  readonly conflicting: number;
}

/** The room of a mission on a day. */
export interface ShownRoom {
  readonly zone: string;
  readonly day: CalendarDate;
  readonly days: readonly { readonly day: CalendarDate; readonly expected: number; readonly received: number }[];
  readonly phases: readonly (PhaseStations & {
    readonly key: string;
    readonly name: Names;
    readonly dueAt: string;
    readonly isDue: boolean;
  })[];
  /** The widest areas that the stations lie in; `phases` in the order of those above. */
  readonly areas: readonly {
    readonly key: string;
    readonly label: string;
    readonly names: Names | null;
    readonly phases: readonly PhaseStations[];
  }[];
  /** False: there are so many conflicts that only the newest were counted. */
  readonly areConflictsWhole: boolean;
  readonly unplaced: { readonly team: number; readonly station: number; readonly phase: number };
  readonly checks: readonly OpenCheck[];
  /** As of when. */
  readonly at: string;
}

/** What is answered of a room; null: the mission has no plan yet. */
export interface RoomReply {
  readonly room: ShownRoom | null;
}

/** A check that is on, with how many reports it flags. */
export interface OpenCheck {
  readonly id: string;
  readonly title: Names;
  readonly severity: Severity;
  /** Whether it compares two reports of one form at a station. */
  readonly isComparing: boolean;
  readonly flagged: number;
}

/** How many reports came when. */
export interface ShownFlow {
  readonly zone: string;
  /** From the first step on to the last one, without gaps; times of the beginnings of steps. */
  readonly steps: readonly string[];
  readonly stepMinutes: number;
  /** In the order of their titles; `counts` by step. */
  readonly forms: readonly { readonly id: string; readonly title: string; readonly counts: readonly number[] }[];
  /** Of the day, and those of the last hour. */
  readonly total: number;
  readonly lastHour: number;
}

/** A report that came lately. */
export interface NewReport {
  readonly id: string;
  readonly at: string;
  readonly form: string;
  readonly station: string | null;
  readonly stationNames: Names | null;
}

/** How many incidents are open, and how many of them are what. `loud`: an SOS that nobody has heard, open or not. */
export interface IncidentCounts {
  readonly open: number;
  readonly loud: number;
  readonly sos: number;
  readonly high: number;
  readonly low: number;
  readonly urgent: number;
  readonly unassigned: number;
  readonly overdue: number;
}

/** An incident in a line. What it is about in words, and where, is not told on a wall. */
export interface IncidentLine {
  readonly id: string;
  readonly number: number;
  readonly at: string;
  readonly danger: Danger | null;
  readonly priority: Priority | null;
  readonly status: IncidentStatus;
  readonly isLoud: boolean;
  readonly categoryNames: Names | null;
  readonly what: string | null;
  readonly station: string | null;
  readonly placeNames: Names | null;
}

/** What happens in the field. */
export interface RoomIncidents {
  readonly counts: IncidentCounts;
  /** Open ones: an SOS that nobody has heard before all others, then by danger, priority and the newest first. */
  readonly gravest: readonly IncidentLine[];
  readonly newest: readonly IncidentLine[];
}

/** Stations of a phase on the map, gathered where many are near each other. */
export interface ShownStations {
  readonly spots: readonly StationSpot[];
  readonly withoutPlace: { readonly count: number; readonly codes: readonly string[] };
}

/** Stations near each other that stand alike. Degrees, WGS 84. */
export interface StationSpot {
  readonly status: VisitStatus;
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
  /** Of a single station. */
  readonly station: string | null;
  readonly names: Names | null;
}

/** A deadline of the law that is to come. */
export interface NextDeadline {
  readonly id: string;
  readonly rule: string;
  readonly title: Names;
  readonly day: CalendarDate;
  readonly times: readonly string[];
  readonly status: Status;
}

/** So many flagged reports are looked at for conflicts, the newest of each check. */
export const MOST_CONFLICTS = 2_000;

const STEP_MINUTES = 15;
const MOST_STEPS = 48;
const STEP_CHOICES = [15, 30, 60, 120, 180, 360, 720, 1_440];

/** The shortest step in minutes by which a span makes a picture of at most 48 steps. */
export function stepFor(fromMs: number, toMs: number): number {
  const minutes = (toMs - fromMs) / 60_000;
  return STEP_CHOICES.find((step) => minutes / step <= MOST_STEPS) ?? 1_440;
}

/** Counts of a form in a quarter of an hour. */
export interface FlowCount {
  readonly formId: string;
  readonly title: string;
  readonly at: Date;
  readonly reports: number;
}

/** Counts as a picture shows them: each form with a number for each step, steps without any among them. */
export function flowOf(
  counts: readonly FlowCount[],
  { zone, now }: { readonly zone: string; readonly now: Date },
): ShownFlow {
  const times = counts.map(({ at }) => at.getTime());
  const total = counts.reduce((sum, { reports }) => sum + reports, 0);
  const hourAgo = now.getTime() - 3_600_000;
  const lastHour = counts.filter(({ at }) => at.getTime() > hourAgo).reduce((sum, { reports }) => sum + reports, 0);
  if (times.length === 0) return { zone, steps: [], stepMinutes: STEP_MINUTES, forms: [], total, lastHour };
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const stepMinutes = stepFor(first, last + STEP_MINUTES * 60_000);
  const stepMs = stepMinutes * 60_000;
  const at = (ms: number) => Math.floor((ms - first) / stepMs);
  const steps = Array.from({ length: at(last) + 1 }, (_, index) => new Date(first + index * stepMs).toISOString());
  const forms = new Map<string, { id: string; title: string; counts: number[] }>();
  for (const { formId, title, at: when, reports } of counts) {
    const form = forms.get(formId) ?? { id: formId, title, counts: steps.map(() => 0) };
    form.counts[at(when.getTime())] = (form.counts[at(when.getTime())] ?? 0) + reports;
    forms.set(formId, form);
  }
  const sorted = [...forms.values()].sort((one, other) => (one.title < other.title ? -1 : 1));
  return { zone, steps, stepMinutes, forms: sorted, total, lastHour };
}

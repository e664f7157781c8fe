/** Path → answer as it was read, null where it was left empty; in the order of the form. */
export type ExportedAnswers = Readonly<Record<string, string | null>>;

/** A report as an export writes it: what is known of it, and what its present version says. */
export interface ExportedReport {
  /** Its place in the order of arrival, which grows from report to report. */
  readonly ordinal: number;
  readonly id: string;
  /** Receipt of the version that is written. */
  readonly receipt: string;
  /** When the report came first, and the version that is written: ISO 8601 in UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly state: 'read' | 'held' | 'void';
  readonly reason: string | null;
  readonly flags: readonly string[];
  readonly formVersion: string | null;
  readonly formNumber: number | null;
  readonly station: string | null;
  /** Whether the desk moved it to that station. */
  readonly isMoved: boolean;
  readonly channel: string;
  /** Pseudonym of the device; null: none sent it. */
  readonly device: string | null;
  /** As the desk calls the device. */
  readonly deviceName: string | null;
  /** Null: it could not be read. */
  readonly answers: ExportedAnswers | null;
}

/** Where the reports of an export come from, in the order of their arrival. */
export interface ReportSource {
  /** The next ones after that place; none: there are no more. */
  next(after: number): Promise<readonly ExportedReport[]>;
}

/** A phase of a day with when its reports are due. */
export interface DuePhase {
  readonly key: string;
  readonly name: Readonly<Record<string, string>>;
  readonly dueAt: Date;
}

/** What is counted of one key in one phase. */
export interface CountRow {
  readonly unit: 'visit' | 'station';
  readonly phase: string;
  readonly key: string;
  readonly complete: number;
  readonly partial: number;
  readonly none: number;
  readonly unreachable: number;
  readonly notOpen: number;
  readonly refusedEntry: number;
  readonly otherTeam: number;
  readonly elsewhere: number;
  readonly extra: number;
  readonly reports: number;
}

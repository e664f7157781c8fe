/** What an alarm is of: a row of the database is not what was published, or a stored file is not what its hash says. */
export type AlarmKind = 'database-altered' | 'file-altered';

/**
 * What is wrong at the place: `missing`, the database has no such entry; `altered`, its bytes are not what its hash says;
 * `other`, it is not the published one; `report`, the report is not what its entry commits to; `file`, as of its kind.
 */
export type AlarmWhat = 'missing' | 'altered' | 'other' | 'report' | 'file';

/** An alarm: one place, however often it was found. */
export interface LogAlarm {
  readonly id: string;
  readonly kind: AlarmKind;
  /** Index of the entry in the log, or SHA-256 of the file. */
  readonly place: string;
  readonly what: AlarmWhat;
  /** Whether the mission is known; a file that no report names may be of any. */
  readonly isOfMission: boolean;
  /** ISO 8601 in UTC, as the others. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly count: number;
  /** Null: it is open. */
  readonly settled: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

/**
 * How a log stands: `open`, it takes reports; `unbegun`, nothing was logged yet; `away`, its signer does not answer at
 * present; the others are why it takes nothing: `behind`, the database holds fewer entries than were signed; `altered`, other
 * ones; `other-key`, the signer does not hold its key; `restored`, it comes from a backup, and it is not settled yet that
 * nothing newer was signed.
 */
export type LogStanding = 'open' | 'unbegun' | 'away' | 'behind' | 'altered' | 'other-key' | 'restored';

/** How a log stands that takes no reports. */
export type ClosedStanding = Exclude<LogStanding, 'open' | 'unbegun'>;

/** How the log of a mission stands, and everything that is wrong with it. */
export interface ShownLog {
  readonly standing: LogStanding;
  /** The log, as its checkpoints name it; null before it began. */
  readonly origin: string | null;
  /** As C2SP signed-note writes it. */
  readonly verifierKey: string | null;
  /** Where its public files lie; `checkpoint` and the others are named after it. */
  readonly address: string;
  /** The last signed checkpoint; null: there is none. */
  readonly checkpoint: { readonly size: number; readonly at: string } | null;
  /** Entries that were signed; where the database holds fewer, that is more. */
  readonly signedSize: number;
  /** Whom the policy asks, and how many entries they confirmed, 0 where none yet; null: nobody is asked. */
  readonly witnesses: { readonly names: readonly string[]; readonly confirmedSize: number } | null;
  /** Open ones first, then the newest. */
  readonly alarms: readonly LogAlarm[];
}

/** Whether somebody should look at the log: it takes nothing though it should, or an alarm is open. */
export function needsLook({ standing, alarms }: Pick<ShownLog, 'standing' | 'alarms'>): boolean {
  return isClosed(standing) || alarms.some(({ settled }) => settled === null);
}

/** Whether the log takes no reports. */
export function isClosed(standing: LogStanding): standing is ClosedStanding {
  return standing !== 'open' && standing !== 'unbegun';
}

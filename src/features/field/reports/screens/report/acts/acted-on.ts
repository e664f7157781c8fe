import type { ReportReply } from '../../../arrivals/arrival-replies.ts';

/** A report that is acted on, as the page shows it. */
export interface ActedOn {
  /** Of the report, as an address. */
  readonly path: string;
  /** SHA-256 of the version that stands. */
  readonly on: string;
  /** The last act that said where it belongs; null: none did. */
  readonly lastPlaced: string | null;
  /** The last act that is shown; null: there is none. */
  readonly lastAct: string | null;
  /** Place in the log of the last version that is shown. */
  readonly lastIndex: number;
}

/** A report as it is acted on, once it is here. */
export function actedOn(path: string, { standing, acts, versions }: ReportReply): ActedOn {
  return {
    ...{ path, on: standing?.version ?? '', lastPlaced: standing?.lastPlaced ?? null },
    ...{ lastAct: acts.at(-1)?.id ?? null, lastIndex: versions.at(-1)?.index ?? -1 },
  };
}

import type { ConnectionTarget } from '../../../platform/db/connect.ts';
import type { LogFormat } from '../watch/program-log.ts';

/** What the thread of the logs is started with. */
export interface LogThreadGiven {
  readonly target: ConnectionTarget;
  readonly logLevel: string;
  /** JSON where absent. */
  readonly logFormat?: LogFormat;
  /** Where the signer keeps its keys and records. */
  readonly stateFolder: string;
  /** Holds a folder with the public files of each mission's log. */
  readonly logFolder: string;
  /** First part of the origins of logs that begin now. */
  readonly host: string;
  /** Whether checkpoints are to be told, for the witnesses. */
  readonly tellsPublished: boolean;
}

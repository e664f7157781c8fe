import type { ConnectionTarget } from '../../../platform/db/connect.ts';

/** What the thread of the lists is started with. */
export interface ListThreadGiven {
  readonly target: ConnectionTarget;
}

/** The one way in which anything learns what time it is; milliseconds since 1970-01-01T00:00Z. */
export interface Clock {
  now(): number;
}

/** A clock that stands still at `instant` (milliseconds since the epoch): for tests and what-if. */
export function stoppedClock(instant: number): Clock {
  return { now: () => instant };
}

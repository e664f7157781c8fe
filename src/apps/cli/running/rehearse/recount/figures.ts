/** What a rehearsal has counted of itself. */
export interface Figures {
  sealed: number;
  batches: number;
  /** Batches of which nothing was heard, on purpose or because the server failed. */
  unheard: number;
  failures: Map<string, number>;
  statuses: Map<string, number>;
  photos: number;
  moves: number;
  marks: number;
  /** How often the board was compared, and how long it took until it showed what had been sent. */
  compared: number;
  readonly receiptMs: number[];
  readonly settledMs: number[];
  /** What must not be. */
  readonly faults: string[];
}

export function newFigures(): Figures {
  return {
    ...{ sealed: 0, batches: 0, unheard: 0, photos: 0, moves: 0, marks: 0, compared: 0 },
    ...{ failures: new Map(), statuses: new Map(), receiptMs: [], settledMs: [], faults: [] },
  };
}

/** Adds one to what is counted of a name. */
export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** `middle 12 ms, 95 of 100 within 40 ms, longest 90 ms`. */
export function wordTimes(times: readonly number[]): string {
  if (times.length === 0) return 'none';
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return `middle ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, longest ${Math.round(sorted.at(-1) ?? 0)} ms`;
}

import type { Family, Sample } from './exposition.ts';

/** What kind of thing is asked for; no address has a name or an id in it. */
export type RequestClass = 'openrosa' | 'sync' | 'programs' | 'desk' | 'log' | 'health' | 'page';

const BEGINNINGS: readonly (readonly [string, RequestClass])[] = [
  ['/openrosa/', 'openrosa'],
  ['/sync/', 'sync'],
  ['/api/v1/', 'programs'],
  ['/api/', 'desk'],
  ['/log/', 'log'],
  ['/healthz', 'health'],
  ['/readyz', 'health'],
  ['/metrics', 'health'],
];

/** What kind of thing lies at that address. */
export function classOf(path: string): RequestClass {
  return BEGINNINGS.find(([beginning]) => path.startsWith(beginning))?.[1] ?? 'page';
}

/** Seconds until an answer begins: from what a report takes to what nobody waits for. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

interface Times {
  /** How many took no longer than each bound, and longer than the one before; behind them, those beyond all. */
  readonly counts: number[];
  sum: number;
}

/** Counts what is answered: two additions a request. */
export class RequestCounts {
  private readonly statuses = new Map<RequestClass, Map<number, number>>();
  private readonly times = new Map<RequestClass, Times>();

  note(kind: RequestClass, status: number, seconds: number): void {
    const statuses = this.statuses.get(kind) ?? new Map<number, number>();
    this.statuses.set(kind, statuses.set(status, (statuses.get(status) ?? 0) + 1));
    const times = this.times.get(kind) ?? { counts: new Array<number>(BOUNDS.length + 1).fill(0), sum: 0 };
    this.times.set(kind, times);
    const place = BOUNDS.findIndex((bound) => seconds <= bound);
    const at = place === -1 ? BOUNDS.length : place;
    times.counts[at] = (times.counts[at] ?? 0) + 1;
    times.sum += seconds;
  }

  families(): Family[] {
    const answered = [...this.statuses].flatMap(([kind, statuses]) =>
      [...statuses].map(([status, value]): Sample => ({ labels: { class: kind, status: String(status) }, value })),
    );
    const durations = [...this.times].flatMap(([kind, times]) => samplesOf(kind, times));
    return [
      { name: 'scrutineer_requests_total', help: 'Requests answered.', type: 'counter', samples: answered },
      {
        name: 'scrutineer_request_seconds',
        help: 'Time until the answer began.',
        type: 'histogram',
        samples: durations,
      },
    ];
  }
}

function samplesOf(kind: RequestClass, { counts, sum }: Times): Sample[] {
  let total = 0;
  const buckets = counts.map((count, at): Sample => {
    total += count;
    return {
      suffix: '_bucket',
      labels: { class: kind, le: at < BOUNDS.length ? String(BOUNDS[at]) : '+Inf' },
      value: total,
    };
  });
  const labels = { class: kind };
  return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: total }];
}

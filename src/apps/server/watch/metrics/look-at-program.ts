import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { type Family, gauge, type Sample } from './exposition.ts';

const RESOLUTION_MS = 20;
const QUANTILES = [50, 99] as const;
const NANOSECONDS = 1e9;

/** Measures how late the program comes to what it has to do; since it was asked last. */
export class LoopLag {
  private readonly delays: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor() {
    this.delays.enable();
  }

  family(): Family {
    // What is measured is the time between two looks, the pause between them included.
    const seconds = (delay: number) =>
      Math.max(0, (Number.isFinite(delay) ? delay : 0) / NANOSECONDS - RESOLUTION_MS / 1_000);
    const samples: Sample[] = QUANTILES.map((percentile) => ({
      labels: { quantile: String(percentile / 100) },
      value: seconds(this.delays.percentile(percentile)),
    }));
    samples.push({ labels: { quantile: '1' }, value: seconds(this.delays.max) });
    this.delays.reset();
    const help = 'How late the program came to its work, since it was asked last.';
    return { name: 'scrutineer_event_loop_lag_seconds', help, type: 'gauge', samples };
  }

  close(): void {
    this.delays.disable();
  }
}

/** What the process uses. */
export function lookAtProcess(): Family[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const cpu = { value: (user + system) / 1e6 };
  return [
    {
      name: 'process_cpu_seconds_total',
      help: 'Processor time of server and threads.',
      type: 'counter',
      samples: [cpu],
    },
    gauge('process_resident_memory_bytes', 'Memory of the process; PostgreSQL and signer have their own.', rss),
    gauge('process_heap_bytes', 'Heap of the main thread in use.', heapUsed),
    gauge('process_start_time_seconds', 'When the process started, since 1970.', Date.now() / 1_000 - process.uptime()),
  ];
}

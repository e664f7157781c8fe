import { statfs } from 'node:fs/promises';
import type { Intake } from '../../../../features/field/reports/arrival.ts';
import { type BackupRecord, lastBackup } from '../../../../platform/backup/last-backup.ts';
import type { Certificate } from '../../reach/certificate.ts';
import { askDatabase } from '../health.ts';
import { within } from '../within.ts';
import { RequestCounts } from './count-requests.ts';
import { type Family, formatMetrics, gauge } from './exposition.ts';
import { lookAtMissions, type MissionParts } from './look-at-missions.ts';
import { LoopLag, lookAtProcess } from './look-at-program.ts';

/** What the figures are taken from, apart from what is counted. */
export interface MetricsParts extends MissionParts {
  readonly dataFolder: string;
  /** Requests of the way in within the last second. */
  readonly load: () => number;
  /** Null: the server has none. */
  readonly certificate: () => Certificate | null;
}

/** Figures for whoever watches the server: counted in memory as it works, the rest looked up when it is asked. */
export interface Metrics {
  readonly requests: RequestCounts;
  /** A way in whose reports are counted. */
  counting(intake: Intake): Intake;
  /** Counts that the clock of the machine went back. */
  noteClockStep(): void;
  /** What is looked up when the figures are asked for. */
  connect(parts: MetricsParts): void;
  /** Everything, as Prometheus reads it; several who ask at once share one look. */
  read(): Promise<string>;
  close(): void;
}

const PATIENCE_MS = 3_000;

/** Begins to count. */
export function createMetrics(): Metrics {
  return new CountedMetrics();
}

class CountedMetrics implements Metrics {
  readonly requests = new RequestCounts();
  private readonly lag = new LoopLag();
  private readonly reports = new Map<string, number>();
  private parts: MetricsParts | null = null;
  private clockSteps = 0;
  private reading: Promise<string> | null = null;

  counting(intake: Intake): Intake {
    return {
      take: async (missionId, arrival) => {
        const taken = await intake.take(missionId, arrival);
        this.reports.set(taken.status, (this.reports.get(taken.status) ?? 0) + 1);
        return taken;
      },
      takeFiles: (missionId, given) => intake.takeFiles(missionId, given),
    };
  }

  noteClockStep(): void {
    this.clockSteps += 1;
  }

  connect(parts: MetricsParts): void {
    this.parts = parts;
  }

  read(): Promise<string> {
    this.reading ??= this.gather().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  close(): void {
    this.lag.close();
  }

  private async gather(): Promise<string> {
    const { parts } = this;
    const failed: string[] = [];
    const look = (part: string, work: Promise<Family[]>) =>
      within(work, PATIENCE_MS, (): Family[] => {
        failed.push(part);
        return [];
      });
    const looked =
      parts === null
        ? []
        : await Promise.all([
            look('database', lookAtDatabase(parts)),
            look('missions', lookAtMissions(parts)),
            look('disk', lookAtDisk(parts.dataFolder)),
            look('backup', lookAtBackup(parts)),
          ]);
    return formatMetrics([...this.counted(), ...looked.flat(), failedFamily(failed)]);
  }

  private counted(): Family[] {
    const samples = [...this.reports].map(([status, value]) => ({ labels: { status }, value }));
    const steps = { value: this.clockSteps };
    return [
      ...this.requests.families(),
      { name: 'scrutineer_reports_total', help: 'Reports answered with a receipt.', type: 'counter', samples },
      {
        name: 'scrutineer_clock_steps_back_total',
        help: 'How often the clock of the machine went back.',
        type: 'counter',
        samples: [steps],
      },
      gauge('scrutineer_way_in_requests_per_second', 'Reports of the last second.', this.parts?.load() ?? 0),
      this.lag.family(),
      ...lookAtProcess(),
      ...certificateFamilies(this.parts?.certificate() ?? null),
    ];
  }
}

function failedFamily(parts: readonly string[]): Family {
  const samples = parts.map((part) => ({ labels: { part }, value: 1 }));
  const help = 'Parts whose figures are missing because they did not answer in time.';
  return { name: 'scrutineer_metrics_missing', help, type: 'gauge', samples };
}

function certificateFamilies(certificate: Certificate | null): Family[] {
  if (certificate === null) return [];
  const help = 'When the certificate in use ends, since 1970.';
  return [gauge('scrutineer_tls_certificate_end_seconds', help, certificate.notAfter.getTime() / 1_000)];
}

async function lookAtDatabase({ sql }: MetricsParts): Promise<Family[]> {
  const startedAt = performance.now();
  const state = await askDatabase(sql);
  const up = gauge('scrutineer_database_up', '1 where the database answers.', state === 'up' ? 1 : 0);
  if (state !== 'up') return [up];
  const seconds = (performance.now() - startedAt) / 1_000;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and usename = session_user`;
  return [
    up,
    gauge('scrutineer_database_answer_seconds', 'Until a connection was free and the database answered.', seconds),
    gauge('scrutineer_database_connections', 'Connections of the program to the database.', row?.count ?? 0),
  ];
}

async function lookAtDisk(dataFolder: string): Promise<Family[]> {
  const { bavail, blocks, bsize } = await statfs(dataFolder);
  return [
    gauge('scrutineer_disk_free_bytes', 'Free on the disk of the data folder.', bavail * bsize),
    gauge('scrutineer_disk_bytes', 'Size of the disk of the data folder.', blocks * bsize),
  ];
}

async function lookAtBackup({ dataFolder, clock }: MetricsParts): Promise<Family[]> {
  return backupFamilies(lastBackup(dataFolder), clock.now());
}

/**
 * How old the last good backup is, what it missed, and whether a later attempt failed. Where there was none, the age is
 * without end: an alarm that asks for more than some hours needs no second rule.
 */
export function backupFamilies({ good, failure }: BackupRecord, now: number): Family[] {
  const failed = gauge(
    'scrutineer_backup_failed',
    '1 where the last attempt at a backup failed.',
    failure === null ? 0 : 1,
  );
  const seconds = good === null ? Number.POSITIVE_INFINITY : (now - good.snapshotAt.getTime()) / 1_000;
  const age = gauge(
    'scrutineer_backup_age_seconds',
    'Age of what the last good backup holds; +Inf where there is none.',
    seconds,
  );
  const help = 'Files that reports name and the last good backup did not find, or not as they were.';
  const damaged = 'Objects of earlier backups that the last good backup found damaged, and wrote anew.';
  return [
    failed,
    age,
    gauge('scrutineer_backup_files_missing', help, good?.missing?.count ?? 0),
    gauge('scrutineer_backup_objects_mended', damaged, good?.mended?.count ?? 0),
  ];
}

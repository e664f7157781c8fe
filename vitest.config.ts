import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const OFF_LIMITS = ['**/node_modules/**', '**/dist/**', '**/.data/**', '**/.cache/**'];

/** By itself, vitest leaves one of two cores idle. */
const CORES = 2;
/** Tests wait for databases, disks and browsers about half of the time. */
const WORKERS = CORES + 1;

/** Modules that were loaded for one file are there for the next: a fifth of the time went into loading them anew for each. */
const SHARED = { isolate: false };

/** Files that take minutes: begun last, one of them would run alone at the end. */
const LONGEST = [
  'embedded.test',
  'process-signer.test',
  'log-thread.pg.test',
  'desk-views.web.test',
  'desk-views-office.web.test',
  'public-views.web.test',
  'editing.web.test',
  'exports.web.test',
  'report-list.web.test',
  'reports.web.test',
  'plan.web.test',
];

/** What takes longest comes first; what else there is, in the order of vitest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = LONGEST.length;
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.ts`));
      return at < 0 ? rest : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'bin/*.test.mjs', 'test/**/*.test.ts'],
          exclude: [...OFF_LIMITS, '**/*.pg.test.ts', '**/*.web.test.ts', 'test/crash/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: WORKERS,
          ...SHARED,
        },
      },
      {
        test: {
          name: 'pg',
          include: ['src/**/*.pg.test.ts', 'test/**/*.pg.test.ts'],
          exclude: OFF_LIMITS,
          globalSetup: ['test/support/postgres-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: WORKERS,
          ...SHARED,
        },
      },
      {
        test: {
          name: 'web',
          include: ['test/e2e/*.web.test.ts'],
          exclude: OFF_LIMITS,
          globalSetup: ['test/support/web-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: WORKERS,
          ...SHARED,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/*.test.ts'],
          exclude: OFF_LIMITS,
          globalSetup: ['test/support/build-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          // Each file has servers of its own under load.
          maxWorkers: CORES,
          ...SHARED,
        },
      },
    ],
  },
});

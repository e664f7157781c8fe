import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import { afterAll } from 'vitest';
import type { Intake } from '../../src/features/field/reports/arrival.ts';
import {
  createIntake,
  type ReportLogs,
  reportBook,
} from '../../src/features/field/reports/routes/intake/create-intake.ts';
import type { Clock } from '../../src/kernel/time/clock.ts';
import { createMissionLogs } from '../../src/platform/log/mission-logs.ts';
import { createLocalSigner } from '../../src/platform/log/signer/local-signer.ts';
import type { Signer } from '../../src/platform/log/signer/signer.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A mission of its own with its way in and its log. */
export interface OpenIntake {
  readonly intake: Intake;
  readonly logs: ReportLogs;
  readonly missionId: string;
  readonly slug: string;
  /** Holds a folder for the log of each mission. */
  readonly folder: string;
  /** Where the signer keeps its keys. */
  readonly keys: string;
  /** Reports that came again after they were erased. */
  readonly erasedAgain: string[];
  /** Another mission of the same database. Its log is signed by the same program: two would sign what waits for each other's. */
  beside(): Promise<Omit<OpenIntake, 'close'>>;
  close(): Promise<void>;
}

/**
 * Opens the way in of a mission on a real database, signed in this process; closed when the test file is done. One at a time
 * is open on a database: more missions stand `beside` it.
 */
export async function openIntake(
  sql: Sql,
  given: { clock?: Clock; missionId?: string; signedBy?: (signer: Signer) => Signer } = {},
): Promise<OpenIntake> {
  const mission = await addMission(sql, given.missionId);
  const [folder, keys] = [temporaryFolder('log'), join(temporaryFolder('signer'), 'keys')];
  const { signedBy = (signer) => signer } = given;
  const signer = signedBy(createLocalSigner(keys));
  const logs: ReportLogs = createMissionLogs({
    sql,
    clock: given.clock ?? { now: () => Date.now() },
    log: pino({ level: 'silent' }),
    signer,
    folder,
    host: 'test.example',
    build: null,
    bookOf: reportBook,
    published: () => {},
  });
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= logs.close().then(() => signer.close());
    return closing;
  };
  afterAll(close);
  const erasedAgain: string[] = [];
  const intake = createIntake(logs, async ({ reportId }) => {
    erasedAgain.push(reportId);
  });
  const way = { intake, erasedAgain, logs, folder, keys };
  const beside = async (): ReturnType<OpenIntake['beside']> => ({ ...way, ...(await addMission(sql)), beside });
  return { ...way, ...mission, beside, close };
}

async function addMission(sql: Sql, missionId: string = randomUUID()): Promise<Pick<OpenIntake, 'missionId' | 'slug'>> {
  const slug = `m-${missionId.slice(0, 8)}`;
  await sql`
    insert into mission (id, slug, name, created_at) values (${missionId}, ${slug}, ${sql.json({ en: slug })}, now())
    on conflict (id) do nothing`;
  return { missionId, slug };
}

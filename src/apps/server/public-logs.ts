import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { mountLog } from '../../features/mission/logs/routes/mount-log.ts';
import { findLog } from '../../features/mission/logs/store/find-logs.ts';
import type { Clock } from '../../kernel/time/clock.ts';
import { type LogPolicy, parseLogPolicy } from '../../ledger/note/log-policy.ts';
import { onDisk, Refusal } from '../../platform/db/refusal.ts';
import { createWitnessClient } from '../../platform/log/witness/witness-client.ts';
import type { Witnesses } from '../../platform/log/witness/witnesses.ts';

/** Adds the public files of all logs to `app`. */
export function servePublicLogs(app: Hono, { sql, folder }: { readonly sql: Sql; readonly folder: string }): void {
  mountLog(app, { folder, findKey: async (slug) => (await findLog(sql, slug))?.verifierKey ?? null });
}

/** The witnesses that the policy in the file `path` names. @throws Refusal where it cannot be read, or asks nobody. */
export async function openWitnesses(
  path: string,
  parts: { readonly folder: string; readonly clock: Clock; readonly log: Logger },
): Promise<Witnesses> {
  const policy = readPolicy(path);
  const silent = policy.witnesses.find(({ url }) => url === undefined || !/^https?:\/\//.test(url));
  if (policy.witnesses.length === 0 || silent !== undefined) {
    const found = silent === undefined ? 'no witness' : `no address of ${silent.name}`;
    throw new Refusal(`Read SCRUTINEER_WITNESSES: ${path} has ${found}. Wanted: witness NAME KEY https://address.`);
  }
  return await createWitnessClient({ policy, ...parts });
}

/** A policy in a file (C2SP tlog-policy). @throws Refusal with the line that is wrong. */
export function readPolicy(path: string): LogPolicy {
  const parsed = parseLogPolicy(onDisk(`Read the policy ${path}`, () => readFileSync(path, 'utf8')));
  if (parsed.ok) return parsed.value;
  const { line, message } = parsed.error;
  throw new Refusal(`Read the policy ${path}${line === null ? '' : `, line ${line}`}: ${message}.`);
}

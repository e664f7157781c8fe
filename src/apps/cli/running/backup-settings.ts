import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseRecipients } from '../../../platform/backup/age/backup-keys.ts';
import { onDisk, Refusal } from '../../../platform/db/refusal.ts';
import type { Arguments } from '../arguments.ts';
import type { Terminal } from '../command.ts';

/** Options of every command that takes a backup. */
export const BACKUP_VALUES = ['to', 'recipient'] as const;

/** Where backups go, and for whom; each null where neither the command line nor the environment says it. */
export interface BackupSettings {
  readonly folder: string | null;
  readonly recipients: readonly string[] | null;
}

/**
 * What `--to` and `--recipient` say, or SCRUTINEER_BACKUP_TO and SCRUTINEER_BACKUP_RECIPIENT. Recipients stand there
 * themselves, or in a file with one a line.
 *
 * @throws Refusal where something stands there that is no recipient.
 */
export function readBackupSettings({ values }: Arguments, { environment, folder }: Terminal): BackupSettings {
  const to = values.get('to') ?? (environment.SCRUTINEER_BACKUP_TO?.trim() || null);
  const given = values.get('recipient') ?? (environment.SCRUTINEER_BACKUP_RECIPIENT?.trim() || null);
  return {
    folder: to === null ? null : resolve(folder, to),
    recipients: given === null ? null : readRecipients(given, folder),
  };
}

function readRecipients(given: string, folder: string): readonly string[] {
  const path = resolve(folder, given);
  const read = () => (existsSync(path) ? readFileSync(path, 'utf8') : given);
  const recipients = parseRecipients(onDisk(`Read the recipient of backups ${path}`, read));
  if (recipients !== null) return recipients;
  throw new Refusal(
    `Read the recipient of backups: found ${shortened(given)}, wanted age1…, several with commas, or a file with them. ` +
      'Make a pair: scrutineer backup-key.',
  );
}

/** Whoever gives the private half by mistake does not want it printed. */
function shortened(given: string): string {
  return given.toUpperCase().startsWith('AGE-SECRET-KEY') ? 'a private key, which has no place on the server' : given;
}

const SECRET = /TOKEN|SECRET|PASSWORD/;

/** What of the environment is worth having when the server is put back: never a secret. */
export function settingsOf(environment: NodeJS.ProcessEnv, folder: string): ReadonlyMap<string, string> {
  const names = Object.keys(environment).filter(
    (name) => (name.startsWith('SCRUTINEER_') || ['PORT', 'HOST'].includes(name)) && !SECRET.test(name),
  );
  const lines = names.sort().map((name) => `${name}=${environment[name]}\n`);
  const witnesses = environment.SCRUTINEER_WITNESSES?.trim();
  const policy = witnesses ? resolve(folder, witnesses) : null;
  return new Map([
    ['environment', lines.join('')],
    ...(policy !== null && existsSync(policy)
      ? [['witnesses.policy', onDisk(`Read the policy ${policy}`, () => readFileSync(policy, 'utf8'))] as const]
      : []),
  ]);
}

import { type LinkRefusal, printRecoveryLink } from '../../../features/office/accounts/routes/print-link.ts';
import { openDatabase } from '../../../platform/db/connect.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { addressOf, readSettings } from '../../server/settings.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';

/** `scrutineer sign-in-link`: a way in for somebody who lost every other one. */
export const signInLink: Command = {
  name: 'sign-in-link',
  synopsis: '[NAME]',
  summary: 'Print a link that signs an account in, once, within a day',
  details: [
    'NAME   the name that the account signs in with; not needed where there is one administrator',
    'PORT, SCRUTINEER_ORIGIN, SCRUTINEER_TLS_CERT, SCRUTINEER_DATA, DATABASE_URL as for serve',
  ],
  run,
};

const REFUSALS: Readonly<Record<LinkRefusal, string>> = {
  'unknown-name': 'no account signs in with this name',
  disabled: 'the account is disabled; an administrator has to enable it first',
  'name-needed': 'there are several administrators; say which one: scrutineer sign-in-link NAME',
};

async function run(terminal: Terminal): Promise<number> {
  const [name, ...rest] = terminal.args;
  if (rest.length > 0) throw new WrongUsage(`Unexpected ${rest.join(' ')}: scrutineer sign-in-link takes one name.`);
  const settings = readSettings(terminal.environment, terminal.folder);
  const origin = addressOf(settings);
  const database = await openDatabase({ ...settings, purpose: 'sign-in-link', sharing: 'join', say: terminal.note });
  try {
    const link = await printRecoveryLink(database.sql, { signInName: name ?? null, origin, now: new Date() });
    if (!link.ok) throw new Refusal(`Make a sign-in link: ${REFUSALS[link.error]}.`);
    terminal.out(link.value);
    return 0;
  } finally {
    await database.close();
  }
}

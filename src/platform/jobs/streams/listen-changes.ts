import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { ChangeHub } from './change-hub.ts';
import type { ChangeStreams } from './change-streams.ts';

/** Triggers of the database tell here what has changed: `<subject> <topic>`, or that a session or a role has. */
const CHANNEL = 'scrutineer_changed';
const SESSIONS = 'sessions';

/**
 * Leads what the database tells to streams, by one connection for all of them. Where it was lost, anything may have changed
 * meanwhile. It ends with the connections of `sql`.
 */
export async function listenForChanges(
  sql: Sql,
  { hub, streams, log }: { readonly hub: ChangeHub; readonly streams: ChangeStreams; readonly log: Logger },
): Promise<void> {
  const hear = (told: string) => {
    const [subject = '', topic] = told.split(' ');
    if (topic !== undefined) hub.note(subject, topic);
    else if (subject === SESSIONS) void streams.look();
    else log.warn({ told }, 'the database told of a change that is not known');
  };
  await sql.listen(CHANNEL, hear, () => hub.noteAll());
}

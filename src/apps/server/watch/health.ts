import type { Sql } from 'postgres';
import { within } from './within.ts';

/** Whether the database answers. */
export type DatabaseState = 'up' | 'down' | 'silent';

const PATIENCE_MS = 2_000;

/** Asks the database for a sign of life. */
export async function askDatabase(sql: Sql): Promise<DatabaseState> {
  const asked = sql`select 1`.then((): DatabaseState => 'up');
  return await within(asked, PATIENCE_MS, (isLate) => (isLate ? 'silent' : 'down'));
}

/** The reply to `/healthz`: 200 where the database answers, 503 where it does not. */
export async function answerHealth(sql: Sql): Promise<Response> {
  const database = await askDatabase(sql);
  return stateReply({ database }, database === 'up');
}

/** How something stands, for whoever watches the server. */
export function stateReply(state: Readonly<Record<string, string>>, isWell: boolean): Response {
  return Response.json(state, { status: isWell ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}

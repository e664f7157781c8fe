import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';

const PATIENCE_MS = 2_000;

/** The reply to `/healthz`: 200 where the database answers, 503 where it does not. */
export async function answerHealth(sql: Sql): Promise<Response> {
  const asked = sql`select 1`.then(
    () => 'up',
    () => 'down',
  );
  const database = await Promise.race([asked, pause(PATIENCE_MS, 'silent', { ref: false })]);
  const headers = { 'cache-control': 'no-store' };
  return Response.json({ database }, { status: database === 'up' ? 200 : 503, headers });
}

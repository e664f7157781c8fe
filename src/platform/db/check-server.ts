import type { Sql } from 'postgres';
import { Refusal } from './refusal.ts';

const OLDEST_RELEASE = 150_000;

/** What would lose or damage what was acknowledged, were it switched off. */
const DURABLE_SETTINGS = ['fsync', 'full_page_writes', 'synchronous_commit'];

/** @throws Refusal where the server is too old, speaks no UTF-8, or may lose what it has acknowledged. */
export async function checkServer(sql: Sql): Promise<void> {
  const wanted = [...DURABLE_SETTINGS, 'server_version_num', 'server_encoding'];
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ${sql(wanted)}`;
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  if (Number(settings.get('server_version_num')) < OLDEST_RELEASE) {
    throw new Refusal('Open the database: the PostgreSQL server is too old; version 15 or newer is needed.');
  }
  if (settings.get('server_encoding') !== 'UTF8') {
    throw new Refusal(`Open the database: its encoding is ${settings.get('server_encoding')}; it must be UTF8.`);
  }
  const unsafe = DURABLE_SETTINGS.filter((name) => settings.get(name) === 'off');
  if (unsafe.length === 0) return;
  throw new Refusal(
    `Open the database: ${unsafe.join(', ')} is off, so that a power cut could lose what was acknowledged. Switch it on.`,
  );
}

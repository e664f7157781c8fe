import type { Sql } from 'postgres';
import { Refusal } from './refusal.ts';

const OLDEST_RELEASE = 150_000;

/** What would lose or damage what was acknowledged, were it switched off. */
const DURABLE_SETTINGS = ['fsync', 'full_page_writes', 'synchronous_commit'];

/** @throws Refusal where the server is too old, speaks no UTF-8, or may lose what it has acknowledged. */
export async function checkServer(sql: Sql): Promise<void> {
  const settings = await readSettings(sql, ['server_version_num', 'server_encoding']);
  if (Number(settings.get('server_version_num')) < OLDEST_RELEASE) {
    throw new Refusal('Open the database: the PostgreSQL server is too old; version 15 or newer is needed.');
  }
  if (settings.get('server_encoding') !== 'UTF8') {
    throw new Refusal(`Open the database: its encoding is ${settings.get('server_encoding')}; it must be UTF8.`);
  }
  await requireDurable(sql);
}

/**
 * The settings may be others for every login and database: to be asked on the connections that store.
 *
 * @throws Refusal where what was acknowledged could be lost.
 */
export async function requireDurable(sql: Sql): Promise<void> {
  const settings = await readSettings(sql, DURABLE_SETTINGS);
  const unsafe = DURABLE_SETTINGS.filter((name) => settings.get(name) === 'off');
  if (unsafe.length === 0) return;
  const [found] = await sql<{ login: string }[]>`select session_user as login`;
  throw new Refusal(
    `Open the database: ${unsafe.join(', ')} is off for ${found?.login}, so that a power cut could lose what was ` +
      'acknowledged. Switch it on.',
  );
}

async function readSettings(sql: Sql, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ${sql(names as string[])}`;
  return new Map(rows.map(({ name, setting }) => [name, setting]));
}

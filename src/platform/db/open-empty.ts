import type { Sql } from 'postgres';
import { checkServer } from './check-server.ts';
import { addressConnector, type OpenOptions, urlConnector } from './connect.ts';
import { startEmbedded } from './embedded/start-embedded.ts';
import { Refusal } from './refusal.ts';

/** A database without anything in it. */
export interface EmptyDatabase {
  /** One connection, as the login that owns the schema. */
  readonly owner: Sql;
  close(): Promise<void>;
}

/**
 * Makes the embedded database of a new data folder, or opens the one of a URL.
 *
 * @throws Refusal where something is in it.
 */
export async function openEmptyDatabase(
  options: Pick<OpenOptions, 'dataFolder' | 'databaseUrl' | 'purpose' | 'say'>,
): Promise<EmptyDatabase> {
  if (options.databaseUrl !== null) return await checked(urlConnector(options.databaseUrl).owner(), async () => {});
  const started = await startEmbedded(options);
  if (!('stop' in started)) {
    throw new Refusal(`Make a database in ${options.dataFolder}: process ${started.pid} (${started.purpose}) uses it.`);
  }
  return await checked(addressConnector(started.address).owner(), () => started.stop());
}

async function checked(owner: Sql, stop: () => Promise<void>): Promise<EmptyDatabase> {
  const close = async () => {
    await owner.end({ timeout: 5 });
    await stop();
  };
  try {
    await checkServer(owner);
    const tables = await owner<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' order by 1`;
    if (tables.length === 0) return { owner, close };
    const names = tables.slice(0, 3).map(({ name }) => name);
    throw new Refusal(
      `Restore into the database: it is not empty; it has ${tables.length} tables (${names.join(', ')}, …).`,
    );
  } catch (error) {
    await close();
    throw error;
  }
}

import { randomBytes, randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { OWNER } from '../../../src/platform/db/embedded/init-cluster.ts';
import type { Ground } from './ground.ts';

const ROW_BYTES = 4_000;

/** Durable commits a second of one row of 4 KB each, over so many connections: what the database can do at the most. */
export async function measureCommits({ address, owner }: Ground, clients: number, seconds: number): Promise<number> {
  await owner`create table if not exists bench_row (id uuid primary key, body bytea not null)`;
  const { host, port } = address;
  const sql = postgres({ host, port, user: OWNER.user, database: OWNER.database, max: clients, fetch_types: false });
  const body = randomBytes(ROW_BYTES);
  const insert = () => sql`insert into bench_row (id, body) values (${randomUUID()}, ${body})`;
  await Promise.all(Array.from({ length: clients }, insert));
  const until = performance.now() + seconds * 1_000;
  let commits = 0;
  const client = async () => {
    while (performance.now() < until) {
      await insert();
      commits += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await sql.end();
  await owner`truncate bench_row`;
  return commits / seconds;
}

import { once } from 'node:events';
import { openDatabase } from '../../src/platform/db/connect.ts';

/** A program for the tests of the embedded database: opens it, says so, and keeps it until its standard input ends. */
const [, , dataFolder = '', sharing = 'alone'] = process.argv;

try {
  const database = await openDatabase({
    dataFolder,
    databaseUrl: null,
    purpose: 'hold',
    sharing: sharing === 'join' ? 'join' : 'alone',
    say: (line) => process.stderr.write(`${line}\n`),
  });
  await database.sql`
    insert into audit_entry (id, at, actor_name, action, subject_kind, subject_key, details)
    values (gen_random_uuid(), now(), 'test', 'test.opened', 'test', '', '{}')`;
  const [row] = await database.sql`select count(*)::int as count from audit_entry`;
  process.stdout.write(`open ${row?.count}\n`);
  await once(process.stdin.resume(), 'end');
  await database.close();
  process.stdout.write('closed\n');
} catch (error) {
  process.stdout.write(`${(error as Error).name}: ${(error as Error).message}\n`);
}

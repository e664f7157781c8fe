import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { testLeaf, testLeaves, testLog } from '../../../../test/support/test-log.ts';
import { hashLeaf } from '../../../ledger/merkle/tree-hash.ts';
import { formatNoteKey } from '../../../ledger/note/note-key.ts';
import { folderSource } from '../../../platform/log/serve/log-source.ts';
import { checkRows } from './verify-logs.ts';

const { sql, owner } = await testDatabase();
const root = temporaryFolder('rows');
afterAll(() => rmSync(root, { recursive: true }));
const MISSION = '0190c5b8-0000-7000-8000-0000000000aa';
const log = testLog(join(root, 'demo'));
log.grow(testLeaves(600));

await owner`
  insert into mission (id, slug, name, created_at) values (${MISSION}, 'demo', '{"en": "Demo"}', now())`;
await sql`
  insert into mission_log (mission_id, origin, verifier_key, created_at)
  values (${MISSION}, ${log.key.name}, ${formatNoteKey(log.key)}, now())`;
for (const [index, leaf] of log.leaves.entries()) {
  await sql`
    insert into log_leaf (mission_id, index, leaf, hash)
    values (${MISSION}, ${index}, ${Buffer.from(leaf)}, ${Buffer.from(hashLeaf(leaf))})`;
}
const compare = (size = 600) => checkRows(sql, folderSource(join(root, 'demo')), { mission: 'demo', size });

test('rows that are those of the log hold, also those that are not published yet', async () => {
  expect(await compare()).toEqual([]);
  expect(await compare(512)).toEqual([]);
});

test('LOG-01 a row that was edited is named, with its hash or without', async () => {
  const other = testLeaf(271, { version: 2 });
  await owner`update log_leaf set leaf = ${Buffer.from(other)} where mission_id = ${MISSION} and index = 271`;
  expect(await compare()).toEqual(['database: leaf 271 is not what its hash says']);
  await owner`
    update log_leaf set hash = ${Buffer.from(hashLeaf(other))} where mission_id = ${MISSION} and index = 271`;
  expect(await compare()).toEqual(['database: leaf 271 is not the one that was published']);
  await owner`
    update log_leaf set leaf = ${Buffer.from(testLeaf(271))}, hash = ${Buffer.from(hashLeaf(testLeaf(271)))}
    where mission_id = ${MISSION} and index = 271`;
});

test('LOG-03 a database that was put back to an older state has fewer rows than were published', async () => {
  await owner`delete from log_leaf where mission_id = ${MISSION} and index >= 590`;
  expect(await compare()).toEqual(['database: leaf 590 is missing']);
});

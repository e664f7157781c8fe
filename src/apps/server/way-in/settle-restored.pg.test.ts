import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { testLeaves, testLog } from '../../../../test/support/test-log.ts';
import { must } from '../../../kernel/result.ts';
import { parseLogPolicy } from '../../../ledger/note/log-policy.ts';
import { formatNoteKey } from '../../../ledger/note/note-key.ts';
import { formatWitnessRequest } from '../../../ledger/note/witness-request.ts';
import { readSighting } from '../../../platform/backup/logs/ask-sightings.ts';
import { logOfRows } from '../../../platform/backup/logs/compare-logs.ts';
import { readSigner } from '../../../platform/backup/logs/read-signer.ts';
import { takeEntries } from '../../../platform/backup/logs/take-entries.ts';
import { hashLeafFast } from '../../../platform/log/serve/hash-fast.ts';
import { folderSource } from '../../../platform/log/serve/log-source.ts';
import { RESTORED, readRestoredMark } from '../../../platform/log/signer/restored-mark.ts';
import { answerWitness } from '../../../platform/log/witness/answer-witness.ts';
import { createWitness } from '../../../platform/log/witness/create-witness.ts';
import { settleLog } from './settle-restored.ts';

const { sql } = await testDatabase();
const root = temporaryFolder('settle');
const [HELD, SEEN] = [8_658, 8_708];
const slug = 'harbour';
const missionId: string = randomUUID();
const origin = `test.example/${slug}`;

const log = testLog(join(root, 'published', slug), { origin });
const atBackup = log.grow(testLeaves(HELD));
const later = log.grow(testLeaves(SEEN - HELD, HELD));
const witness = createWitness({
  logs: [log.key],
  folder: join(root, 'witness'),
  name: 'witness.example/one',
  clock: { now: () => Date.now() },
});
const server = createAdaptorServer({ fetch: (request: Request) => answerWitness(witness, request) }) as Server;
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.close();
  witness.close();
  rmSync(root, { recursive: true, force: true });
});

const signer = join(root, 'data/signer', 'aa'.repeat(16));
mkdirSync(signer, { recursive: true });
writeFileSync(join(signer, 'key.pem'), '');
writeFileSync(join(signer, 'head'), `${formatNoteKey(log.key)}\n\n${atBackup.note}`);
writeFileSync(
  join(signer, RESTORED),
  JSON.stringify({ backup: 'one', snapshotAt: '2026-11-27T06:00:00Z', restoredAt: '2026-11-27T08:00:00Z' }),
);
const leaves = log.leaves.slice(0, HELD);
await sql`insert into mission (id, slug, name, created_at) values (${missionId}, ${slug}, ${sql.json({ en: slug })}, now())`;
await sql`insert into mission_log (mission_id, origin, verifier_key, created_at)
  values (${missionId}, ${origin}, ${formatNoteKey(log.key)}, now())`;
await sql`
  insert into log_leaf (mission_id, index, leaf, hash)
  select ${missionId}, n - 1, decode(leaf, 'hex'), decode(hash, 'hex')
  from unnest(${leaves.map(hex)}::text[], ${leaves.map((leaf) => hex(hashLeafFast(leaf)))}::text[])
    with ordinality as g (leaf, hash, n)`;

async function settle(lines: readonly string[]): Promise<string> {
  const parsed = parseLogPolicy(`${lines.join('\n')}\n`);
  const policy = must(parsed.ok ? parsed.value : null, parsed.ok ? '' : parsed.error.message);
  const record = must(readSigner(join(root, 'data/signer'))[0], 'there is no record');
  const parts = { sql, policy, dataFolder: join(root, 'data'), clock: { now: () => Date.now() }, say: () => {} };
  return await settleLog({ ...parts, log: pino({ level: 'silent' }) }, record);
}
const one = `witness one ${witness.verifierKey} ${address}/`;

test('OPS-05 a witness saw 8,708 entries, the database holds 8,658: closed, 50 got back from a published copy, same root, then open', async () => {
  const request = { oldSize: 0, proof: await later.prove(0), checkpoint: later.note };
  const reply = await fetch(`${address}/add-checkpoint`, { method: 'POST', body: formatWitnessRequest(request) });
  expect(reply.status).toBe(200);
  expect(await settle([one, 'quorum one'])).toContain(
    'stays closed: entries 8,658 to 8,707 are missing, witness.example/one saw them',
  );
  expect(readRestoredMark(signer)).not.toBeNull();

  const copy = folderSource(log.folder);
  const sighting = await readSighting(copy, 'checkpoint', formatNoteKey(log.key));
  const rows = await logOfRows(sql, missionId, [SEEN]);
  expect(await takeEntries(sql, { missionId, log: rows, sighting }, copy)).toBe(50);
  expect((await logOfRows(sql, missionId, [SEEN])).roots.get(SEEN)).toBe(sighting.root);

  expect(await settle([one, 'quorum one'])).toContain('is open again: witness.example/one saw nothing that is missing');
  expect(readRestoredMark(signer)).toBeNull();
  const acts =
    await sql`select actor_name as actor, subject_key as subject from audit_entry where action = 'log.reopened'`;
  expect([...acts]).toEqual([{ actor: 'witnesses', subject: slug }]);
});

test('entries of a copy that has others are not taken', async () => {
  const other = testLog(join(root, 'other', slug), { origin });
  other.grow(testLeaves(SEEN + 1, 5));
  const sighting = await readSighting(folderSource(other.folder), 'checkpoint', formatNoteKey(log.key));
  const rows = await logOfRows(sql, missionId, [SEEN]);
  await expect(takeEntries(sql, { missionId, log: rows, sighting }, folderSource(other.folder))).rejects.toThrow(
    /the log is not the one that its checkpoint states/,
  );
  expect((await logOfRows(sql, missionId, [])).rows).toBe(SEEN);
});

test('a witness that does not answer opens nothing', async () => {
  writeFileSync(
    join(signer, RESTORED),
    JSON.stringify({ backup: 'one', snapshotAt: '2026-11-27T06:00:00Z', restoredAt: '2026-11-27T08:00:00Z' }),
  );
  const silent = `witness one ${witness.verifierKey} http://127.0.0.1:1/`;
  expect(await settle([silent, 'quorum one'])).toContain('stays closed until enough witnesses have answered');
  expect(readRestoredMark(signer)).not.toBeNull();
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

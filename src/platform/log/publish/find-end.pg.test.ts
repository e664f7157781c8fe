import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { must } from '../../../kernel/result.ts';
import { parseLogPolicy } from '../../../ledger/note/log-policy.ts';
import { createMissionLogs } from '../mission-logs.ts';
import { type Judged, pendingLeaf } from '../sequencer.ts';
import { folderSource } from '../serve/log-source.ts';
import { verifyLog } from '../serve/verify-log.ts';
import { createLocalSigner } from '../signer/local-signer.ts';

const { sql } = await testDatabase();
const missionId: string = randomUUID();
const slug = `m-${missionId.slice(0, 8)}`;
await sql`insert into mission (id, slug, name, created_at) values (${missionId}, ${slug}, ${sql.json({ en: slug })}, now())`;
const [root, keys] = [temporaryFolder('log'), join(temporaryFolder('signer'), 'keys')];
const folder = join(root, slug);

/** Writes `count` leaves, in batches of whatever size, and ends. */
async function write(count: number): Promise<number[]> {
  const signer = createLocalSigner(keys);
  const logs = createMissionLogs<string, number, Judged<number>>({
    sql,
    clock: { now: () => Date.now() },
    log: pino({ level: 'silent' }),
    signer,
    folder: root,
    host: 'test.example',
    build: null,
    bookOf: () => ({
      judge: async (_sql, entries, at) => entries.map((text) => judged(text, at)),
      keep: async () => {},
      weigh: (text) => text.length,
    }),
    published: () => {},
  });
  const numbers = await Promise.all(Array.from({ length: count }, () => logs.append(missionId, randomUUID())));
  await logs.close();
  await signer.close();
  return numbers;
}

function judged(text: string, at: Date): Judged<number> {
  const content = createHash('sha256').update(text).digest('hex');
  const leaf = pendingLeaf({
    v: 1,
    type: 'receipt',
    id: text,
    version: 1,
    time: at.getTime(),
    content,
    channel: 'api',
  });
  return { leaves: [leaf], settle: () => ({ answer: leaf.index, index: leaf.index }) };
}

async function verify() {
  const [row] = await sql<
    { key: string }[]
  >`select verifier_key as key from mission_log where mission_id = ${missionId}`;
  const policy = parseLogPolicy(`log ${must(row, 'no log').key}\nquorum none\n`);
  return await verifyLog(folderSource(folder), must(policy.ok ? policy.value : null, 'no policy'));
}

/** Every file that is no full tile: what a power cut may take, since it was never flushed. */
function unflushed(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files.filter((path) => statSync(path).isFile() && (path.includes('.p/') || path.endsWith('checkpoint')));
}

function fullTile(): string {
  return join(folder, 'tile/0/001');
}

describe('after a power cut the log goes on, whole, from full tiles and rows, where of what was not flushed', () => {
  const harms: Record<string, (path: string) => void> = {
    'all is gone': (path) => rmSync(path),
    'all is empty': (path) => truncateSync(path),
    'all has other bytes': (path) => writeFileSync(path, Buffer.alloc(statSync(path).size, 7)),
  };
  for (const [name, harm] of Object.entries(harms)) {
    test(name, async () => {
      await write(700);
      const before = statSync(fullTile()).ino;
      const harmed = unflushed();
      expect(harmed.length).toBeGreaterThan(2);
      for (const path of harmed) harm(path);
      const [number = 0] = await write(1);
      expect(await verify()).toMatchObject({ head: { size: number + 1 }, faults: [] });
      // Full tiles were good enough: nothing of them was written again.
      expect(statSync(fullTile()).ino).toBe(before);
    });
  }

  test('and full tiles with other bytes are made anew as well', async () => {
    await write(300);
    for (const path of unflushed()) rmSync(path);
    const whole = readFileSync(fullTile());
    writeFileSync(fullTile(), Buffer.alloc(whole.length, 7));
    const [number = 0] = await write(1);
    expect(await verify()).toMatchObject({ head: { size: number + 1 }, faults: [] });
    expect(readFileSync(fullTile()).equals(whole)).toBe(true);
  });
});

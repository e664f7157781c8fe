import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openIntake } from '../../../../test/support/intake.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { hashLeaf } from '../../../ledger/merkle/tree-hash.ts';
import type { Arrival } from './arrival.ts';
import { checkEvidence } from './jobs/check-evidence.ts';

const { sql, owner } = await testDatabase();
const { intake, missionId, slug, folder } = await openIntake(sql);

function arrivalOf(text: string): Arrival {
  const raw = Buffer.from(text);
  return {
    channel: 'odk',
    sender: { deviceId: null, pseudonym: null, courierId: null },
    raw,
    sha256: createHash('sha256').update(raw).digest(),
    envelope: { formId: 'f', version: '1', instanceId: randomUUID(), deprecatedId: null, isEncrypted: false },
    fault: null,
    files: [],
    reportId: null,
    stated: null,
  };
}

const check = () => checkEvidence({ sql, logFolder: folder, rest: async () => {}, isEnding: () => false });

test('LOG-01 whoever alters a report, its leaf or the hash of it in the database is found, and the place is named', async () => {
  await Promise.all(Array.from({ length: 300 }, (_, at) => intake.take(missionId, arrivalOf(`<a>${at}</a>`))));
  expect(await check()).toEqual([]);

  await owner`update report_item set raw = '<a>7000</a>' where mission_id = ${missionId} and leaf_index = 7`;
  expect(await check()).toEqual([{ mission: slug, index: 7, what: 'report' }]);

  const forged = createHash('sha256').update('<a>7000</a>').digest();
  await owner`update report_item set sha256 = ${forged} where mission_id = ${missionId} and leaf_index = 7`;
  expect(await check()).toEqual([{ mission: slug, index: 7, what: 'report' }]);

  const [row] = await owner<
    { leaf: Uint8Array }[]
  >`select leaf from log_leaf where mission_id = ${missionId} and index = 280`;
  const leaf = Buffer.from(
    Buffer.from(row?.leaf ?? [])
      .toString()
      .replace(/"content":"./, (text) => (text.endsWith('f') ? '"content":"e' : '"content":"f')),
  );
  await owner`update log_leaf set leaf = ${leaf} where mission_id = ${missionId} and index = 280`;
  expect((await check()).slice(0, 1)).toEqual([{ mission: slug, index: 280, what: 'altered' }]);

  await owner`
    update log_leaf set hash = ${Buffer.from(hashLeaf(leaf))} where mission_id = ${missionId} and index = 280`;
  expect((await check()).slice(0, 1)).toEqual([{ mission: slug, index: 280, what: 'other' }]);

  await owner`delete from log_leaf where mission_id = ${missionId} and index = 299`;
  expect(await check()).toContainEqual({ mission: slug, index: 299, what: 'missing' });
});

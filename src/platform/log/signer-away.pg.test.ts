import { expect, test } from 'vitest';
import { testArrival } from '../../../test/support/arrivals.ts';
import { openIntake } from '../../../test/support/intake.ts';
import { testDatabase } from '../../../test/support/postgres.ts';
import { type Signer, SignerAway, type SigningOrder } from './signer/signer.ts';

const { sql } = await testDatabase();

const away = () => Promise.reject(new SignerAway('Ask the signer: its process has ended'));

/** A signer of which something goes another way. */
const changed = (change: Partial<Signer>) => (signer: Signer) => ({
  open: change.open ?? ((origin: string) => signer.open(origin)),
  sign: change.sign ?? ((order: SigningOrder) => signer.sign(order)),
  close: () => signer.close(),
});

test('while the signer is away nothing is acknowledged and all may be sent again; then it is there, once', async () => {
  let isAway = true;
  const { intake, missionId, close } = await openIntake(sql, {
    signedBy: (signer) => changed({ sign: (order) => (isAway ? away() : signer.sign(order)) })(signer),
  });
  const arrival = testArrival({ id: 'uuid:away' });
  await expect(intake.take(missionId, arrival)).rejects.toMatchObject({ kind: 'unavailable' });
  isAway = false;
  expect(await intake.take(missionId, arrival)).toMatchObject({ status: 'same', place: { index: 0 } });
  expect(await sql`select 1 from report_item where mission_id = ${missionId}`).toHaveLength(1);
  await close();
});

test('a log that cannot be opened without its signer opens once that is there', async () => {
  let isAway = true;
  const { intake, missionId, close } = await openIntake(sql, {
    signedBy: (signer) => changed({ open: (origin) => (isAway ? away() : signer.open(origin)) })(signer),
  });
  await expect(intake.take(missionId, testArrival({ id: 'x' }))).rejects.toMatchObject({ kind: 'unavailable' });
  isAway = false;
  expect(await intake.take(missionId, testArrival({ id: 'x' }))).toMatchObject({ status: 'accepted' });
  await close();
});

test('DUR-05 a disk without room for what is signed takes nothing and says so', async () => {
  const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  const { intake, missionId, close } = await openIntake(sql, { signedBy: changed({ sign: full }) });
  await expect(intake.take(missionId, testArrival({ id: 'y' }))).rejects.toMatchObject({ kind: 'out-of-space' });
  await close();
});

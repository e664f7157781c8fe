import { hash } from 'node:crypto';
import { Problem } from '../../../../../../platform/http/problem.ts';
import { inTurns } from '../../../../../../platform/jobs/in-turns.ts';
import { type PeekedRecord, peekRecordInSteps } from '../../../../../../xforms/openrosa/peek-record.ts';
import type { KnownDevice } from '../../../../../mission/devices/device.ts';
import type { Arrival } from '../../../arrival.ts';
import type { Asked } from '../asked.ts';
import type { OpenRosaGround } from '../ground.ts';
import { messageReply } from '../openrosa-reply.ts';
import { wordReceipt } from '../word-reply.ts';
import { busy, type Submission } from './collect-parts.ts';
import type { NoteRefusal } from './note-refusal.ts';
import { receiveParts } from './receive-parts.ts';
import type { WorkBudget } from './work-budget.ts';

/** What all submissions share. */
export interface SubmissionWork {
  readonly ground: OpenRosaGround;
  readonly budget: WorkBudget;
  readonly noteRefusal: NoteRefusal;
}

/** Answers `POST submission` of a device. */
export async function takeSubmission(
  asked: Asked,
  device: KnownDevice,
  { ground, budget, noteRefusal }: SubmissionWork,
): Promise<Response> {
  const ticket = budget.enter(device.id);
  if (ticket === null) throw busy();
  try {
    const submission = await receiveParts(asked, { blobs: ground.blobs, ticket });
    const peeked = await inTurns(peekRecordInSteps(submission.raw));
    if (peeked.kind === 'refused') {
      await noteRefusal(device, peeked.fault.code);
      throw new Problem('hostile-record', { code: peeked.fault.code });
    }
    const { code } = await ground.intake.take(device.missionId, arrivalOf(submission, peeked, device));
    return messageReply(201, wordReceipt(asked.words, code));
  } finally {
    ticket.leave();
  }
}

function arrivalOf(
  { raw, files }: Submission,
  peeked: Exclude<PeekedRecord, { kind: 'refused' }>,
  { id, pseudonym }: KnownDevice,
): Arrival {
  return {
    channel: 'odk',
    sender: { deviceId: id, pseudonym, courierId: null },
    raw,
    sha256: hash('sha256', raw, 'buffer'),
    envelope: peeked.envelope,
    fault: peeked.kind === 'unreadable' ? peeked.fault.code : null,
    files,
    reportId: null,
    stated: null,
  };
}

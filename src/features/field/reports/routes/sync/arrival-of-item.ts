import { createHash } from 'node:crypto';
import { formatHex, parseHex } from '../../../../../kernel/bytes/hex.ts';
import { err, ok, type Result } from '../../../../../kernel/result.ts';
import { inTurns } from '../../../../../platform/jobs/in-turns.ts';
import { type PeekedRecord, peekRecordInSteps } from '../../../../../xforms/openrosa/peek-record.ts';
import type { KnownDevice } from '../../../../mission/devices/device.ts';
import type { Arrival } from '../../arrival.ts';
import type { SyncItem } from '../../contract/sync.ts';
import { reportIdOf } from '../../report-id.ts';
import type { ItemFault } from './read-item.ts';

/** The device that made an item, and the one that brought it. */
export interface Carriers {
  readonly author: KnownDevice;
  readonly courier: KnownDevice;
}

/** What an item is to the way in that all channels share. Its signature has been looked at. */
export async function arrivalOfItem(
  item: SyncItem,
  { author, courier }: Carriers,
): Promise<Result<Arrival, ItemFault>> {
  const raw = Buffer.from(item.content, 'base64');
  const sha256 = createHash('sha256').update(raw).digest();
  const isWritten = item.content.length === Math.ceil(raw.length / 3) * 4 && raw.toString('base64') === item.content;
  if (!isWritten || formatHex(sha256) !== item.sha256) {
    return err({ id: item.id, reason: 'content-differs', detail: null });
  }
  const peeked = await inTurns(peekRecordInSteps(raw));
  if (peeked.kind === 'refused') return err({ id: item.id, reason: 'hostile-record', detail: peeked.fault.code });
  return ok({
    channel: 'app',
    sender: {
      deviceId: author.id,
      pseudonym: author.pseudonym,
      courierId: author.id === courier.id ? null : courier.id,
    },
    raw,
    sha256,
    envelope: envelopeOf(item, peeked),
    fault: faultOf(author, peeked),
    // A file is of a report once it was sent: what is only named may be somebody else's.
    files: [],
    reportId: reportIdOf(author.missionId, item.report),
    stated: {
      sequence: item.sequence,
      previous: item.previous === null ? null : parseHex(item.previous),
      time: timeOf(item.deviceTime),
    },
  });
}

/** Its names are those that its phone signed; of its form, what the record says itself, where it can be read. */
function envelopeOf(item: SyncItem, { envelope }: Exclude<PeekedRecord, { kind: 'refused' }>): Arrival['envelope'] {
  return {
    formId: envelope.formId ?? item.form,
    version: envelope.version ?? item.formVersion,
    instanceId: `uuid:${item.id}`,
    deprecatedId: item.corrects === null ? null : `uuid:${item.corrects}`,
    isEncrypted: envelope.isEncrypted,
  };
}

/** A device that was revoked may have been in other hands, whatever the record says. */
function faultOf(author: KnownDevice, peeked: Exclude<PeekedRecord, { kind: 'refused' }>): string | null {
  if (author.isRevoked) return 'revoked-device';
  return peeked.kind === 'unreadable' ? peeked.fault.code : null;
}

const EARLIEST = Date.UTC(1970, 0);
const LATEST = Date.UTC(10_000, 0);

/** What the clock of a phone showed; null where no clock shows that. A wrong clock is never a reason to refuse. */
function timeOf(text: string | null): Date | null {
  const time = text !== null && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return time >= EARLIEST && time < LATEST ? new Date(time) : null;
}

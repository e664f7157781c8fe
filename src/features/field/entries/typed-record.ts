import { sha256 } from '../../../kernel/bytes/hash.ts';
import { encodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { type Fault, fault } from '../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { InstanceNode } from '../../../xforms/form/form.ts';
import { peekRecord } from '../../../xforms/openrosa/peek-record.ts';
import { readRecord } from '../../../xforms/openrosa/read-record.ts';
import type { FormCore } from '../../../xforms/package/form-package.ts';
import type { Arrival, ArrivedFile, Sender } from '../reports/arrival.ts';
import { LONGEST_INSTANCE_ID } from '../reports/report-id.ts';

/** A record that was typed at the desk with a form, and that is one of that form. */
export interface TypedRecord {
  readonly raw: Uint8Array;
  readonly sha256: Uint8Array;
  readonly envelope: Arrival['envelope'];
  /** Its answers, names being those of the form. */
  readonly root: InstanceNode;
}

/** Reads what the page of the desk made; whoever else asks in its place is refused what the form cannot have. */
export function readTyped(xml: string, core: FormCore): Result<TypedRecord, Fault> {
  const raw = encodeUtf8(xml);
  const peeked = peekRecord(raw);
  if (peeked.kind !== 'record') return err(peeked.fault);
  const read = readRecord(xml, core);
  if (!read.ok) return read;
  const { envelope } = peeked;
  if (envelope.instanceId !== read.value.instanceId || read.value.instanceId.length > LONGEST_INSTANCE_ID) {
    return err(fault('record-id'));
  }
  return ok({ raw, sha256: sha256(raw), envelope, root: read.value.root });
}

/** The record as the way in takes it. `fault`: why a person has to look at it first; null: nothing. */
export function arrivalOfTyped(
  { raw, sha256: digest, envelope }: TypedRecord,
  given: { readonly sender: Sender; readonly fault: string | null; readonly files: readonly ArrivedFile[] },
): Arrival {
  return { channel: 'desk', ...given, raw, sha256: digest, envelope, reportId: null, stated: null };
}

/** Nobody's device: what is known of who sent it stands elsewhere. */
export const NO_DEVICE: Sender = { deviceId: null, pseudonym: null, courierId: null };

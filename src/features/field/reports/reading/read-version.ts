import { type Fault, fault } from '../../../../kernel/issue.ts';
import { peekRecord } from '../../../../xforms/openrosa/peek-record.ts';
import { readAnswers } from '../../../../xforms/openrosa/read-record.ts';
import { filledAt } from './filled-at.ts';
import { flattenAnswers } from './flatten-answers.ts';
import type { HeldReason, OwnFlag, Reading } from './reading.ts';
import { firstStation, type ReadingForm } from './reading-form.ts';

/** A version as it came. */
export interface CameVersion {
  /** Null: too large to be read. */
  readonly raw: Uint8Array | null;
  /** What the way in found wrong. */
  readonly fault: string | null;
  readonly receivedAt: Date;
  readonly deviceTime: Date | null;
  /** A person accepted it as it is. */
  readonly isReleased: boolean;
}

/** What is known of the form that a version names. */
export type KnownForm =
  | { readonly kind: 'unknown-form' }
  | { readonly kind: 'unknown-version' }
  | { readonly kind: 'known'; readonly form: ReadingForm; readonly wasRetired: boolean };

/** A larger record is kept and not read. */
export const LARGEST_READ_BYTES = 4_000_000;
/** A record of more answers is kept and not read. */
const MOST_ANSWERS = 20_000;
const DAY_MS = 86_400_000;

/** Reads a version by the form that it names, whatever it holds. */
export function readVersion(version: CameVersion, known: KnownForm): Reading {
  const flags = ownFlags(version, known);
  const held = (reason: HeldReason, warnings: readonly Fault[] = []): Reading => {
    const form = known.kind === 'known' ? { id: known.form.id, number: known.form.number } : null;
    return { reason, form, answers: null, warnings, flags, station: null, filledAt: null, expectedFiles: [] };
  };
  if (version.fault === 'revoked-device') return held('revoked-device', obstaclesIn(version.raw));
  if (version.raw === null) return held('too-large');
  const peeked = peekRecord(version.raw);
  // Of a long record that is not written plainly only the beginning was looked at.
  const isCut = peeked.kind === 'unreadable' && peeked.fault.code === 'xml-too-large';
  if (peeked.kind !== 'record' && !isCut) return held(reasonOf(peeked.fault), [peeked.fault]);
  if (peeked.envelope.isEncrypted) return held('encrypted');
  if (known.kind !== 'known') return held(known.kind);
  return readKnown({ ...version, raw: version.raw }, known.form, { flags, held });
}

/** Why a person could not accept it either, whatever else it is held for. */
function obstaclesIn(raw: Uint8Array | null): readonly Fault[] {
  if (raw === null) return [fault('xml-too-large', { found: String(LARGEST_READ_BYTES) })];
  const peeked = peekRecord(raw);
  if (peeked.kind !== 'record') return [peeked.fault];
  return peeked.envelope.isEncrypted ? [fault('record-encrypted')] : [];
}

function readKnown(
  { raw, isReleased, ...clocks }: CameVersion & { readonly raw: Uint8Array },
  form: ReadingForm,
  { flags, held }: { flags: readonly OwnFlag[]; held: (reason: HeldReason, warnings: readonly Fault[]) => Reading },
): Reading {
  const read = readAnswers(raw, form.core);
  if (!read.ok) return held(reasonOf(read.error), [read.error]);
  const { root, warnings } = read.value;
  const { answers, files, byNode } = flattenAnswers(root, form.core);
  if (answers.size > MOST_ANSWERS) return held('too-large', [fault('record-answers', { found: answers.size })]);
  const isStrange = [...form.stations].some(([node, rows]) =>
    byNode.get(node)?.some((answer) => !rows.has(answer.normalize('NFC'))),
  );
  return {
    reason: isStrange && !isReleased ? 'unknown-station' : null,
    form: { id: form.id, number: form.number },
    answers,
    warnings,
    flags: warnings.length === 0 ? flags : [...flags, 'unknown-elements'],
    station: firstStation(answers, form.stationPaths),
    filledAt: filledAt(form.startNodes.map((node) => byNode.get(node)?.[0]).find(Boolean) ?? null, clocks),
    expectedFiles: [...new Set(files)],
  };
}

function reasonOf({ code }: Fault): HeldReason {
  if (/^xml-(too-|text-too-|name-too-)/.test(code)) return 'too-large';
  if (code === 'record-encrypted') return 'encrypted';
  return code.startsWith('xml-') ? 'unreadable' : 'other-shape';
}

function ownFlags({ receivedAt, deviceTime }: CameVersion, known: KnownForm): readonly OwnFlag[] {
  const flags: OwnFlag[] = [];
  if (known.kind === 'known' && known.wasRetired) flags.push('late');
  const isWrong = deviceTime !== null && Math.abs(deviceTime.getTime() - receivedAt.getTime()) > DAY_MS;
  if (isWrong) flags.push('clock-wrong');
  return flags;
}

import { type Fault, fault } from '../../../../kernel/issue.ts';
import type { InstanceNode } from '../../../../xforms/form/form.ts';
import { peekRecord } from '../../../../xforms/openrosa/peek-record.ts';
import { readAnswers } from '../../../../xforms/openrosa/read-record.ts';
import { filledAt, offsetOf } from './filled-at.ts';
import { flattenAnswers } from './flatten-answers.ts';
import { BROKEN_RULES, type HeldReason, type OwnFlag, type Reading, type ReadingFault } from './reading.ts';
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
  const start = form.startNodes.map((node) => byNode.get(node)?.[0]).find(Boolean) ?? null;
  const filled = filledAt(start, clocks);
  const broken = brokenRules(root, form, { start, filled, receivedAt: clocks.receivedAt });
  return {
    reason: isStrange && !isReleased ? 'unknown-station' : null,
    form: { id: form.id, number: form.number },
    answers,
    warnings: [...warnings, ...broken],
    flags: [
      ...flags,
      ...(warnings.length === 0 ? [] : (['unknown-elements'] as const)),
      ...(broken.length === 0 ? [] : (['broken-rules'] as const)),
    ],
    station: firstStation(answers, form.stationPaths),
    filledAt: filled,
    expectedFiles: [...new Set(files)],
  };
}

interface Filling {
  readonly start: string | null;
  readonly filled: Date | null;
  readonly receivedAt: Date;
}

/** Nobody knows what time it was where a record does not say when it was begun: rules about the time are not judged then. */
function brokenRules(
  root: InstanceNode,
  { judge }: ReadingForm,
  { start, filled, receivedAt }: Filling,
): readonly ReadingFault[] {
  if (judge === null) return [];
  const [from, to] = [filled?.getTime() ?? 0, receivedAt.getTime()];
  const span = filled === null ? null : { from, to: Math.max(from, to), offsetMinutes: offsetOf(start ?? '') };
  return judge
    .judge(root, span)
    .map(({ kind, path, messages }) => ({ ...fault(BROKEN_RULES[kind], { path }), messages }));
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

import type { Cells, ContentOf, RecordKind } from '../../../kernel/record.ts';
import { must } from '../../../kernel/result.ts';
import { anchorKind, holidayKind, ruleKind } from '../calendar/rule.ts';
import { candidateKind, candidateStepKind, nominatorKind } from '../candidates/candidate.ts';
import { claimKind, discrepancyKind, subjectKind } from '../claims/claim.ts';
import { commissionKind, commissionTierKind } from '../commissions/commission.ts';
import { actKind, actorKind, electionKind, roundKind } from '../election/election.ts';
import { assessmentKind, missionKind } from '../missions/mission.ts';
import { placeEventKind, placeKind } from '../places/place.ts';
import { protocolCheckKind, protocolFieldKind } from '../protocols/protocol.ts';
import { provisionKind } from '../provisions/provision.ts';
import { sourceKind } from '../sources/source.ts';
import { eventKind } from '../timeline/event.ts';

/** Every kind of record that an election file holds, in the order in which its files are read and listed. */
export const RECORD_KINDS = {
  election: electionKind,
  source: sourceKind,
  provision: provisionKind,
  actor: actorKind,
  act: actKind,
  round: roundKind,
  anchor: anchorKind,
  'calendar-rule': ruleKind,
  holiday: holidayKind,
  place: placeKind,
  'place-event': placeEventKind,
  'commission-tier': commissionTierKind,
  commission: commissionKind,
  nominator: nominatorKind,
  candidate: candidateKind,
  'candidate-step': candidateStepKind,
  mission: missionKind,
  assessment: assessmentKind,
  subject: subjectKind,
  claim: claimKind,
  discrepancy: discrepancyKind,
  event: eventKind,
  'protocol-field': protocolFieldKind,
  'protocol-check': protocolCheckKind,
} as const satisfies Record<string, RecordKind>;

/** The name of a kind of record. */
export type KindName = keyof typeof RECORD_KINDS;

/** The record of the kind that is named so. */
export type RecordNamed<K extends KindName> = ContentOf<(typeof RECORD_KINDS)[K]>;

/** All names, in the order of `RECORD_KINDS`. */
export const KIND_NAMES = Object.keys(RECORD_KINDS) as readonly KindName[];

/** Whether `name` names a kind. */
export function isKindName(name: string): name is KindName {
  return Object.hasOwn(RECORD_KINDS, name);
}

/** The kind whose file is named so, or null. */
export function findKindOfFile(file: string): KindName | null {
  return KIND_NAMES.find((name) => RECORD_KINDS[name].file === file) ?? null;
}

/** The kind of that name, for code that treats all kinds alike. */
export function kindNamed(name: KindName): RecordKind {
  return must(RECORD_KINDS[name], `No kind of record ${name}`) as RecordKind;
}

/** All records of an election as cells, in the order of their files: what is imported, exported and checked. */
export type RecordSet = Readonly<Partial<Record<KindName, readonly Cells[]>>>;

/** All records of an election, read. */
export type ElectionFile = { readonly [K in KindName]: readonly RecordNamed<K>[] };

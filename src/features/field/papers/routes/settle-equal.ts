import { decodeUtf8 } from '../../../../kernel/bytes/utf8.ts';
import { must } from '../../../../kernel/result.ts';
import type { AuditNote } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { compareCopies } from '../comparing/compare-copies.ts';
import { judgeSettlement } from '../comparing/judge-settlement.ts';
import { instanceIdOf, renamed, type TypedOutcome } from '../paper.ts';
import { type HeldPaper, listCopies } from '../store/keep-papers.ts';
import { insertSettlement, type StoredSettlement } from '../store/keep-settlements.ts';
import {
  answersOf,
  bothCopies,
  type FormOfPaper,
  isMislabelled,
  type MissionOfPapers,
  type PaperGround,
  type PaperSql,
  requireTyped,
  subjectOf,
  takeReport,
} from './paper-door.ts';

/** A sheet that has just got its second copy. */
export interface JustTyped {
  readonly sql: PaperSql;
  readonly mission: MissionOfPapers;
  readonly paper: HeldPaper;
  readonly form: FormOfPaper;
  readonly now: Date;
  readonly audit: (note: AuditNote) => Promise<void>;
}

/**
 * Makes a report of two copies that say the same, and are of the station on the label of the sheet; of others, nothing: they
 * wait for a third person.
 */
export async function settleIfEqual(ground: PaperGround, typed: JustTyped): Promise<TypedOutcome> {
  const { sql, mission, paper, form, now, audit } = typed;
  const copies = bothCopies({ ...paper, copies: await listCopies(sql, paper.id) });
  const [a, b] = [answersOf(copies[0], form), answersOf(copies[1], form)];
  const isOpen = compareCopies(form.asked, a, b).length > 0 || (await isMislabelled(sql, paper, [a, b]));
  if (isOpen) return { state: 'differing', code: null, reportId: null };
  const first = must(decodeUtf8(copies[0].raw ?? new Uint8Array()), 'Read a copy: it was text when it came');
  const xml = renamed(first, instanceIdOf(paper.id));
  if (xml === null) throw new Problem('entry-refused', { code: 'record-id' });
  const record = requireTyped(xml, form);
  const { reportId, code } = await takeReport(ground, mission, record);
  await insertSettlement(sql, {
    ...judgeSettlement(form.asked, { a, b }, record.root),
    ...{ paperId: paper.id, copies, settler: null, reason: null, sha256: record.sha256, at: now },
    report: { id: reportId, code },
  });
  const subject = subjectOf(mission, paper);
  await audit({ action: 'paper.agreed', subject, electionId: mission.electionId, parameters: { code } });
  return { state: 'settled', code, reportId };
}

/** Where a sheet stands for whoever sends the same copy again. */
export function outcomeOf({ copies }: HeldPaper, settlement: StoredSettlement | null): TypedOutcome {
  if (settlement !== null) return { state: 'settled', code: settlement.code, reportId: settlement.reportId };
  return { state: copies.length > 1 ? 'differing' : 'second', code: null, reportId: null };
}

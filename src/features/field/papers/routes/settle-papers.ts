import { areSameBytes } from '../../../../kernel/bytes/compare.ts';
import { decodeUtf8 } from '../../../../kernel/bytes/utf8.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../../mission/missions/access.ts';
import type { TypedRecord } from '../../entries/typed-record.ts';
import { judgeSettlement } from '../comparing/judge-settlement.ts';
import { wordChoices } from '../comparing/word-choices.ts';
import { paperParams, settlementBody, TYPED_BODY_BYTES } from '../contract.ts';
import { type CopiesReply, instanceIdOf, type TypedOutcome } from '../paper.ts';
import { getPaper, getPaperForm } from '../store/find-papers.ts';
import { type HeldCopy, type HeldPaper, holdPaper, listCopies } from '../store/keep-papers.ts';
import { findSettlement, insertSettlement } from '../store/keep-settlements.ts';
import {
  answersOf,
  bothCopies,
  type FormOfPaper,
  isMislabelled,
  loadCodebook,
  loadForm,
  type PaperGround,
  requireTyped,
  subjectOf,
  takeReport,
} from './paper-door.ts';

/**
 * Both copies, once both are in: before that nobody sees any, and until they are settled neither of the two who typed them does.
 */
const copies = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/papers/:paper/copies',
  access: 'editor',
  params: paperParams,
  reads: ({ params }) => ({ what: 'paper', subject: { kind: 'paper', id: `${params.mission}/${params.paper}` } }),
  handle: async ({ sql, params, actor }): Promise<CopiesReply> => {
    const { id: missionId } = await getMission(sql, params.mission);
    const { state, isMine } = await getPaper(sql, { missionId, readerId: actor.id }, params.paper);
    if (state !== 'settled' && (state !== 'differing' || isMine)) throw new Problem('forbidden');
    const [a, b] = await listCopies(sql, params.paper);
    const settlement = await findSettlement(sql, params.paper);
    const texts = { a: textOf(a), b: textOf(b) };
    const paper = await getPaperForm(sql, missionId, params.paper);
    const form = await loadForm(sql, paper);
    const records = [a, b].flatMap((copy) => (copy === undefined ? [] : [answersOf(copy, form)]));
    return {
      ...texts,
      choices: settlement?.choices == null ? null : wordChoices(settlement.choices, await loadCodebook(sql, paper)),
      isMislabelled: await isMislabelled(sql, paper, records),
    };
  },
});

/** @throws Problem `not-found` where it was erased. */
function textOf(copy: HeldCopy | undefined): string {
  const text = copy?.raw == null ? null : decodeUtf8(copy.raw);
  if (text === null) throw new Problem('not-found', { what: 'copy' });
  return text;
}

const settle = (ground: PaperGround) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/papers/:paper/settlement',
    access: 'editor',
    params: paperParams,
    body: settlementBody,
    bodyLimitBytes: TYPED_BODY_BYTES,
    handle: async ({ sql, params, body, actor, now, audit }): Promise<TypedOutcome> => {
      const mission = await getWorkingMission(sql, params.mission);
      const paper = await holdPaper(sql, mission.id, params.paper);
      const form = await loadForm(sql, paper);
      const record = requireTyped(body.xml, form);
      const note = { subject: subjectOf(mission, paper), electionId: mission.electionId, reason: body.reason };
      const before = await findSettlement(sql, paper.id);
      if (before !== null) {
        if (!areSameBytes(before.sha256, record.sha256)) throw new Problem('changed-meanwhile');
        await audit({ action: 'paper.settled-again', ...note });
        return { state: 'settled', code: before.code, reportId: before.reportId };
      }
      requireThird(paper, actor.id);
      const judgement = judge(paper, { record, form, reason: body.reason });
      const { reportId, code } = await takeReport(ground, mission, record);
      const settler = { id: actor.id, name: actor.name };
      const { id: paperId } = paper;
      await insertSettlement(sql, {
        ...judgement,
        ...{ paperId, copies: bothCopies(paper), settler, reason: body.reason, sha256: record.sha256, at: now },
        report: { id: reportId, code },
      });
      await audit({ action: 'paper.settled', ...note, parameters: { code, count: judgement.choices.length } });
      return { state: 'settled', code, reportId };
    },
  });

/** @throws Problem `changed-meanwhile` where there is nothing to settle, `same-person` for one of the two. */
function requireThird(paper: HeldPaper, readerId: string): void {
  if (paper.isWithdrawn || paper.copies.length < 2) throw new Problem('changed-meanwhile');
  if (paper.copies.some(({ typistId }) => typistId === readerId)) throw new Problem('same-person');
}

/** @throws Problem `entry-refused`, `settlement-unexplained` where it says other than both copies and not why. */
function judge(
  paper: HeldPaper,
  { record, form, reason }: { record: TypedRecord; form: FormOfPaper; reason: string | null },
) {
  const { instanceId, deprecatedId } = record.envelope;
  if (instanceId !== instanceIdOf(paper.id) || deprecatedId !== null) {
    throw new Problem('entry-refused', { code: 'record-id' });
  }
  const [a, b] = bothCopies(paper);
  const judgement = judgeSettlement(form.asked, { a: answersOf(a, form), b: answersOf(b, form) }, record.root);
  const unexplained = judgement.choices.filter(({ taken }) => taken === 'other');
  if (unexplained.length > 0 && reason === null) {
    throw new Problem('settlement-unexplained', { count: unexplained.length });
  }
  return judgement;
}

/** How a third person settles what two typed differently. */
export function settlingEndpoints(ground: PaperGround): readonly Endpoint[] {
  return [copies, settle(ground)];
}

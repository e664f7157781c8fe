import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getWorkingMission } from '../../../mission/missions/access.ts';
import { copyBody, missionParams, nextBody, paperParams, TYPED_BODY_BYTES } from '../contract.ts';
import type { PaperReply, TypedOutcome } from '../paper.ts';
import { getPaper } from '../store/find-papers.ts';
import { claimNext, insertCopy, wasStored, withdrawCopy } from '../store/keep-copies.ts';
import { holdPaper } from '../store/keep-papers.ts';
import { findSettlement } from '../store/keep-settlements.ts';
import { loadForm, type PaperGround, requireTyped, subjectOf } from './paper-door.ts';
import { outcomeOf, settleIfEqual } from './settle-equal.ts';

/** So long a sheet that somebody took is left to them. */
const CLAIM_MS = 30 * 60_000;

const next = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/papers/next',
  access: 'editor',
  params: missionParams,
  body: nextBody,
  unaudited: 'Only notes who has which sheet before them; nothing depends on it.',
  handle: async ({ sql, params, body: { task, skip }, actor, now }): Promise<{ paper: PaperReply | null }> => {
    const { id: missionId } = await getWorkingMission(sql, params.mission);
    const looker = { missionId, readerId: actor.id };
    const since = new Date(now.getTime() - CLAIM_MS);
    const found = await claimNext(sql, looker, { task, skip, at: now, since });
    return { paper: found === null ? null : await getPaper(sql, looker, found) };
  },
});

const type = (ground: PaperGround) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/papers/:paper/copies',
    access: 'editor',
    params: paperParams,
    body: copyBody,
    bodyLimitBytes: TYPED_BODY_BYTES,
    handle: async ({ sql, params, body, actor, now, audit }): Promise<TypedOutcome> => {
      const mission = await getWorkingMission(sql, params.mission);
      const paper = await holdPaper(sql, mission.id, params.paper);
      const form = await loadForm(sql, paper);
      const { raw, sha256 } = requireTyped(body.xml, form);
      const subject = subjectOf(mission, paper);
      const { electionId } = mission;
      const before = await wasStored(sql, { id: body.id, paperId: paper.id, sha256, typistId: actor.id });
      if (before === 'other') throw new Problem('conflict', { what: `copy ${body.id}` });
      if (before === 'same') {
        await audit({ action: 'paper.typed-again', subject, electionId });
        return outcomeOf(paper, await findSettlement(sql, paper.id));
      }
      if (paper.copies.some(({ typistId }) => typistId === actor.id)) throw new Problem('same-person');
      if (paper.isWithdrawn || paper.isSettled || paper.copies.length > 1) throw new Problem('changed-meanwhile');
      const place = paper.copies.length === 0 ? 1 : 2;
      const typist = { id: actor.id, name: actor.name, at: now };
      await insertCopy(sql, { id: body.id, paperId: paper.id, place, typist, raw, sha256 });
      await audit({ action: 'paper.typed', subject, electionId, parameters: { place } });
      if (place === 1) return { state: 'second', code: null, reportId: null };
      return await settleIfEqual(ground, { sql, mission, paper, form, now, audit });
    },
  });

const takeBack = defineEndpoint({
  method: 'DELETE',
  path: '/api/missions/:mission/papers/:paper/copies/mine',
  access: 'editor',
  params: paperParams,
  handle: async ({ sql, params, actor, now, audit }): Promise<undefined> => {
    const mission = await getWorkingMission(sql, params.mission);
    const paper = await holdPaper(sql, mission.id, params.paper);
    const own = paper.copies.find(({ typistId }) => typistId === actor.id);
    if (own === undefined) throw new Problem('not-found', { what: 'copy' });
    if (paper.copies.length > 1 || paper.isSettled) throw new Problem('changed-meanwhile');
    await withdrawCopy(sql, own.id, now);
    await audit({ action: 'paper.taken-back', subject: subjectOf(mission, paper), electionId: mission.electionId });
  },
});

/** How sheets are typed, each by two people who see nothing of each other. */
export function typingEndpoints(ground: PaperGround): readonly Endpoint[] {
  return [next, type(ground), takeBack];
}

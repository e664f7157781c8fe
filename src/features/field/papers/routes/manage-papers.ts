import { Readable } from 'node:stream';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { readBytes } from '../../../../platform/http/input.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../../mission/missions/access.ts';
import { createPublishedForms } from '../../forms/access.ts';
import { addBody, missionParams, paperParams, papersQuery, SCAN_BYTES, withdrawalBody } from '../contract.ts';
import type { PaperPage, PaperReply, TypistRate } from '../paper.ts';
import { countPapers, getPaper, getScan, listPapers } from '../store/find-papers.ts';
import { listTypists } from '../store/keep-copies.ts';
import { addPapers, holdPaper, saveScan, withdrawPaper } from '../store/keep-papers.ts';
import { type PaperGround, subjectOf } from './paper-door.ts';
import { imageTypeOf } from './scan-type.ts';

const published = createPublishedForms();

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/papers',
  access: 'reader',
  params: missionParams,
  query: papersQuery,
  reads: ({ params }) => ({ what: 'papers', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query, actor }): Promise<PaperPage> => {
    const looker = { missionId: (await getMission(sql, params.mission)).id, readerId: actor.id };
    const { state = null, search = null, report = null, limit } = query;
    return {
      ...(await listPapers(sql, looker, { state, search, report, limit })),
      ...(await countPapers(sql, looker)),
    };
  },
});

const show = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/papers/:paper',
  access: 'reader',
  params: paperParams,
  reads: ({ params }) => ({ what: 'paper', subject: { kind: 'paper', id: `${params.mission}/${params.paper}` } }),
  handle: async ({ sql, params, actor }): Promise<PaperReply> => {
    const { id: missionId } = await getMission(sql, params.mission);
    return await getPaper(sql, { missionId, readerId: actor.id }, params.paper);
  },
});

const add = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/papers',
  access: 'editor',
  params: missionParams,
  body: addBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }) => {
    const mission = await getWorkingMission(sql, params.mission);
    const form = await published.find(sql, mission.id, { formId: body.form, number: body.number });
    if (form === null) throw new Problem('not-found', { what: `version ${body.number} of ${body.form}` });
    const by = { id: actor.id, name: actor.name, at: now };
    const place = { missionId: mission.id, formId: form.id, number: form.number };
    const count = await addPapers(sql, place, { papers: body.papers, by });
    const parameters = { count, form: body.form };
    const subject = { kind: 'mission-here', id: mission.slug };
    await audit({ action: 'paper.added', subject, electionId: mission.electionId, parameters });
    return { count };
  },
});

const putScan = ({ blobs }: PaperGround) =>
  defineEndpoint({
    method: 'PUT',
    path: '/api/missions/:mission/papers/:paper/scan',
    access: 'editor',
    params: paperParams,
    parse: async ({ request }) => await readBytes(request, SCAN_BYTES),
    prepare: async ({ body }) => {
      const type = imageTypeOf(body);
      if (type === null) throw new Problem('unsupported-media', { found: 'other', wanted: 'JPEG, PNG, WebP' });
      const { sha256 } = await blobs.keep(Readable.from([Buffer.from(body)]), { maxBytes: SCAN_BYTES });
      return { sha256, type };
    },
    handle: async ({ sql, params, prepared, audit }): Promise<undefined> => {
      const mission = await getWorkingMission(sql, params.mission);
      const paper = await holdPaper(sql, mission.id, params.paper);
      if (paper.isWithdrawn || paper.isSettled) throw new Problem('changed-meanwhile');
      await saveScan(sql, paper.id, prepared);
      await audit({ action: 'paper.scanned', subject: subjectOf(mission, paper), electionId: mission.electionId });
    },
  });

const scan = ({ blobs }: PaperGround) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/papers/:paper/scan',
    access: 'reader',
    params: paperParams,
    reads: ({ params }) => ({
      what: 'paper-scan',
      subject: { kind: 'paper', id: `${params.mission}/${params.paper}` },
    }),
    prepare: async ({ pool, params }) => {
      const { id } = await getMission(pool, params.mission);
      const { sha256, type } = await getScan(pool, id, params.paper);
      const content = await blobs.open(sha256);
      if (content === null) throw new Problem('not-found', { what: `picture of sheet ${params.paper}` });
      const headers = { 'content-type': type, 'x-content-type-options': 'nosniff' };
      return new Response(Readable.toWeb(content) as ReadableStream, { headers });
    },
    handle: async ({ prepared }) => prepared,
  });

const withdraw = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/papers/:paper/withdrawal',
  access: 'editor',
  params: paperParams,
  body: withdrawalBody,
  handle: async ({ sql, params, body: { reason }, actor, now, audit }): Promise<undefined> => {
    const mission = await getWorkingMission(sql, params.mission);
    const paper = await holdPaper(sql, mission.id, params.paper);
    if (paper.isWithdrawn || paper.isSettled) throw new Problem('changed-meanwhile');
    await withdrawPaper(sql, paper.id, { id: actor.id, name: actor.name, at: now, reason });
    const subject = subjectOf(mission, paper);
    await audit({ action: 'paper.withdrawn', subject, electionId: mission.electionId, reason });
  },
});

const typists = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/typists',
  access: 'administrator',
  params: missionParams,
  handle: async ({ sql, params }): Promise<TypistRate[]> =>
    await listTypists(sql, (await getMission(sql, params.mission)).id),
});

/** Sheets of paper, and where they stand. */
export function managingEndpoints(ground: PaperGround): readonly Endpoint[] {
  return [list, add, typists, show, putScan(ground), scan(ground), withdraw];
}

import { fault } from '../../../../kernel/issue.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { Draw } from '../../../../stats/sampling/draw-sample.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { drawBody, missionParams, previewBody, sampleParams, withdrawalBody } from '../contract.ts';
import { faultOfDraw, firstLots, tellGaps } from '../desk-sample.ts';
import type { ListedSample, SampleOptions, SamplePreview, ShownSample } from '../sample-replies.ts';
import { findListedSample, listShownSamples, loadShownUnits, withdrawSample } from '../store/list-samples.ts';
import { findElection, listLevels, listSizes, listSorts } from '../store/load-register.ts';
import { drawWanted, frameFromRegister, registerSample, type SampleWanted } from './draw-for-mission.ts';
import { sampleFileEndpoint } from './sample-files.ts';

const PATH = '/api/missions/:mission/samples';
const readsPlan = ({ params }: { readonly params: { readonly mission: string } }) =>
  ({ what: 'plan', subject: { kind: 'mission-here', id: params.mission } }) as const;

const list = defineEndpoint({
  method: 'GET',
  path: PATH,
  access: 'reader',
  params: missionParams,
  reads: readsPlan,
  handle: async ({ sql, params }): Promise<ListedSample[]> => {
    const { id } = await getMission(sql, params.mission);
    return await listShownSamples(sql, id);
  },
});

const options = defineEndpoint({
  method: 'GET',
  path: `${PATH}/options`,
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params }): Promise<SampleOptions> => {
    const { id } = await getMission(sql, params.mission);
    const election = await findElection(sql, id);
    if (election === null) return { election: null, stations: 0, levels: [], sorts: [], sizes: [] };
    const sorts = await listSorts(sql, election.id);
    return {
      election: { slug: election.slug, day: election.day },
      stations: sorts.reduce((sum, { stations }) => sum + stations, 0),
      levels: await listLevels(sql, election.id),
      sorts,
      sizes: await listSizes(sql, election.id),
    };
  },
});

const show = defineEndpoint({
  method: 'GET',
  path: `${PATH}/:sample`,
  access: 'reader',
  params: sampleParams,
  reads: readsPlan,
  handle: async ({ sql, params }): Promise<ShownSample> => {
    const { id } = await getMission(sql, params.mission);
    return await shownSample(sql, id, params.sample);
  },
});

const preview = defineEndpoint({
  method: 'POST',
  path: `${PATH}/preview`,
  access: 'editor',
  params: missionParams,
  body: previewBody,
  unaudited: 'looks at the register, and writes nothing',
  handle: async ({ sql, params, body }): Promise<SamplePreview> => {
    const mission = await getMission(sql, params.mission);
    const frame = await frameFromRegister(sql, mission, body.register);
    if (!frame.ok) return { units: 0, frame: null, gaps: tellGaps(frame.error), lots: [] };
    // How many are drawn of each stratum does not depend on the seed; which ones, nobody is shown who could still choose it.
    const drawn = draw({ ...body, id: '', name: '', frame: frame.value, seed: 'preview' });
    return {
      units: frame.value.units.length,
      frame: drawn.record.frame.sha256,
      gaps: [],
      lots: firstLots(drawn.record.lots),
    };
  },
});

const drawAndRegister = defineEndpoint({
  method: 'POST',
  path: PATH,
  access: 'editor',
  params: missionParams,
  body: drawBody,
  status: 201,
  unaudited: 'one that is sent again is there already',
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownSample> => {
    const mission = await getWorkingMission(sql, params.mission);
    const { id, name, seed, design, reserves, register, replaces } = body;
    const known = await findListedSample(sql, mission.id, id);
    if (known !== null) {
      if (known.name !== name || known.record.seed !== seed) throw new Problem('conflict', { what: `sample ${id}` });
      return await shownSample(sql, mission.id, id);
    }
    const frame = await frameFromRegister(sql, mission, register);
    if (!frame.ok) throw refusalOf([fault('sample-gaps', { count: frame.error.length })]);
    const wanted: SampleWanted = { id, name, frame: frame.value, seed, design, reserves };
    const drawn = draw(wanted);
    if (drawn.record.frame.sha256 !== body.frame) throw refusalOf([fault('sample-frame-changed')]);
    const by = { id: actor.id, name: actor.name };
    const hash = await registerSample(sql, mission, { wanted, draw: drawn, at: now, by });
    const subject = { kind: 'sample', id: `${mission.slug}/${name}` };
    const about = { subject, electionId: mission.electionId };
    const parameters = { name, selected: drawn.selected.length, units: frame.value.units.length, hash };
    await audit({ action: 'sample.drawn', ...about, parameters });
    if (replaces !== null) {
      const of = { id: replaces.sample, replacedBy: id, reason: replaces.reason, by, at: now };
      await audit(noteOf(mission, of, await withdrawSample(sql, mission.id, of)));
    }
    return await shownSample(sql, mission.id, id);
  },
});

const withdraw = defineEndpoint({
  method: 'POST',
  path: `${PATH}/:sample/withdraw`,
  access: 'editor',
  params: sampleParams,
  body: withdrawalBody,
  handle: async ({ sql, params, body: { reason }, actor, now, audit }): Promise<ShownSample> => {
    const mission = await getWorkingMission(sql, params.mission);
    const by = { id: actor.id, name: actor.name };
    const of = { id: params.sample, replacedBy: null, reason, by, at: now };
    await audit(noteOf(mission, of, await withdrawSample(sql, mission.id, of)));
    return await shownSample(sql, mission.id, params.sample);
  },
});

/** What can be asked about samples of polling stations. Addresses with words in them come before those with ids. */
export const sampleEndpoints: readonly Endpoint[] = [
  ...[list, options, preview, drawAndRegister],
  ...[show, withdraw, sampleFileEndpoint],
];

/** @param name of the sample that was withdrawn. */
function noteOf(
  { slug, electionId }: Awaited<ReturnType<typeof getMission>>,
  { reason }: { readonly reason: string },
  name: string,
) {
  const subject = { kind: 'sample', id: `${slug}/${name}` };
  return { action: 'sample.withdrawn', subject, electionId, parameters: { name }, reason };
}

async function shownSample(sql: Db, missionId: string, id: string): Promise<ShownSample> {
  const sample = await findListedSample(sql, missionId, id);
  if (sample === null) throw new Problem('not-found', { what: `sample ${id}` });
  return { ...sample, units: await loadShownUnits(sql, missionId, id) };
}

/** @throws Problem `invalid-input` with what is wrong with the design. */
function draw(wanted: SampleWanted): Draw {
  const drawn = drawWanted(wanted);
  if (!drawn.ok) throw refusalOf(drawn.error.slice(0, 20).map(faultOfDraw));
  return drawn.value;
}

function refusalOf(faults: readonly ReturnType<typeof fault>[]): Problem {
  return new Problem(
    'invalid-input',
    {},
    faults.map((one) => ({ ...one, column: 'design' })),
  );
}

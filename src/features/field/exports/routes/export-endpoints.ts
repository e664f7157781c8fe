import type { Uuid } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/http/access.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import {
  type ExportableForm,
  type ExportEstimate,
  estimateQuery,
  exportBody,
  exportParams,
  missionParams,
} from '../contract.ts';
import { type ExportAsk, MOST_OF_ONE_PERSON, type ShownExport } from '../export-job.ts';
import { estimateReports } from '../store/estimate-reports.ts';
import {
  addExport,
  cancelExport,
  countOpenOf,
  findExport,
  findNextOrdinal,
  listExports,
  type StoredExport,
  sumKeptBytes,
} from '../store/keep-jobs.ts';
import { findForm, listFormChoices } from '../store/load-form.ts';
import { fileEndpoints } from './serve-file.ts';
import { toldAsk } from './told-ask.ts';

/** What exports need of the program around them. */
export interface ExportGround {
  /** Holds a folder for each export. */
  readonly folder: string;
  /** Bytes that are free on the disk of that folder. */
  readonly freeBytes: () => Promise<number>;
  /** Has the thread look for what waits, soon. */
  readonly wake: () => void;
  /** Has the thread end the work on an export. */
  readonly cancel: (id: string) => void;
  /** What stays free on the disk, and how much all exports may take. */
  readonly limits: { readonly reserveBytes: number; readonly mostBytes: number };
}

/** What can be asked about exports. */
export function exportEndpoints(ground: ExportGround): readonly Endpoint[] {
  // Names before ids: a name could be taken for one.
  return [choices, estimate, list, asking(ground), cancelling(ground), ...fileEndpoints(ground.folder)];
}

const choices = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/exports/choices',
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params }): Promise<ExportableForm[]> => {
    const { id } = await getMission(sql, params.mission);
    return await listFormChoices(sql, id);
  },
});

const estimate = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/exports/estimate',
  access: 'reader',
  params: missionParams,
  query: estimateQuery,
  handle: async ({ sql, params, query }): Promise<ExportEstimate> => {
    const { id } = await getMission(sql, params.mission);
    const form = await findForm(sql, id, query.form);
    if (form === null) throw new Problem('not-found', { what: `form ${query.form}` });
    const states = ['read', ...(query.held === 'yes' ? ['held'] : []), ...(query.void === 'yes' ? ['void'] : [])];
    return await estimateReports(sql, id, { formUuid: form.id, formId: query.form, states });
  },
});

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/exports',
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params, actor }): Promise<ShownExport[]> => {
    const { id } = await getMission(sql, params.mission);
    // Whoever runs the server sees what fills its disk; the file itself is for whoever asked.
    const found = await listExports(sql, id, actor.role === 'administrator' ? null : actor.id);
    return found.map((one) => shownExport(one, actor));
  },
});

const asking = ({ freeBytes, wake, limits }: ExportGround) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/exports',
    access: 'reader',
    recentSignIn: true,
    params: missionParams,
    body: exportBody,
    status: 202,
    unaudited: 'whoever sends the same ask again has asked once; the first time is noted',
    prepare: async () => {
      if ((await freeBytes()) < limits.reserveBytes) throw new Problem('out-of-space');
    },
    handle: async ({ sql, params, body: { id, ask }, actor, now, audit }): Promise<ShownExport> => {
      const mission = await getMission(sql, params.mission);
      const open = await countOpenOf(sql, actor.id);
      const known = await findExport(sql, mission.id, id);
      if (known === null) {
        if (open >= MOST_OF_ONE_PERSON) throw new Problem('exports-many', { limit: MOST_OF_ONE_PERSON });
        if ((await sumKeptBytes(sql)) >= limits.mostBytes) throw new Problem('exports-full');
      }
      const form = await findForm(sql, mission.id, ask.formId);
      if (form === null) throw new Problem('not-found', { what: `form ${ask.formId}` });
      const endOrdinal = await findNextOrdinal(sql, mission.id);
      const asked = { id, missionId: mission.id, askedBy: { id: actor.id, name: actor.name }, askedAt: now, ask };
      if (await addExport(sql, { ...asked, formTitle: form.title, endOrdinal })) {
        const label = `${form.title} · ${ask.format.toUpperCase()}`;
        const parameters = { label, mission: mission.slug, after: toldAsk(ask) };
        const subject = { kind: 'export', id: id };
        await audit({ action: 'export.asked', subject, electionId: mission.electionId, parameters });
        wake();
      }
      return shownExport(await ownExport(sql, mission.id, { id, ask, actor }), actor);
    },
  });

/** The export that was asked for, now or before. @throws Problem `conflict` where that id is of something else. */
async function ownExport(
  sql: Db,
  missionId: string,
  { id, ask, actor }: { readonly id: string; readonly ask: ExportAsk; readonly actor: Actor },
): Promise<StoredExport> {
  const found = await findExport(sql, missionId, id);
  const isSame = found !== null && found.askedById === actor.id && JSON.stringify(found.ask) === JSON.stringify(ask);
  if (!isSame) throw new Problem('conflict', { what: `export ${id}` });
  return found;
}

const cancelling = ({ cancel }: ExportGround) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/exports/:id/cancel',
    access: 'reader',
    params: exportParams,
    handle: async ({ sql, params, actor, now, audit, watch, address }): Promise<ShownExport> => {
      const mission = await getMission(sql, params.mission);
      const found = await findExport(sql, mission.id, params.id);
      const may = found !== null && (found.askedById === actor.id || actor.role === 'administrator');
      if (!may) {
        const subject = { kind: 'export', id: params.id };
        watch.note({ area: 'security', kind: 'access.hidden', at: now, actor, subject, source: address });
        throw new Problem('not-found', { what: `export ${params.id}` });
      }
      if (!(await cancelExport(sql, params.id, now))) throw new Problem('conflict', { what: `export ${params.id}` });
      const subject = { kind: 'export', id: params.id };
      const parameters = { label: found.formTitle, mission: mission.slug };
      await audit({ action: 'export.cancelled', subject, electionId: mission.electionId, parameters });
      cancel(params.id);
      return shownExport({ ...found, state: 'cancelled', endedAt: now }, actor);
    },
  });

/** An export as somebody sees it. */
function shownExport(stored: StoredExport, actor: Actor): ShownExport {
  const { missionId: _, askedById, askedAt, endedAt, expiresAt, ...told } = stored;
  const isOwn = askedById === actor.id;
  return {
    ...told,
    id: told.id as Uuid,
    isOwn,
    sha256: isOwn ? told.sha256 : null,
    askedAt: askedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

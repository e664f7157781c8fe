import type { TransactionSql } from 'postgres';
import { type Actor, mayEnter } from '../../../../../platform/http/access.ts';
import { type AuditNote, defineEndpoint, type Endpoint } from '../../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../../../mission/missions/access.ts';
import type { SavedView } from '../../arrivals/list/list-view.ts';
import { missionParams } from '../../contract/desk.ts';
import { newViewBody, viewBody, viewParams } from '../../contract/views.ts';
import {
  changeView,
  countViews,
  holdView,
  listViews,
  type StoredView,
  saveView,
  setViewDeleted,
} from '../../store/list/keep-views.ts';

const PATH = '/api/missions/:mission/report-views';
/** So many lists one person keeps in one mission. */
const MOST_OF_ONE = 200;
const UNAUDITED = 'what a person keeps for herself is her own affair; what is shared, or was, is noted';

const list = defineEndpoint({
  method: 'GET',
  path: PATH,
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params, actor }): Promise<SavedView[]> => {
    const { id } = await getMission(sql, params.mission);
    return (await listViews(sql, id, actor.id)).map((view) => replyOf(view, actor));
  },
});

const make = defineEndpoint({
  method: 'POST',
  path: PATH,
  access: 'reader',
  params: missionParams,
  body: newViewBody,
  status: 201,
  unaudited: UNAUDITED,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<SavedView> => {
    const mission = await getWorkingMission(sql, params.mission);
    if ((await countViews(sql, mission.id, actor.id)) >= MOST_OF_ONE) {
      throw new Problem('too-large', { limit: MOST_OF_ONE });
    }
    const owned = { ownerId: actor.id, ownerName: actor.name };
    const isNew = await saveView(sql, { ...body, ...owned, missionId: mission.id, at: now });
    const stored = await getView(sql, { missionId: mission.id, id: body.id, actor });
    if (isNew && stored.isShared) await audit(noteOf('report-view.shared', mission, { after: stored }));
    return replyOf(stored, actor);
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: `${PATH}/:view`,
  access: 'reader',
  params: viewParams,
  body: viewBody,
  unaudited: UNAUDITED,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<SavedView> => {
    const mission = await getWorkingMission(sql, params.mission);
    const before = await getView(sql, { missionId: mission.id, id: params.view, actor });
    requireChangeable(before, actor);
    if (before.isDeleted) throw new Problem('not-found', { what: `view ${params.view}` });
    if (before.revision !== body.base) throw new Problem('changed-meanwhile');
    await changeView(sql, before.id, { ...body, at: now });
    const after = await getView(sql, { missionId: mission.id, id: before.id, actor });
    if (before.isShared || after.isShared) await audit(noteOf(changeName(before, after), mission, { before, after }));
    return replyOf(after, actor);
  },
});

const remove = defineEndpoint({
  method: 'DELETE',
  path: `${PATH}/:view`,
  access: 'reader',
  params: viewParams,
  unaudited: UNAUDITED,
  handle: async ({ sql, params, actor, now, audit }): Promise<undefined> => {
    const mission = await getWorkingMission(sql, params.mission);
    const view = await getView(sql, { missionId: mission.id, id: params.view, actor });
    requireChangeable(view, actor);
    if (view.isDeleted) return;
    await setViewDeleted(sql, view.id, now);
    if (view.isShared) await audit(noteOf('report-view.deleted', mission, { before: view }));
  },
});

const restore = defineEndpoint({
  method: 'POST',
  path: `${PATH}/:view/restoral`,
  access: 'reader',
  params: viewParams,
  unaudited: UNAUDITED,
  handle: async ({ sql, params, actor, audit }): Promise<SavedView> => {
    const mission = await getWorkingMission(sql, params.mission);
    const view = await getView(sql, { missionId: mission.id, id: params.view, actor });
    requireChangeable(view, actor);
    if (view.isDeleted) {
      await setViewDeleted(sql, view.id, null);
      if (view.isShared) await audit(noteOf('report-view.restored', mission, { after: view }));
    }
    return replyOf(view, actor);
  },
});

/** Lists of reports that people keep under a name. */
export const viewEndpoints: readonly Endpoint[] = [list, make, change, remove, restore];

/** A kept list, as far as whoever asks may know of it; what others keep for themselves is as if it were not there. */
async function getView(
  sql: TransactionSql,
  { missionId, id, actor }: { readonly missionId: string; readonly id: string; readonly actor: Actor },
): Promise<StoredView> {
  const view = await holdView(sql, missionId, id);
  if (view === null || (view.ownerId !== actor.id && !view.isShared)) {
    throw new Problem('not-found', { what: `view ${id}` });
  }
  return view;
}

function requireChangeable(view: StoredView, actor: Actor): void {
  if (view.ownerId !== actor.id && !mayEnter('administrator', actor.role)) throw new Problem('forbidden');
}

function changeName(before: StoredView, after: StoredView): string {
  if (before.isShared === after.isShared) return 'report-view.changed';
  return after.isShared ? 'report-view.shared' : 'report-view.unshared';
}

function noteOf(
  action: string,
  { slug, electionId }: { readonly slug: string; readonly electionId: string | null },
  { before, after }: { readonly before?: StoredView; readonly after?: StoredView },
): AuditNote {
  const name = (after ?? before)?.name ?? '';
  const words = { ...(before && { before: wordsOf(before) }), ...(after && { after: wordsOf(after) }) };
  return { action, subject: { kind: 'mission-here', id: slug }, electionId, parameters: { name, ...words } };
}

/** What a kept list is, field by field, as a history shows differences. */
function wordsOf({ name, isShared, view }: StoredView): Record<string, string> {
  const { form, filters, search, sort, columns, size } = view;
  const told = { filters: JSON.stringify(filters), sort: JSON.stringify(sort), columns: columns.join(', ') };
  return { name, shared: String(isShared), form: form ?? '', search: search ?? '', size: String(size), ...told };
}

function replyOf({ ownerId, isDeleted: _, ...view }: StoredView, actor: Actor): SavedView {
  return { ...view, isMine: ownerId === actor.id };
}

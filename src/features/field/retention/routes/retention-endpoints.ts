import { Readable } from 'node:stream';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { must } from '../../../../kernel/result.ts';
import type { Actor } from '../../../../platform/http/access.ts';
import { download } from '../../../../platform/http/download.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { confirmationBody, listParams, missionParams, newListBody, ruleBody } from '../contract.ts';
import { hashOfList, listAsCsv, makeList } from '../jobs/make-list.ts';
import {
  dayEverywhere,
  decideStep,
  kindsDue,
  type RetentionReply,
  type ShownList,
  type StepRefusal,
  total,
} from '../retention.ts';
import {
  askForList,
  confirmList,
  getList,
  listLists,
  lockList,
  type StoredList,
  withdrawList,
} from '../store/keep-lists.ts';
import { findRule, hasOtherAdministrator, listHolds, type StoredRule, saveRule } from '../store/keep-rules.ts';
import { holdEndpoints } from './hold-endpoints.ts';

/** What retention needs of the program around it. */
export interface RetentionGround {
  /** A list was confirmed: the job may begin. */
  readonly wake: () => void;
}

const show = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/retention',
  access: 'administrator',
  params: missionParams,
  handle: async ({ sql, params, actor, now }): Promise<RetentionReply> => {
    const { id } = await getMission(sql, params.mission);
    const [found, day] = [await findRule(sql, id), dayEverywhere(now.getTime())];
    return {
      rule: found === null ? null : ruleOf(found),
      revision: found?.revision ?? 0,
      day,
      due: found === null ? [] : kindsDue(found, day),
      hasSecond: await hasOtherAdministrator(sql, actor.id),
      holds: await listHolds(sql, id),
      lists: (await listLists(sql, id)).map((list) => shownList(list, actor)),
    };
  },
});

const decide = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/retention',
  access: 'administrator',
  recentSignIn: true,
  params: missionParams,
  body: ruleBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<undefined> => {
    const mission = await getMission(sql, params.mission);
    const before = await findRule(sql, mission.id);
    const { endsOn, days, base, reason } = body;
    const by = { id: actor.id, name: actor.name, at: now };
    await saveRule(sql, mission.id, { rule: { endsOn, days }, base, by });
    const told = before === null ? {} : { before: { endsOn: before.endsOn, ...before.days } };
    const parameters = { mission: mission.slug, ...told, after: { endsOn, ...days } };
    await audit({ action: 'mission.retention-set', ...whereOf(mission), reason, parameters });
  },
});

const list = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/retention/lists',
  access: 'administrator',
  params: missionParams,
  body: newListBody,
  status: 201,
  unaudited: 'whoever sends the same again has asked once; the first time is noted',
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownList> => {
    const mission = await getMission(sql, params.mission);
    const rule = await findRule(sql, mission.id);
    const asOf = body.asOf ?? dayEverywhere(now.getTime());
    const kinds = rule === null ? [] : kindsDue(rule, must(parseCalendarDate(asOf), `A day: ${asOf}`));
    if (kinds.length === 0) throw new Problem('retention-not-due', { day: asOf });
    const by = { id: actor.id, name: actor.name, at: now };
    const isNew = await makeList(sql, { id: body.id, missionId: mission.id, asOf, kinds, by });
    const made = await getList(sql, mission.id, body.id);
    if (isNew)
      await audit({ action: 'mission.retention-listed', ...whereOf(mission), parameters: toldOf(mission, made) });
    return shownList(made, actor);
  },
});

const file = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/retention/lists/:list/list.csv',
  access: 'administrator',
  streams: true,
  params: listParams,
  reads: ({ params }) => ({ what: 'retention-list', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ pool, params }) => {
    const mission = await getMission(pool, params.mission);
    const { id, state } = await getList(pool, mission.id, params.list);
    // Of a list that was withdrawn the rows are gone: a file without them would be another list.
    if (state === 'withdrawn') throw new Problem('not-found', { what: `list ${id}` });
    const name = `${mission.slug}-retention-${id}.csv`;
    return download(Readable.from(bytesOf(listAsCsv(pool, id))), { type: 'text/csv; charset=utf-8', name });
  },
});

const confirming = ({ wake }: RetentionGround) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/retention/lists/:list/confirmation',
    access: 'administrator',
    recentSignIn: true,
    params: listParams,
    body: confirmationBody,
    handle: async ({ sql, params, body: { sha256, step: meant, reason }, actor, now, audit }): Promise<ShownList> => {
      const mission = await getMission(sql, params.mission);
      const found = await lockList(sql, mission.id, params.list);
      const step = decideStep({
        ...{ state: found.state, items: total(found.counts), askedBy: found.askedById, by: actor.id },
        early: await earlyKinds(sql, found, now),
        hasSecond: await hasOtherAdministrator(sql, actor.id),
      });
      if (!step.ok) throw step.error === 'same-person' ? new Problem('same-person') : refusalOf(step.error);
      if (step.value !== meant) throw new Problem('retention-step', { step: step.value });
      const rows = formatHex(await hashOfList(sql, found.id));
      if (found.sha256 !== sha256 || rows !== sha256) throw new Problem('changed-meanwhile');
      const by = { id: actor.id, name: actor.name, at: now };
      if (found.state === 'made') await askForList(sql, found, { by, reason });
      if (meant !== 'ask') await confirmList(sql, found.id, by);
      const action = meant === 'ask' ? 'mission.retention-asked' : 'mission.retention-confirmed';
      await audit({ action, ...whereOf(mission), reason, parameters: toldOf(mission, found) });
      wake();
      return shownList(await getList(sql, mission.id, found.id), actor);
    },
  });

const withdraw = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/retention/lists/:list/withdrawal',
  access: 'administrator',
  params: listParams,
  handle: async ({ sql, params, now, audit }): Promise<undefined> => {
    const mission = await getMission(sql, params.mission);
    const found = await lockList(sql, mission.id, params.list);
    if (found.state !== 'made' && found.state !== 'asked') throw refusalOf('state');
    await withdrawList(sql, found.id, now);
    const parameters = toldOf(mission, found);
    await audit({ action: 'mission.retention-withdrawn', ...whereOf(mission), parameters });
  },
});

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}

/** What can be asked about how long a mission keeps what. */
export function retentionEndpoints(ground: RetentionGround): readonly Endpoint[] {
  return [show, decide, list, file, confirming(ground), withdraw, ...holdEndpoints];
}

function ruleOf({ revision: _, setAt, ...rule }: StoredRule): RetentionReply['rule'] {
  return { ...rule, setAt: setAt.toISOString() };
}

type Mission = Awaited<ReturnType<typeof getMission>>;

function whereOf({ slug, electionId }: Mission) {
  return { subject: { kind: 'mission-here', id: slug }, electionId };
}

function toldOf({ slug }: Mission, { asOf, sha256, counts, kinds }: StoredList) {
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, counts[kind] ?? 0]));
  return { mission: slug, label: `${asOf} · ${total(counts)}`, sha256, ...byKind };
}

/** Kinds of a list whose time is not over: it was made for a later day, or the rule was changed since. */
async function earlyKinds(sql: Db, { missionId, kinds }: StoredList, now: Date) {
  const rule = await findRule(sql, missionId);
  const due = rule === null ? [] : kindsDue(rule, dayEverywhere(now.getTime()));
  return kinds.filter((kind) => !due.includes(kind));
}

function refusalOf(code: Exclude<StepRefusal, 'same-person'>): Problem {
  return new Problem('retention-refused', { code });
}

function shownList({ missionId: _, askedById, ...stored }: StoredList, actor: Actor): ShownList {
  const moment = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...stored,
    isAskedByMe: askedById === actor.id,
    madeAt: stored.madeAt.toISOString(),
    askedAt: moment(stored.askedAt),
    confirmedAt: moment(stored.confirmedAt),
    endedAt: moment(stored.endedAt),
  };
}

import { dayInUtc } from '../../../../kernel/calendar-date.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import {
  itemBody,
  itemParams,
  meetingBody,
  meetingParams,
  missionParams,
  newItemBody,
  newMeetingBody,
  restrictedBody,
} from '../contract.ts';
import type { MeetingList, OpenedMeeting, RestrictedNote } from '../meeting.ts';
import {
  findRestricted,
  getMeeting,
  insertItem,
  insertMeeting,
  listItems,
  listMeetings,
  listMeetingVersions,
  saveItem,
  saveMeeting,
  saveRestricted,
} from '../store/keep-meetings.ts';

const reads = ({ params }: { readonly params: { readonly mission: string } }) => {
  return { what: 'meetings', subject: { kind: 'mission-here', id: params.mission } };
};

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/meetings',
  access: 'reader',
  params: missionParams,
  reads,
  handle: async ({ sql, params, now }): Promise<MeetingList> => {
    const { id } = await getMission(sql, params.mission);
    const today = dayInUtc(now);
    return { meetings: await listMeetings(sql, id, { today }), open: await listItems(sql, id, null), today };
  },
});

const open = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/meetings/:meeting',
  access: 'reader',
  params: meetingParams,
  reads,
  handle: async ({ sql, params, now }): Promise<OpenedMeeting> => {
    const { id } = await getMission(sql, params.mission);
    return await openedOf(sql, id, { meeting: params.meeting, now });
  },
});

const add = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/meetings',
  access: 'editor',
  params: missionParams,
  body: newMeetingBody,
  status: 201,
  handle: async ({ sql, params, body: { id, ...words }, actor, now, audit }): Promise<OpenedMeeting> => {
    const mission = await getWorkingMission(sql, params.mission);
    const by = { id: actor.id, name: actor.name, at: now, reason: null };
    const isNew = await insertMeeting(sql, mission.id, { id, words, by });
    const kept = await openedOf(sql, mission.id, { meeting: id, now });
    if (!isNew && !isSame(kept, { ...words, heldAt: new Date(words.heldAt).toISOString() }))
      throw new Problem('conflict', { what: `meeting ${id}` });
    const subject = { kind: 'mission-here', id: mission.slug };
    await audit({
      action: 'meeting.added',
      subject,
      electionId: mission.electionId,
      parameters: { isRepeated: !isNew },
    });
    return kept;
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/meetings/:meeting',
  access: 'editor',
  params: meetingParams,
  body: meetingBody,
  handle: async ({ sql, params, body: { base, reason, ...words }, actor, now, audit }): Promise<OpenedMeeting> => {
    const mission = await getWorkingMission(sql, params.mission);
    const by = { id: actor.id, name: actor.name, at: now, reason };
    await saveMeeting(sql, mission.id, { id: params.meeting, words, base, by });
    const subject = { kind: 'mission-here', id: mission.slug };
    await audit({ action: 'meeting.changed', subject, electionId: mission.electionId, reason });
    return await openedOf(sql, mission.id, { meeting: params.meeting, now });
  },
});

const addItem = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/meetings/:meeting/items',
  access: 'editor',
  params: meetingParams,
  body: newItemBody,
  status: 201,
  handle: async ({ sql, params, body: { id, ...words }, actor, now, audit }): Promise<OpenedMeeting> => {
    const mission = await getWorkingMission(sql, params.mission);
    const { id: meeting } = await getMeeting(sql, mission.id, { id: params.meeting, today: dayInUtc(now) });
    const by = { id: actor.id, name: actor.name, at: now, reason: null };
    const isNew = await insertItem(sql, mission.id, { id, meeting, words, by });
    const kept = await openedOf(sql, mission.id, { meeting, now });
    const item = kept.items.find((one) => one.id === id);
    if (!isNew && (item === undefined || !isSame(item, words))) throw new Problem('conflict', { what: `item ${id}` });
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = { kind: words.kind, isRepeated: !isNew };
    await audit({ action: 'meeting.item-added', subject, electionId: mission.electionId, parameters });
    return kept;
  },
});

const changeItem = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/meetings/:meeting/items/:item',
  access: 'editor',
  params: itemParams,
  body: itemBody,
  handle: async ({ sql, params, body: { base, reason, ...words }, actor, now, audit }): Promise<OpenedMeeting> => {
    const mission = await getWorkingMission(sql, params.mission);
    const by = { id: actor.id, name: actor.name, at: now, reason };
    await saveItem(sql, mission.id, { id: params.item, meeting: params.meeting, words, base, by });
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = { kind: words.kind };
    await audit({ action: 'meeting.item-changed', subject, electionId: mission.electionId, reason, parameters });
    return await openedOf(sql, mission.id, { meeting: params.meeting, now });
  },
});

const readRestricted = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/meetings/:meeting/restricted',
  access: 'editor',
  params: meetingParams,
  reads: ({ params }) => ({
    what: 'meeting-note',
    subject: { kind: 'meeting', id: `${params.mission}/${params.meeting}` },
  }),
  handle: async ({ sql, params, now }): Promise<RestrictedNote> => {
    const { id } = await getMission(sql, params.mission);
    await getMeeting(sql, id, { id: params.meeting, today: dayInUtc(now) });
    return await restrictedOf(sql, id, params.meeting);
  },
});

const writeRestricted = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/meetings/:meeting/restricted',
  access: 'editor',
  params: meetingParams,
  body: restrictedBody,
  handle: async ({ sql, params, body: { text, base, reason }, actor, now, audit }): Promise<RestrictedNote> => {
    const mission = await getWorkingMission(sql, params.mission);
    await getMeeting(sql, mission.id, { id: params.meeting, today: dayInUtc(now) });
    if (base > 0 && reason === null)
      throw new Problem('invalid-input', {}, [{ code: 'required', parameters: {}, column: 'reason' }]);
    const by = { id: actor.id, name: actor.name, at: now, reason };
    await saveRestricted(sql, mission.id, { meeting: params.meeting, text, base, by });
    const subject = { kind: 'mission-here', id: mission.slug };
    await audit({ action: 'meeting.note-changed', subject, electionId: mission.electionId, reason });
    return await restrictedOf(sql, mission.id, params.meeting);
  },
});

/** Whom a mission met, and what has to follow. */
export const meetingEndpoints: readonly Endpoint[] = [
  ...[list, add, open, change],
  ...[addItem, changeItem, readRestricted, writeRestricted],
];

async function openedOf(
  sql: Db,
  missionId: string,
  { meeting, now }: { readonly meeting: string; readonly now: Date },
): Promise<OpenedMeeting> {
  return {
    ...(await getMeeting(sql, missionId, { id: meeting, today: dayInUtc(now) })),
    items: await listItems(sql, missionId, meeting),
    versions: await listMeetingVersions(sql, missionId, { meeting, isRestricted: false }),
  };
}

async function restrictedOf(sql: Db, missionId: string, meeting: string): Promise<RestrictedNote> {
  const versions = await listMeetingVersions(sql, missionId, { meeting, isRestricted: true });
  return { ...(await findRestricted(sql, missionId, meeting)), versions };
}

/** Whether what is kept says what was sent. */
function isSame(kept: object, words: object): boolean {
  const stored = new Map<string, unknown>(Object.entries(kept));
  return Object.entries(words).every(([name, value]) => JSON.stringify(stored.get(name)) === JSON.stringify(value));
}

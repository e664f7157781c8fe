import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { peopleDesk } from '../../../../test/support/people-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import type { MeetingList, OpenedMeeting, RestrictedNote } from './meeting.ts';
import { meetingEndpoints } from './routes/meeting-endpoints.ts';

const { sql } = await testDatabase();
const { newMission, audited, noted } = peopleDesk(sql, meetingEndpoints);

const meetingOf = (more: object = {}) => {
  const words = {
    met: null,
    heldAt: '2020-01-31T10:00:00.000Z',
    place: null,
    tookPart: [],
    topics: null,
    publicNote: null,
  };
  return { institution: 'Office of the invented prosecutor', ...words, struckReason: null, ...more };
};
const itemOf = (more: object = {}) => {
  const dates = { askedOn: null, dueOn: null, doneOn: null };
  return {
    kind: 'request',
    what: 'Number of referrals',
    whose: 'Press office',
    ...dates,
    state: 'open',
    answer: null,
    usedIn: null,
    ...more,
  };
};

async function met() {
  const mission = await newMission();
  const id = randomUUID();
  const meeting = await mission.done<OpenedMeeting>('POST meetings', { id, ...meetingOf() });
  return { mission, id, meeting };
}

describe('a meeting', () => {
  test('is entered once, and each change keeps what stood before, with a reason', async () => {
    const { mission, id, meeting } = await met();
    expect(meeting).toMatchObject({ revision: 1, openItems: 0, hasRestrictedNote: false, versions: [] });
    expect((await mission.ask('editor', 'POST meetings', { id, ...meetingOf() })).status).toBe(201);
    expect((await mission.ask('editor', 'POST meetings', { id, ...meetingOf({ place: 'Here' }) })).status).toBe(409);
    const changed = { ...meetingOf({ topics: 'Complaints' }), base: 1, reason: 'Was left out' };
    expect(await mission.done(`PUT meetings/${id}`, changed)).toMatchObject({
      topics: 'Complaints',
      revision: 2,
      versions: [{ part: 'meeting', before: { topics: null }, by: 'Test editor', reason: 'Was left out' }],
    });
    expect(await mission.ask('editor', `PUT meetings/${id}`, changed)).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile', parameters: { by: 'Test editor' } },
    });
    expect((await mission.ask('editor', `PUT meetings/${id}`, { ...meetingOf(), base: 2 })).status).toBe(422);
    expect((await audited()).map(({ action }) => action).slice(-1)).toEqual(['meeting.changed']);
  });

  test('has a restricted note that readers do not see and whose reading is noted', async () => {
    const { mission, id } = await met();
    const path = `meetings/${id}/restricted`;
    await mission.done(`PUT ${path}`, { text: 'He doubted it', base: 0, reason: null });
    expect((await mission.ask('editor', `PUT ${path}`, { text: 'He denied it', base: 1, reason: null })).status).toBe(
      422,
    );
    await mission.done(`PUT ${path}`, { text: 'He denied it', base: 1, reason: 'Misheard' });
    expect((await mission.ask('editor', `PUT ${path}`, { text: 'x', base: 1, reason: 'late' })).status).toBe(409);
    expect((await mission.ask('reader', `GET ${path}`)).status).toBe(403);
    const opened = await mission.ask<OpenedMeeting>('reader', `GET meetings/${id}`);
    expect(opened.body).toMatchObject({ hasRestrictedNote: true });
    expect(JSON.stringify([opened.body, await mission.done<MeetingList>('GET meetings')])).not.toMatch(
      /doubted|denied/,
    );
    expect(await mission.done<RestrictedNote>(`GET ${path}`)).toMatchObject({
      text: 'He denied it',
      versions: [{ part: 'restricted', before: { text: 'He doubted it' }, reason: 'Misheard' }],
    });
    expect((await noted()).filter(({ kind }) => kind === 'reading.meeting-note')).toHaveLength(1);
  });
});

describe('what has to follow', () => {
  test('is listed while it is open, what is due longest first, and told as overdue', async () => {
    const { mission, id } = await met();
    const [late, later, undated] = [randomUUID(), randomUUID(), randomUUID()];
    await mission.done(`POST meetings/${id}/items`, { id: undated, ...itemOf({ kind: 'follow-up', what: 'Write' }) });
    await mission.done(`POST meetings/${id}/items`, {
      id: later,
      ...itemOf({ askedOn: '2020-02-01', dueOn: '2099-01-01' }),
    });
    await mission.done(`POST meetings/${id}/items`, { id: late, ...itemOf({ dueOn: '2020-02-01' }) });
    const list = await mission.done<MeetingList>('GET meetings');
    expect(list.open.map((one) => one.id)).toEqual([late, later, undated]);
    expect(list.meetings).toMatchObject([{ openItems: 3, overdueItems: 1 }]);
    const answered = { state: 'done', doneOn: '2020-02-03', answer: '12', usedIn: 'Statement', dueOn: '2020-02-01' };
    const sent = { ...itemOf(answered), base: 1, reason: 'Their letter' };
    const opened = await mission.done<OpenedMeeting>(`PUT meetings/${id}/items/${late}`, sent);
    expect(opened).toMatchObject({
      openItems: 2,
      overdueItems: 0,
      versions: [{ part: 'item', before: { state: 'open' } }],
    });
    expect((await mission.done<MeetingList>('GET meetings')).open.map((one) => one.id)).toEqual([later, undated]);
  });

  test.each([
    ['done without a day', { state: 'done' }],
    ['open with the day it was done', { doneOn: '2020-02-01' }],
    ['due before it was asked', { askedOn: '2020-02-02', dueOn: '2020-02-01' }],
    ['a follow-up with an answer', { kind: 'follow-up', answer: 'yes' }],
  ])('%s is refused', async (_, more) => {
    const { mission, id } = await met();
    const sent = { id: randomUUID(), ...itemOf(more) };
    expect((await mission.ask('editor', `POST meetings/${id}/items`, sent)).status).toBe(422);
  });
});

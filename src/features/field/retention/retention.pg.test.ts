import { createHash, randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testArrival } from '../../../../test/support/arrivals.ts';
import { callerOf, fillMission, openWholeServer } from '../../../../test/support/filled-mission.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { testPerson } from '../../../../test/support/typing-desk.ts';
import { parseLeaf } from '../../../ledger/commitment/log-leaf.ts';
import { findDeviceByToken, noteSeen } from '../../mission/devices/access.ts';
import type { ListedDevice } from '../../mission/devices/device-replies.ts';
import type { ShownEntry } from '../entries/report-entry.ts';
import { instanceIdOf } from '../papers/paper.ts';
import type { ArrivedFile } from '../reports/arrival.ts';
import type { ReportReply } from '../reports/arrivals/arrival-replies.ts';
import { checkEvidence } from '../reports/jobs/check-evidence.ts';
import { type RetentionTools, runRetention } from './jobs/run-retention.ts';
import { type RetentionReply, type ShownList, STEPS, type Step } from './retention.ts';

const { sql, owner } = await testDatabase();
const server = await openWholeServer(sql, sql);
const call = callerOf(sql, server);

/** 90 days after this day are over everywhere just when the clock of the tests stands. */
const ENDS_ON = '2023-11-05';
/** Files were stored when the tests ran, years after what their clock says. */
const NOW = new Date(Date.now() + 86_400_000);

/** A mission with something of each kind: what goes, what has to stay, and what changes meanwhile. */
async function missionAtItsEnd() {
  const slug = `m-${randomUUID().slice(0, 8)}`;
  const base = `/api/missions/${slug}`;
  const filled = await fillMission(sql, server, { slug, word: 'heron', count: 3 });
  const [{ id: missionId } = { id: '' }] = await sql<{ id: string }[]>`select id from mission where slug = ${slug}`;
  await workOnSheets(base, missionId, filled.params.paper ?? '');
  const devices = [randomUUID(), randomUUID(), randomUUID()];
  for (const [at, id] of devices.entries())
    await call('administrator1', 'POST', `${base}/devices`, { id, name: `Ann ${at}`, kind: 'odk', login: null });
  const photo = async (text: string) => {
    const { sha256, bytes } = await server.blobs.keep(pieces(`${slug} ${text}`), { maxBytes: 1_000 });
    return { name: `${text}.jpg`, sha256, bytes, contentType: 'image/jpeg' };
  };
  const shared = await photo('shared');
  const own = await photo('own');
  const send = async (name: string, deviceId: string | undefined, files: readonly ArrivedFile[]) =>
    await server.intake.take(missionId, sheetOf({ name: `${name}-${slug}`, files, deviceId }));
  const sent = {
    plain: await send('plain', devices[0], [own, shared]),
    held: await send('held', devices[1], [await photo('appeal'), shared]),
    corrected: await send('corrected', devices[2], [await photo('late')]),
    unread: await send('unread', undefined, [await photo('unread')]),
  };
  await server.readReports();
  const { id: exported, report: entry } = filled.params;
  const sendAgain = () => send('plain', devices[0], [own, shared]);
  return { slug, base, missionId, devices, sent, sendAgain, exported, entry, device: filled.device };
}

/** A record of the form `sheet`; one that is called unread names a form that nobody knows. */
function sheetOf({
  name,
  files,
  deviceId,
}: {
  name: string;
  files: readonly ArrivedFile[];
  deviceId?: string | undefined;
}) {
  const isUnread = name.startsWith('unread');
  const words = { id: `uuid:${name}`, files, ...(deviceId === undefined ? {} : { deviceId }) };
  const arrival = testArrival({ ...words, form: isUnread ? 'nothing' : 'sheet', version: '2' });
  const answers = '<place>Pier</place><voters>7</voters><open>yes</open>';
  const raw = Buffer.from(arrival.raw.toString().replace('<a>1</a>', answers));
  return { ...arrival, raw, sha256: createHash('sha256').update(raw).digest() };
}

/** Of three sheets that two people typed, one is settled and one withdrawn; one still waits. */
async function workOnSheets(base: string, missionId: string, settled: string) {
  const xml =
    '<data id="sheet" version="2"><place>At heron one</place><voters>7</voters><open>yes</open>' +
    `<person><role>heron one</role></person><meta><instanceID>${instanceIdOf(settled)}</instanceID></meta></data>`;
  await call('administrator2', 'POST', `${base}/papers/${settled}/settlement`, { xml, reason: null });
  const [other] = await sql<{ id: string }[]>`
    select id from paper where mission_id = ${missionId} and id <> ${settled} order by id limit 1`;
  await call('editor1', 'POST', `${base}/papers/${other?.id}/withdrawal`, { reason: 'twice' });
}

async function* pieces(text: string) {
  yield Buffer.from(text);
}

/** A mission with nothing but two devices. */
async function missionOfDevices() {
  const [missionId, slug] = [randomUUID(), `m-${randomUUID().slice(0, 8)}`];
  const base = `/api/missions/${slug}`;
  await call('administrator1', 'POST', '/api/missions', { id: missionId, slug, name: { en: slug }, election: null });
  for (const name of ['Ann', 'Ben'])
    await call('administrator1', 'POST', `${base}/devices`, { id: randomUUID(), name, kind: 'odk', login: null });
  return { slug, base, missionId };
}

interface Mission {
  readonly slug: string;
  readonly base: string;
  readonly missionId: string;
}

/** Whom the calls of these tests sign in. */
const PEOPLE = ['administrator1', 'administrator2'].map(testPerson);

const ALL = { people: 90, files: 90, papers: 90, submissions: 90 };

async function setRule({ base }: Mission, days: Readonly<Record<string, number>> = ALL, endsOn = ENDS_ON) {
  const { revision } = await call<RetentionReply>('administrator1', 'GET', `${base}/retention`);
  await call('administrator1', 'PUT', `${base}/retention`, {
    endsOn,
    days,
    base: revision,
    reason: 'the plan says so',
  });
}

async function makeList({ base }: Mission, asOf: string | null = null): Promise<ShownList & { csv: string }> {
  const made = await call<ShownList>('administrator1', 'POST', `${base}/retention/lists`, { id: randomUUID(), asOf });
  const csv = await call<string>('administrator1', 'GET', `${base}/retention/lists/${made.id}/list.csv`);
  return { ...made, csv };
}

const confirm = async (
  { base }: Mission,
  { id, sha256 }: ShownList,
  { person = 'administrator1', step = 'begin' }: { readonly person?: string; readonly step?: Step } = {},
) =>
  await call<ShownList>(person, 'POST', `${base}/retention/lists/${id}/confirmation`, {
    ...{ sha256, step, reason: 'its time is over' },
  });

/** All that could be deleted of a mission and is still there, as its list would name it; where it has two steps, with the step. */
async function present({ missionId }: Mission): Promise<ReadonlySet<string>> {
  const rows = await sql<{ what: string; sha256: string | null }[]>`
    select 'key device/' || id as what, null as sha256 from device
    where mission_id = ${missionId} and (token_hash is not null or ha1_md5 is not null or public_key is not null)
    union all select 'row device/' || id, null from device where mission_id = ${missionId} and name <> pseudonym
    union all select 'row entry/' || id, null from report_entry
    where mission_id = ${missionId} and (reporter is not null or note is not null)
    union all select 'key file/' || report_id || '/' || name, null from report_file
    where mission_id = ${missionId} and key is not null
    union all select 'content file/' || report_id || '/' || name, encode(sha256, 'hex') from report_file
    where mission_id = ${missionId}
    union all select 'row scan/' || id, null from paper where mission_id = ${missionId} and scan_sha256 is not null
    union all select 'row copy/' || e.id, null from paper_entry e join paper p on p.id = e.paper_id
    where p.mission_id = ${missionId} and e.raw is not null
    union all select 'row submission/' || report_id || '/' || number, null from report_item
    where mission_id = ${missionId} and raw is not null`;
  const there = await Promise.all(
    rows.map(async ({ sha256 }) => sha256 === null || (await server.blobs.find(Buffer.from(sha256, 'hex'))) !== null),
  );
  return new Set(rows.flatMap(({ what }, at) => (there[at] === true ? [what] : [])));
}

/** The same for what never goes: answers, how reports stand, hashes, receipts, acts. */
async function lasting({ missionId }: Mission): Promise<string> {
  const rows = await sql<{ text: string }[]>`
    select r::text as text from report_reading r where mission_id = ${missionId}
    union all select concat_ws(' ', report_id, number, encode(sha256, 'hex'), encode(key, 'hex'), leaf_index, erased_at)
    from report_item where mission_id = ${missionId}
    union all select concat_ws(' ', report_id, name, encode(sha256, 'hex'), leaf_index) from report_file
    where mission_id = ${missionId}
    union all select concat_ws(' ', id, state, station, form_name, last_index, version_sha256) from report
    where mission_id = ${missionId}
    union all select a::text from report_act a where mission_id = ${missionId}
    union all select c::text from report_comment c where mission_id = ${missionId} order by text`;
  return rows.map(({ text }) => text).join('\n');
}

/** What a list says may go, in the words of `present`. */
function allowedBy(csv: string): ReadonlySet<string> {
  const rows = csv.trim().split('\n').slice(1);
  return new Set(
    rows.flatMap((row) => {
      const [, , part = '', id = '', label = ''] = row.split(',');
      if (part === 'device') return [`key device/${id}`, `row device/${id}`];
      if (part === 'file') return [`key file/${id}/${label}`, `content file/${id}/${label}`];
      return [part === 'submission' ? `row submission/${id}/${label}` : `row ${part}/${id}`];
    }),
  );
}

const lessOf = (before: ReadonlySet<string>, after: ReadonlySet<string>) =>
  [...before].filter((what) => !after.has(what)).sort();

class Broken extends Error {}

const tools = (change: Partial<RetentionTools> = {}): RetentionTools => ({
  sql,
  blobs: server.blobs,
  now: () => NOW,
  rest: async () => {},
  isEnding: () => false,
  batch: 100,
  ...change,
});

/**
 * Runs the job and ends it again and again: each transaction that does something is undone once, before it is stored, and
 * once followed by the end; each file that is removed as well.
 */
async function runBrokenOffEverywhere(watch: () => Promise<void>): Promise<number> {
  for (let ends = 0; ; ends += 1) {
    const isUndone = ends % 2 === 0;
    const begin = async (work: (transaction: TransactionSql) => Promise<unknown>) => {
      let hasWorked = false;
      const done = await sql.begin(async (transaction) => {
        const result = await work(transaction);
        // Rows are done one by one here: it says true where it did something.
        hasWorked = result === true;
        if (hasWorked && isUndone) throw new Broken();
        return result;
      });
      if (hasWorked) throw new Broken();
      return done;
    };
    const pruneAmong: RetentionTools['blobs']['pruneAmong'] = async (...given) => {
      const removed = await server.blobs.pruneAmong(...given);
      if (isUndone && removed > 0) throw new Broken();
      return removed;
    };
    const broken = new Proxy(sql, { get: (target, name) => (name === 'begin' ? begin : Reflect.get(target, name)) });
    try {
      await runRetention(
        tools({ sql: broken as Sql, blobs: { pruneAmong, find: (hash) => server.blobs.find(hash) }, batch: 1 }),
      );
      return ends;
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
    }
    await watch();
  }
}

describe('OPS-07 retention at T+90 days', () => {
  test('deletes exactly the list of the dry run, keys first, however often it is broken off; counts stand in the log', async () => {
    const mission = await missionAtItsEnd();
    await setRule(mission);
    const { held, corrected } = mission.sent;
    const list = await makeList(mission);
    expect(createHash('sha256').update(list.csv).digest('hex')).toBe(list.sha256);
    expect(list.leftOut).toEqual({ unread: 1, untyped: 3 });
    // Since then: an appeal, a correction by the observer, a new report.
    await call('administrator1', 'POST', `${mission.base}/retention/holds`, {
      ...{ id: randomUUID(), code: held.code, reason: 'under appeal' },
    });
    const holdOf = async (id: string) =>
      (await call<ReportReply>('editor1', 'GET', `${mission.base}/reports/${id}`)).hold;
    expect(await holdOf(held.reportId)).toEqual({ by: 'Person administrator1', at: expect.any(String) });
    expect(await holdOf(corrected.reportId)).toBeNull();
    await server.intake.take(
      mission.missionId,
      testArrival({ id: `uuid:again-${mission.slug}`, corrects: `uuid:corrected-${mission.slug}`, form: 'sheet' }),
    );
    await server.intake.take(mission.missionId, testArrival({ id: `uuid:new-${mission.slug}`, form: 'sheet' }));
    await confirm(mission, list);
    const [before, kept] = [await present(mission), await lasting(mission)];
    const allowed = allowedBy(list.csv);
    const stays = [held.reportId, corrected.reportId, mission.devices[1] ?? ''];
    // One picture came with two reports, of which one is kept.
    const isShared = (what: string) => what.startsWith('content ') && what.endsWith('/shared.jpg');
    const wanted = [...allowed].filter(
      (what) => before.has(what) && !stays.some((id) => what.includes(id)) && !isShared(what),
    );
    const seen: string[][] = [];
    const ends = await runBrokenOffEverywhere(async () => void seen.push([...(await present(mission))]));
    expect(ends).toBeGreaterThan(20);
    const after = await present(mission);
    expect(lessOf(before, after)).toEqual(wanted.sort());
    expect(await lasting(mission)).toBe(kept);
    // At no moment was a file gone whose key was there, or a row before the last file.
    for (const moment of seen.map((names) => new Set(names))) {
      const gone = (step: string) => wanted.filter((what) => what.startsWith(step) && !moment.has(what));
      const left = (step: string) => wanted.filter((what) => what.startsWith(step) && moment.has(what));
      if (gone('content ').length > 0) expect(left('key ')).toEqual([]);
      if (gone('row ').some((what) => !what.startsWith('row scan/'))) expect(left('content ')).toEqual([]);
    }
    const { lists } = await call<RetentionReply>('administrator1', 'GET', `${mission.base}/retention`);
    expect(lists[0]).toMatchObject({ state: 'done', sha256: list.sha256, counts: list.counts });
    const told = { deleted: lists[0]?.outcomes?.deleted, kept: { people: 1, files: 3, papers: 0, submissions: 2 } };
    await server.logs.wake(mission.missionId);
    await server.intake.take(mission.missionId, testArrival({ id: null, form: 'sheet' }));
    const leaves = await sql<{ leaf: Uint8Array }[]>`
      select leaf from log_leaf where mission_id = ${mission.missionId} order by index`;
    const entries = leaves.flatMap(({ leaf }) => {
      const parsed = parseLeaf(leaf);
      return parsed.ok && parsed.value.type === 'retention' ? [parsed.value] : [];
    });
    expect(entries).toMatchObject([{ id: list.id, content: list.sha256, ...told }]);
    expect(await checkEvidence(evidence)).toEqual([]);
  });

  test('a deletion that the list does not name would be found (negative control)', async () => {
    const mission = await missionAtItsEnd();
    await setRule(mission, { people: 90 });
    const list = await makeList(mission);
    await confirm(mission, list);
    const { reportId } = mission.sent.plain;
    await sql`
      insert into retention_item (list_id, place, kind, part, object_id, label, sha256, bytes, mark)
      select ${list.id}, 9999, 'submissions', 'submission', ${reportId}, '1', null, 0,
        concat_ws('.', (select max(leaf_index) from report_item where report_id = ${reportId}), 0)`;
    const before = await present(mission);
    await runRetention(tools());
    const gone = lessOf(before, await present(mission));
    expect(gone.length).toBeGreaterThan(3);
    expect(gone.filter((what) => !allowedBy(list.csv).has(what))).toEqual([`row submission/${reportId}/1`]);
  });
});

describe('what is counted as deleted', () => {
  test('is gone: a list waits for files that came just now, and keeps no other from its end', async () => {
    const [mission, other] = [await missionAtItsEnd(), await missionOfDevices()];
    for (const each of [mission, other]) {
      await setRule(each);
      await confirm(each, await makeList(each));
    }
    // Its own: what other missions of these tests have as well stays with them.
    const isOwn = (what: string) => what.startsWith('content ') && what.endsWith('.jpg');
    const contents = async () => [...(await present(mission))].filter(isOwn).sort();
    const shown = async (of: Mission) =>
      (await call<RetentionReply>('administrator1', 'GET', `${of.base}/retention`)).lists[0];
    const before = await contents();
    expect(before.length).toBeGreaterThan(4);
    // By this clock every file was stored at most two minutes ago.
    const soon = () => new Date(NOW.getTime() - 86_400_000 + 120_000);
    for (const batch of [1, 100]) {
      expect(await runRetention(tools({ now: soon, batch }))).toBe(batch === 1 ? 1 : 0);
      expect(await contents()).toEqual(before);
      expect(await shown(mission)).toMatchObject({ state: 'running', outcomes: null, endedAt: null });
      expect((await shown(mission))?.freshFiles).toBeGreaterThan(4);
      expect(await shown(other)).toMatchObject({ state: 'done' });
    }
    expect(await runRetention(tools())).toBe(1);
    expect(await contents()).toEqual([]);
    expect(await shown(mission)).toMatchObject({ state: 'done', freshFiles: 0 });
  });

  test('is no device that sent within the minute in which it had been heard of', async () => {
    const mission = await missionAtItsEnd();
    await setRule(mission, { people: 90 });
    const [sender, bearer, silent] = mission.devices;
    const before = await heardBeforeList(mission, 61);
    await confirm(mission, await makeList(mission));
    const { slug, missionId } = mission;
    const late = sheetOf({ name: `late-${slug}`, files: [], deviceId: sender });
    await server.intake.take(missionId, { ...late, sender: { ...late.sender, courierId: bearer ?? null } });
    await noteSeen(sql, [sender ?? '', bearer ?? ''], new Date(before.getTime() + 30_000));
    await runRetention(tools());
    const left = await sql<{ id: string }[]>`
      select id from device where mission_id = ${missionId} and forgotten_at is null`;
    expect(left.map(({ id }) => id).sort()).toEqual([sender, bearer].sort());
    const judged = await sql`
      select outcome from retention_item where object_id = any (${[sender, bearer, silent] as string[]}::uuid[])
      order by array_position(${[sender, bearer, silent] as string[]}::uuid[], object_id)`;
    expect(judged.map(({ outcome }) => outcome)).toEqual(['changed', 'changed', 'deleted']);
  });

  test('is no device that was heard of within the minute before the list: of what it fetched then nothing is written', async () => {
    const mission = await missionAtItsEnd();
    await setRule(mission, { people: 90 });
    const at = await heardBeforeList(mission, 59);
    await confirm(mission, await makeList(mission));
    await noteSeen(sql, mission.devices, new Date(at.getTime() + 59_500));
    await runRetention(tools());
    const judged = await sql`
      select distinct outcome from retention_item where object_id = any (${mission.devices}::uuid[])`;
    expect(judged.map(({ outcome }) => outcome)).toEqual(['changed']);
  });
});

/** All devices of a mission were heard of so many seconds before its next list. @returns when. */
async function heardBeforeList(mission: Mission, seconds: number): Promise<Date> {
  const { madeAt } = await makeList(mission);
  const at = new Date(Date.parse(madeAt) - seconds * 1_000);
  await sql`update device set last_seen_at = ${at} where mission_id = ${mission.missionId}`;
  return at;
}

describe('a list', () => {
  test('is made of what is due on a day, and is deleted on no day before', async () => {
    const mission = await missionOfDevices();
    const status = statusOf(mission);
    await setRule(mission, {});
    expect(await status('POST', 'lists', { id: randomUUID(), asOf: null })).toEqual([409, 'retention-not-due']);
    await setRule(mission, { files: 90, people: 91 });
    const now = await makeList(mission);
    expect(now.kinds).toEqual(['files']);
    const later = await makeList(mission, '2024-02-05');
    expect(later.kinds).toEqual(['people', 'files']);
    // The newer one took its place, and nobody can have the older one deleted.
    expect(await status('POST', `lists/${now.id}/confirmation`, { ...confirmation, sha256: now.sha256 })).toEqual([
      ...[409, 'retention-refused'],
    ]);
    expect(await status('POST', `lists/${later.id}/confirmation`, { ...confirmation, sha256: later.sha256 })).toEqual([
      ...[409, 'retention-refused'],
    ]);
    const before = await present(mission);
    await runRetention(tools());
    expect(await present(mission)).toEqual(before);
    await setRule(mission, { files: 90, people: 90 });
    expect((await confirm(mission, later)).state).toBe('waiting');
  });

  test('is confirmed by its hash, and not where its rows say otherwise by now', async () => {
    const mission = await missionOfDevices();
    await setRule(mission);
    const { id, sha256 } = await makeList(mission);
    const status = statusOf(mission);
    const ask = () => status('POST', `lists/${id}/confirmation`, { ...confirmation, sha256 });
    expect(await status('POST', `lists/${id}/confirmation`, { ...confirmation, sha256: 'a'.repeat(64) })).toEqual([
      ...[409, 'changed-meanwhile'],
    ]);
    await owner`update retention_item set label = label || 'x' where list_id = ${id} and place = 1`;
    expect(await ask()).toEqual([409, 'changed-meanwhile']);
    expect(await status('POST', `lists/${id}/withdrawal`)).toEqual([204, undefined]);
    expect(await ask()).toEqual([409, 'retention-refused']);
    expect(await status('GET', `lists/${id}/list.csv`)).toEqual([404, 'not-found']);
  });

  describe('where there is a second administrator', () => {
    beforeAll(async () => {
      for (const { id, name } of PEOPLE)
        await sql`
          insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
          values (${id}, ${name}, ${id}, ${id}, 'administrator', now())`;
    });
    // The others of this file are alone.
    afterAll(async () => await sql`update account set disabled_at = now() where id = ${PEOPLE[1]?.id ?? ''}`);

    const listed = async () => {
      const mission = await missionOfDevices();
      await setRule(mission);
      return { mission, list: await makeList(mission) };
    };
    const step = (meant: Step, person: string, { mission, list }: Awaited<ReturnType<typeof listed>>) =>
      confirm(mission, list, { person, step: meant });
    const stateOf = async ({ mission }: Awaited<ReturnType<typeof listed>>) =>
      (await call<RetentionReply>('administrator1', 'GET', `${mission.base}/retention`)).lists[0]?.state;
    const overtaken = (next: Step) => new RegExp(`409 .*"code":"retention-step".*"step":"${next}"`);

    test('needs them', async () => {
      const here = await listed();
      await expect(step('begin', 'administrator1', here)).rejects.toThrow(overtaken('ask'));
      expect((await step('ask', 'administrator1', here)).state).toBe('asked');
      await runRetention(tools());
      for (const meant of STEPS)
        await expect(step(meant, 'administrator1', here)).rejects.toThrow(/409 .*"code":"same-person"/);
      expect((await step('agree', 'administrator2', here)).state).toBe('waiting');
      const acts = await sql<{ action: string; by: string }[]>`
        select action, actor_name as by from audit_entry
        where action like 'mission.retention-%' and subject_key = ${here.mission.slug} order by id`;
      expect(acts.slice(-2)).toEqual([
        { action: 'mission.retention-asked', by: PEOPLE[0]?.name },
        { action: 'mission.retention-confirmed', by: PEOPLE[1]?.name },
      ]);
    });

    test('asking does not count as agreeing, whatever was asked meanwhile', async () => {
      const here = await listed();
      await step('ask', 'administrator2', here);
      for (const meant of ['ask', 'begin'] as const)
        await expect(step(meant, 'administrator1', here)).rejects.toThrow(overtaken('agree'));
      const before = await present(here.mission);
      await runRetention(tools());
      expect([await stateOf(here), await present(here.mission)]).toEqual(['asked', before]);
    });

    test('of two who ask at once, one has asked and nobody has agreed', async () => {
      for (let round = 0; round < 5; round += 1) {
        const here = await listed();
        const both = await Promise.allSettled(
          ['administrator1', 'administrator2'].map(async (person) => await step('ask', person, here)),
        );
        const told = both.map((end) => (end.status === 'fulfilled' ? end.value.state : String(end.reason)));
        expect(told).toContain('asked');
        expect(told).toContainEqual(expect.stringMatching(overtaken('agree')));
        expect(await stateOf(here)).toBe('asked');
      }
    });

    test('nobody begins or agrees without saying so', async () => {
      const { mission, list } = await listed();
      const body = { sha256: list.sha256, reason: 'r' };
      const sent = [body, { ...body, step: 'confirm' }].map(
        async (given) => await statusOf(mission)('POST', `lists/${list.id}/confirmation`, given),
      );
      expect((await Promise.all(sent)).map(([status]) => status)).toEqual([422, 422]);
    });
  });
});

test('afterwards everything else works, and says what was deleted and when', async () => {
  const mission = await missionAtItsEnd();
  await setRule(mission);
  const { plain } = mission.sent;
  const { openRosaUrl, token } = mission.device;
  expect(openRosaUrl).toContain(token);
  expect(await findDeviceByToken(sql, token)).not.toBeNull();
  await confirm(mission, await makeList(mission));
  await runRetention(tools());
  expect(await findDeviceByToken(sql, token)).toBeNull();
  const at = NOW.toISOString();
  const report = await call<ReportReply>('editor1', 'GET', `${mission.base}/reports/${plain.reportId}`);
  expect(report.files).toMatchObject([
    { isErased: true, deletedAt: at },
    { isErased: true, deletedAt: at },
  ]);
  expect(report.versions).toMatchObject([{ isErased: false, state: 'read', rawDeletedAt: at }]);
  const version = `${mission.base}/reports/${plain.reportId}/versions/${report.versions[0]?.sha256}`;
  expect((await call<{ answers: unknown[] }>('editor1', 'GET', version)).answers.length).toBeGreaterThan(2);
  await expect(call('editor1', 'GET', `${version}/raw`)).rejects.toThrow(/410 .*retention-deleted/);
  const lists = await call<{ reports: unknown[] }>('editor1', 'GET', `${mission.base}/reports`);
  expect(lists.reports.length).toBeGreaterThan(6);
  const devices = await call<ListedDevice[]>('editor1', 'GET', `${mission.base}/devices`);
  expect(devices.map(({ name, login, state, forgottenAt }) => [name, login, state, forgottenAt])).toEqual(
    devices.map(({ pseudonym }) => [pseudonym, null, 'revoked', at]),
  );
  // An export that was made before may hold what was deleted: its file goes. One that is made now works.
  expect(await sql`select state from export_job where id = ${mission.exported ?? ''}`).toEqual([{ state: 'expired' }]);
  const all = await call<string>('administrator1', 'GET', `${mission.base}/reports/export.ndjson`);
  expect(all.trim().split('\n').length).toBeGreaterThan(6);
  const typed = await call<ShownEntry[]>('editor1', 'GET', `${mission.base}/reports/${mission.entry}/entries`);
  expect(typed).toMatchObject([{ reporter: null, note: null, typistName: 'Person editor1' }]);
  // What a phone sends again has the receipt of the first time, and nothing comes back by it.
  const before = await present(mission);
  expect(await mission.sendAgain()).toMatchObject({ status: 'same', code: plain.code });
  await server.readReports();
  expect(await present(mission)).toEqual(before);
  expect(await checkEvidence(evidence)).toEqual([]);
});

const confirmation = { step: 'begin', reason: 'r' };

/** What an administrator is answered: status and kind of problem. */
const statusOf = (mission: Mission) => async (method: string, path: string, body?: unknown) => {
  try {
    await call('administrator1', method, `${mission.base}/retention/${path}`, body);
    return [204, undefined];
  } catch (error) {
    const [, status, code] = /: (\d{3}) .*?"code":"([a-z-]+)"/.exec((error as Error).message) ?? [];
    return [Number(status), code];
  }
};

const evidence = {
  sql,
  logFolder: server.logFolder,
  rest: async () => {},
  isEnding: () => false,
};

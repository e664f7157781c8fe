import { createHash, randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { instanceIdOf } from '../../src/features/field/papers/paper.ts';
import type { ArrivedFile } from '../../src/features/field/reports/arrival.ts';
import { type RetentionTools, runRetention } from '../../src/features/field/retention/jobs/run-retention.ts';
import type { RetentionReply, ShownList, Step } from '../../src/features/field/retention/retention.ts';
import { testArrival } from './arrivals.ts';
import { fillMission } from './filled-mission.ts';
import { testPerson } from './typing-desk.ts';
import { callerOf, openWholeServer } from './whole-server.ts';

/** 90 days after this day are over everywhere just when the clock of the tests stands. */
const ENDS_ON = '2023-11-05';
/** Files were stored when the tests ran, years after what their clock says. */
export const NOW = new Date(Date.now() + 86_400_000);

/** A mission whose data are over. */
export interface Mission {
  readonly slug: string;
  readonly base: string;
  readonly missionId: string;
}

/** Whom the calls of these tests sign in. */
export const PEOPLE = ['administrator1', 'administrator2'].map(testPerson);

const ALL = { people: 90, files: 90, papers: 90, submissions: 90 };

/** A record of the form `sheet`; one that is called unread names a form that nobody knows. */
export function sheetOf({
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

async function* pieces(text: string) {
  yield Buffer.from(text);
}

/** What a list says may go, in the words of `present`. */
export function allowedBy(csv: string): ReadonlySet<string> {
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

export const lessOf = (before: ReadonlySet<string>, after: ReadonlySet<string>) =>
  [...before].filter((what) => !after.has(what)).sort();

class Broken extends Error {}

export const confirmation = { step: 'begin', reason: 'r' };

/** Missions at their end on a database, what is done about them, and what is left. */
export async function openRetention(sql: Sql) {
  const server = await openWholeServer(sql, sql);
  const call = callerOf(sql, server);

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

  /** A mission with nothing but two devices. */
  async function missionOfDevices() {
    const [missionId, slug] = [randomUUID(), `m-${randomUUID().slice(0, 8)}`];
    const base = `/api/missions/${slug}`;
    await call('administrator1', 'POST', '/api/missions', { id: missionId, slug, name: { en: slug }, election: null });
    for (const name of ['Ann', 'Ben'])
      await call('administrator1', 'POST', `${base}/devices`, { id: randomUUID(), name, kind: 'odk', login: null });
    return { slug, base, missionId };
  }

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

  /** All devices of a mission were heard of so many seconds before its next list. @returns when. */
  async function heardBeforeList(mission: Mission, seconds: number): Promise<Date> {
    const { madeAt } = await makeList(mission);
    const at = new Date(Date.parse(madeAt) - seconds * 1_000);
    await sql`update device set last_seen_at = ${at} where mission_id = ${mission.missionId}`;
    return at;
  }

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

  return {
    server,
    call,
    missionAtItsEnd,
    workOnSheets,
    missionOfDevices,
    setRule,
    makeList,
    confirm,
    present,
    lasting,
    tools,
    runBrokenOffEverywhere,
    heardBeforeList,
    statusOf,
    evidence,
  };
}

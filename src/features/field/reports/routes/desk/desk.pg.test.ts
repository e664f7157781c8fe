import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  fillArrivals,
  readUpTo,
  testArrival,
  testFile,
  writeReading,
} from '../../../../../../test/support/arrivals.ts';
import { testApp } from '../../../../../../test/support/http.ts';
import { openIntake } from '../../../../../../test/support/intake.ts';
import { localLists } from '../../../../../../test/support/lists.ts';
import { testDatabase } from '../../../../../../test/support/postgres.ts';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import { stoppedClock } from '../../../../../kernel/time/clock.ts';
import { createLoadMeter } from '../../../../../platform/jobs/load-meter.ts';
import type { AnswersReply, ArrivalCounts, ArrivalPage, ReportReply } from '../../arrivals/arrival-replies.ts';
import { countHeld, countQuarters, countWaiting } from '../../store/show/count-arrivals.ts';
import { type ArrivalFilter, listArrivals } from '../../store/show/list-arrivals.ts';
import { reportDeskEndpoints } from './desk-endpoints.ts';

const { sql, owner } = await testDatabase();
const photo = testFile('hall.jpg', 'a photo');
/** Missions whose held versions were to be read anew. */
const asked: string[] = [];
const blobs = {
  open: async (hash: Uint8Array) =>
    Buffer.from(photo.sha256).equals(hash) ? Readable.from([Buffer.from('a photo')]) : null,
};
const desk = testApp(
  reportDeskEndpoints({
    blobs,
    load: createLoadMeter(stoppedClock(0)),
    readAgain: (id) => asked.push(id),
    lists: localLists(sql),
  }),
  { sql },
);
const one = await openIntake(sql);
const other = await one.beside();
const path = (slug: string, rest: string) => `/api/missions/${slug}/${rest}` as const;

async function get<T>(address: `/${string}`, role: 'reader' | null = 'reader'): Promise<T> {
  const reply = await desk.call(role, `GET ${address}`);
  expect([address, reply.status]).toEqual([address, 200]);
  return (await reply.json()) as T;
}

const DEVICE = randomUUID();
await sql`
  insert into device (id, mission_id, name, pseudonym, kind, created_at)
  values (${DEVICE}, ${one.missionId}, 'Observer 12', '00112233445566aa', 'odk', now())`;
const first = await one.intake.take(one.missionId, testArrival({ id: 'uuid:a', files: [photo], deviceId: DEVICE }));
const edit = await one.intake.take(one.missionId, testArrival({ id: 'uuid:b', corrects: 'uuid:a', answer: '2' }));
const rival = await one.intake.take(one.missionId, testArrival({ id: 'uuid:a', answer: '3' }));
const stranger = await one.intake.take(one.missionId, testArrival({ id: 'uuid:z', form: 'nobody-knows' }));
const elsewhere = await other.intake.take(other.missionId, testArrival({ id: 'uuid:a' }));
await writeReading(sql, one.missionId, {
  index: first.place.index,
  answers: { '/data/a': '1', '/data/note': '<script>alert(1)</script>\u202e' },
  expected: ['hall.jpg', 'sheet.jpg'],
});
await writeReading(sql, one.missionId, { index: edit.place.index, flags: ['edited'], expected: ['sheet.jpg'] });
await readUpTo(sql, one.missionId, edit);
await writeReading(sql, one.missionId, { index: stranger.place.index, reason: 'unknown-form' });

describe('the list of what arrives', () => {
  test('newest first, each with its receipt and how far it was read', async () => {
    const { arrivals, next } = await get<ArrivalPage>(path(one.slug, 'arrivals'));
    expect(arrivals.map(({ code }) => code)).toEqual([stranger, rival, edit, first].map(({ code }) => code));
    expect(arrivals.map(({ state }) => state)).toEqual(['held', 'waiting', 'read', 'read']);
    expect(arrivals.map(({ reason }) => reason)).toEqual(['unknown-form', null, null, null]);
    expect(arrivals[3]).toMatchObject({
      device: { id: DEVICE, name: 'Observer 12', pseudonym: '00112233445566aa' },
      files: { came: 1, expected: 2 },
      formId: 'visit',
      channel: 'odk',
    });
    expect(arrivals[2]?.reportId).toBe(first.reportId);
    expect(next).toBeNull();
  });

  test.each<[string, () => string, () => readonly { code: string }[]]>([
    ['what is held', () => 'show=held', () => [stranger]],
    ['for a reason', () => 'show=held&reason=unknown-form', () => [stranger]],
    ['for no such reason', () => 'show=held&reason=unknown-version', () => []],
    ['with flags', () => 'show=flagged', () => [edit]],
    ['of a device', () => `device=${DEVICE}`, () => [first]],
    ['of a device, held', () => `device=${DEVICE}&show=held`, () => []],
    ['by receipt', () => `search=${edit.code.toLowerCase()}`, () => [edit]],
    ['by the receipt of another mission', () => `search=${elsewhere.code}`, () => []],
    ['by the name of a report', () => 'search=uuid:a', () => [rival, edit, first]],
    ['by the name of an edit', () => 'search=uuid:b', () => [rival, edit, first]],
    ['by the id of a report', () => `search=${stranger.reportId}`, () => [stranger]],
    ['before a place', () => `before=${rival.place.index}`, () => [edit, first]],
    ['of a form that is not there', () => 'form=visit', () => []],
  ])('%s', async (_, query, expected) => {
    const { arrivals } = await get<ArrivalPage>(path(one.slug, `arrivals?${query()}`));
    expect(arrivals.map(({ code }) => code)).toEqual(expected().map(({ code }) => code));
  });

  test('is not sent again as long as nothing changes', async () => {
    const address = `/api/missions/${one.slug}/arrivals?show=held` as const;
    const tag = (await desk.call('reader', `GET ${address}`)).headers.get('etag') ?? '';
    const headers = { cookie: '__Host-scrutineer=reader', 'if-none-match': tag };
    expect((await desk.app.request(address, { headers })).status).toBe(304);
  });

  test('AUTHZ-09 what is not asked for by a known name is refused', async () => {
    expect((await desk.call('reader', `GET /api/missions/${one.slug}/arrivals?mission_id=x`)).status).toBe(422);
  });
});

describe('the counts', () => {
  test('say what came, what waits and what is held', async () => {
    const counts = await get<ArrivalCounts>(path(one.slug, 'arrivals/counts?since=2000-01-01T00:00:00Z'));
    expect(counts).toMatchObject({ arrived: 4, since: 4, isComplete: true });
    expect(counts.waiting).toEqual({ count: 2, isMore: false });
    expect(counts.held).toEqual([{ reason: 'unknown-form', count: 1, isMore: false }]);
    expect(counts.lastAt).not.toBeNull();
    const later = await get<ArrivalCounts>(path(one.slug, 'arrivals/counts?since=2999-01-01T00:00:00Z'));
    expect(later).toMatchObject({ arrived: 4, since: 0 });
  });
});

test('what is held is read anew when an editor asks, and that is noted', async () => {
  expect((await desk.call('reader', `POST /api/missions/${one.slug}/arrivals/read-again`)).status).toBe(403);
  expect((await desk.call('editor', `POST /api/missions/${one.slug}/arrivals/read-again`)).status).toBe(202);
  expect(asked).toEqual([one.missionId]);
  const [act] = await desk.audited();
  expect(act).toMatchObject({ action: 'mission.reports-read-again', details: { count: 1 } });
});

describe('a report', () => {
  test('has its versions in the order of the log, its files and what is missing', async () => {
    const report = await get<ReportReply>(path(one.slug, `reports/${first.reportId}`));
    expect(report.versions.map(({ code }) => code)).toEqual([first.code, edit.code, rival.code]);
    expect(report.files.map(({ name }) => name)).toEqual(['hall.jpg']);
    expect(report.isCut).toBe(false);
    const [, second] = report.versions;
    expect(second).toMatchObject({ instanceId: 'uuid:b', deprecatedId: 'uuid:a', flags: ['edited'] });
  });

  test('tells what its reading noticed, the first twenty where there are many', async () => {
    const noticed = Array.from({ length: 30 }, (_, line) => ({
      code: 'record-element',
      parameters: { path: '/x', line },
    }));
    const at = await sql`
      update report_reading set warnings = ${JSON.stringify(noticed)}::text::json
      where mission_id = ${one.missionId} and leaf_index = ${edit.place.index} returning leaf_index`;
    expect(at).toHaveLength(1);
    const { versions } = await get<ReportReply>(path(one.slug, `reports/${first.reportId}`));
    expect(versions.map(({ warnings }) => warnings)).toEqual([[], noticed.slice(0, 20), []]);
  });

  test('says its answers as texts, whatever stands in them', async () => {
    const { arrivals } = await get<ArrivalPage>(path(one.slug, `arrivals?search=${first.code}`));
    const address = path(one.slug, `reports/${first.reportId}/versions/${arrivals[0]?.sha256}`);
    const { answers } = await get<AnswersReply>(address);
    expect(answers.map(({ value }) => value)).toEqual(['1', '<script>alert(1)</script>\u202e']);
  });

  test('TXT-09 its bytes can only be taken away, never shown', async () => {
    const { arrivals } = await get<ArrivalPage>(path(one.slug, `arrivals?search=${first.code}`));
    const address = path(one.slug, `reports/${first.reportId}/versions/${arrivals[0]?.sha256}/raw`);
    const reply = await desk.call('reader', `GET ${address}`);
    expect(await reply.text()).toBe(
      '<data id="visit" version="1"><a>1</a><meta><instanceID>uuid:a</instanceID></meta></data>',
    );
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(reply.headers.get('content-security-policy')).toContain('sandbox');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('TXT-09 its files can only be taken away, whatever they call themselves', async () => {
    const address = path(one.slug, `reports/${first.reportId}/files/${formatHex(photo.sha256)}`);
    const reply = await desk.call('reader', `GET ${address}`);
    expect([reply.status, await reply.text()]).toEqual([200, 'a photo']);
    expect(reply.headers.get('content-type')).toBe('application/octet-stream');
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(reply.headers.get('content-security-policy')).toContain('sandbox');
    const unknown = path(one.slug, `reports/${first.reportId}/files/${'0'.repeat(64)}`);
    expect((await desk.call('reader', `GET ${unknown}`)).status).toBe(404);
  });

  test('AUTHZ-01 of another mission is not there: by id, version, bytes or file', async () => {
    const { arrivals } = await get<ArrivalPage>(path(one.slug, `arrivals?search=${first.code}`));
    const report = `reports/${first.reportId}`;
    const part = `${report}/versions/${arrivals[0]?.sha256}`;
    for (const rest of [report, part, `${part}/raw`, `${report}/files/${formatHex(photo.sha256)}`]) {
      expect((await desk.call('reader', `GET ${path(other.slug, rest)}`)).status).toBe(404);
      expect((await desk.call('reader', `GET ${path('none', rest)}`)).status).toBe(404);
    }
    expect((await desk.call('reader', `GET ${path(one.slug, `reports/${randomUUID()}`)}`)).status).toBe(404);
  });
});

describe('among many', () => {
  const ALL: ArrivalFilter = {
    ...{ isHeld: false, reason: null, isFlagged: false, form: null },
    ...{ device: null, reports: null, index: null },
  };
  const many = randomUUID();

  /** Rows that were looked at while `work` ran. */
  async function rowsReadBy(work: (tx: typeof sql) => Promise<unknown>): Promise<number> {
    const sums: number[] = [];
    await sql.begin(async (tx) => {
      // What the connection did before may stand in the sums as well.
      const look = async () => {
        const [row] = await tx<{ read: number }[]>`
          select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
          where relname in ('report_item', 'report_reading', 'report_file')`;
        sums.push(row?.read ?? 0);
      };
      await look();
      await work(tx as unknown as typeof sql);
      await look();
    });
    return (sums[1] ?? 0) - (sums[0] ?? 0);
  }

  test('a page costs what it shows, whatever is asked', async () => {
    await sql`insert into mission (id, slug, name, created_at) values (${many}, 'many', ${sql.json({ en: 'Many' })}, now())`;
    await fillArrivals(sql, many, 20_000);
    await owner`analyze report_item, report_reading`;
    const filters: Partial<ArrivalFilter>[] = [
      {},
      { isHeld: true },
      { isHeld: true, reason: 'unknown-form' },
      { isFlagged: true },
      { device: '00000000-0000-7000-8000-000000000003' },
    ];
    for (const filter of filters) {
      for (const before of [null, 10_000]) {
        const asked = { filter: { ...ALL, ...filter }, page: { before, limit: 51 } };
        const read = await rowsReadBy((tx) => listArrivals(tx, { id: many, slug: 'many' }, asked));
        expect(read, JSON.stringify(asked)).toBeLessThan(400);
      }
    }
  });

  test('what was counted is not counted again, and the held are counted up to a limit', async () => {
    expect(await rowsReadBy((tx) => countWaiting(tx, many))).toBeLessThan(5);
    expect(await rowsReadBy((tx) => countQuarters(tx, many, { from: 19_999, limit: 100_000 }))).toBeLessThan(5);
    expect(await countHeld(sql, many)).toEqual([{ reason: 'unknown-form', count: 200, isMore: false }]);
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Sql } from 'postgres';
import { expect } from 'vitest';
import type { Arrival } from '../../src/features/field/reports/arrival.ts';
import type { ReportReply } from '../../src/features/field/reports/arrivals/arrival-replies.ts';
import type { ActReply } from '../../src/features/field/reports/arrivals/standing-replies.ts';
import { reportActEndpoints } from '../../src/features/field/reports/routes/acts/act-endpoints.ts';
import { reportEndpoints } from '../../src/features/field/reports/routes/desk/show-report.ts';
import { stoppedClock } from '../../src/kernel/time/clock.ts';
import { createLoadMeter } from '../../src/platform/jobs/load-meter.ts';
import { testApp } from './http.ts';
import { type Given, openReading, publish } from './reading.ts';

/** A mission whose reports can be worked on. */
export async function openActDesk(sql: Sql) {
  const { intake, missionId, slug, reader, take, ...rest } = await openReading(sql);
  await publish(sql, missionId, { stations: 'name,label\n1001,One\n1002,Two\n' });
  const again: string[] = [];
  const blobs = { open: async () => Readable.from(['a']) };
  const ground = {
    ...{ blobs, load: createLoadMeter(stoppedClock(0)), intake, readAgain: (id: string) => void again.push(id) },
  };
  // The export of everything and lists stand elsewhere.
  const { call, audited } = testApp([...reportActEndpoints(ground), ...reportEndpoints(ground)], { sql });
  const come = async (given: Given, arrival: Partial<Arrival> = {}) => {
    const taken = await take(given, arrival);
    await reader.run();
    return taken.reportId;
  };
  const path = (report: string, more = '') => `/api/missions/${slug}/reports/${report}${more}` as const;
  const show = async (report: string) => {
    const reply = await call('reader', `GET ${path(report)}`);
    expect(reply.status).toBe(200);
    return (await reply.json()) as ReportReply;
  };
  const standingOf = async (report: string) => (await show(report)).standing;
  const act = async (report: string, body: Readonly<Record<string, unknown>>) => {
    const { version: on, lastPlaced = null } = (await standingOf(report)) ?? {};
    const after = body.kind === 'move' || body.kind === 'release' ? { after: lastPlaced } : {};
    const whole = { id: randomUUID(), on, reason: 'because', ...after, ...body };
    const reply = await call('editor', `POST ${path(report, '/acts')}`, whole);
    await reader.run();
    return reply;
  };
  const done = async (report: string, body: Readonly<Record<string, unknown>>) => {
    const reply = await act(report, body);
    expect([reply.status, reply.status === 200 ? null : await reply.text()]).toEqual([200, null]);
    return (await reply.json()) as ActReply;
  };
  return { ...rest, intake, missionId, slug, reader, call, audited, come, path, show, standingOf, act, done, again };
}

/** Status and code of a refusal, with those of what is wrong in it. */
export const codeOf = async (reply: Response) => {
  const { code, issues } = (await reply.json()) as { code: string; issues?: { code: string }[] };
  return [reply.status, code, ...(issues ?? []).map((issue) => issue.code)];
};
/** SHA-256 of a record. */
export const sha = (xml: string) => createHash('sha256').update(xml).digest('hex');

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IS_LONG } from '../../../../test/support/is-long.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import {
  answersByPath,
  type GivenAnswers,
  openReportDesk,
  type SentAct,
} from '../../../../test/support/report-desk.ts';
import type { ReportReply, ShownVersion } from './arrivals/arrival-replies.ts';

const { sql, owner } = await testDatabase();
const RUNS = IS_LONG ? 100 : 6;

type Desk = Awaited<ReturnType<typeof openReportDesk>>;

/** What happens, with choices among what is there then. */
type Step =
  | {
      readonly do: 'come';
      readonly name: string;
      /** Which of the names that came so far it corrects; null: none. */
      readonly corrects: number | null;
      readonly form: string;
      readonly version: string;
      readonly channel: 'odk' | 'api' | 'desk';
      readonly isRevoked: boolean;
      readonly answers: GivenAnswers;
    }
  | { readonly do: 'read' }
  | {
      readonly do: 'act';
      readonly kind: 'correct' | 'void' | 'unvoid' | 'move' | 'restore' | 'release';
      readonly at: number;
      readonly of: number;
      readonly station: string | null;
      readonly answers: GivenAnswers;
    }
  | { readonly do: 'comment'; readonly at: number; readonly isWithdrawn: boolean }
  | { readonly do: 'erase'; readonly at: number };

const answers = fc.record({
  note: fc.constantFrom('x', 'y', 'again', null),
  visits: fc.array(fc.constantFrom('1', '2'), { maxLength: 2 }),
  place: fc.constantFrom('1001', '1002', null),
});
const come = fc.record({
  do: fc.constant('come' as const),
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  corrects: fc.option(fc.nat(9)),
  form: fc.constantFrom('form', 'form', 'form', 'nobody-knows'),
  version: fc.constantFrom('1', '1', '2', '9'),
  channel: fc.constantFrom('odk' as const, 'odk' as const, 'api' as const, 'desk' as const),
  isRevoked: fc.constantFrom(false, false, false, true),
  answers: fc.oneof(answers, answers, fc.constant({ note: 'x', visits: [], place: '9' })),
});
const act = fc.record({
  do: fc.constant('act' as const),
  kind: fc.constantFrom('correct', 'correct', 'release', 'release', 'restore', 'move', 'void', 'unvoid'),
  ...{ at: fc.nat(5), of: fc.nat(5), station: fc.constantFrom('1001', '1002', null), answers },
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: come as fc.Arbitrary<Step> },
  { weight: 4, arbitrary: fc.constant({ do: 'read' as const }) },
  { weight: 7, arbitrary: act as fc.Arbitrary<Step> },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('comment' as const), at: fc.nat(5), isWithdrawn: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), at: fc.nat(5) }) },
);

/** The reports of a mission that have rows of their own, in the order in which they came. */
async function reportsOf({ missionId }: Desk): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from report where mission_id = ${missionId} and state <> 'joined' order by first_index`;
  return rows.map(({ id }) => id);
}

const chosen = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** The same history, step by step. */
class Story {
  readonly sent: SentAct[] = [];
  private readonly desk: Desk;
  private readonly names: string[] = ['a'];
  private waiting = 0;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  async play(one: Step): Promise<void> {
    if (one.do === 'come') return await this.come(one);
    if (one.do === 'read') return await this.read();
    const report = chosen(await reportsOf(this.desk), one.at);
    if (report === undefined) return;
    if (one.do === 'erase') return await this.desk.erase(report);
    const page = await this.desk.show(report);
    if (page.standing === null || page.standing.state === 'erased') return;
    if (one.do === 'comment') await this.desk.comment(report, one.isWithdrawn);
    else await this.act(one, page);
  }

  async read(): Promise<void> {
    await this.desk.read();
    this.waiting = 0;
  }

  private async come({ name, corrects, form, version, ...one }: Extract<Step, { do: 'come' }>): Promise<void> {
    const named = corrects === null ? undefined : chosen(this.names, corrects);
    const given = { id: name, form, version, ...(named === undefined ? {} : { corrects: named }) };
    const fault = one.isRevoked ? 'revoked-device' : null;
    const sender = one.channel === 'odk' ? { sender: this.desk.sender } : {};
    await this.desk.come(given, one.answers, { channel: one.channel, fault, ...sender });
    this.names.push(name);
    this.waiting += 1;
  }

  /** Does it, and once more, as a page does that had no answer; what was chosen has to stand. */
  private async act(one: Extract<Step, { do: 'act' }>, page: ReportReply): Promise<void> {
    const { standing, reportId } = page;
    if (standing?.acts.includes(one.kind) !== true) return;
    const more = this.wordsOf(one, page);
    if (more === null) return;
    const { made = null, ...words } = more;
    const body = { id: randomUUID(), kind: one.kind, on: standing.version, reason: 'because', ...words };
    const reply = await this.desk.post(`${reportId}/acts`, body);
    expect(await this.desk.post(`${reportId}/acts`, body)).toEqual(reply);
    this.sent.push({ report: reportId, body, reply });
    const isAlone = this.waiting === 0;
    await this.read();
    const after = await this.desk.show(reportId);
    if (isAlone) expectDone(one, after);
    const wanted = made ?? (one.kind === 'restore' ? words.version : after.acts.at(-1)?.version);
    const isChoice = ['correct', 'release', 'restore'].includes(one.kind);
    if (isChoice && isAlone) expect([one.kind, after.standing?.version]).toEqual([one.kind, wanted]);
  }

  private wordsOf(one: Extract<Step, { do: 'act' }>, { standing, versions }: ReportReply): Words | null {
    const ofState = (state: string) =>
      chosen(
        versions.filter((version) => version.state === state && !version.isErased),
        one.of,
      );
    switch (one.kind) {
      case 'void':
      case 'unvoid':
        return {};
      case 'move':
        return { station: one.station, after: standing?.lastPlaced ?? null };
      case 'restore': {
        const version = ofState('read')?.sha256;
        return version === undefined ? null : { version };
      }
      case 'release': {
        const held = ofState('held')?.sha256;
        // Somebody has to say which station it is of, where it names one that nobody knows.
        const station = { station: one.station ?? '1001' };
        const device = one.of > 3 ? { device: this.desk.sender.deviceId } : {};
        const form = { form: 'form', number: (one.of % 2) + 1, after: standing?.lastPlaced ?? null };
        return held === undefined ? null : { held, ...form, ...station, ...device };
      }
      case 'correct': {
        const on = versions.find(({ sha256 }) => sha256 === standing?.version);
        const name = `desk-${this.sent.length}`;
        const corrects = on?.instanceId ?? undefined;
        const given = { id: name, version: String((one.of % 2) + 1), ...(corrects === undefined ? {} : { corrects }) };
        const { xml, sha256 } = this.desk.record(given, one.answers);
        this.names.push(name);
        return { xml, made: sha256 };
      }
    }
  }
}

/** What is told of a report once that was done to it. */
function expectDone({ kind, station }: Extract<Step, { do: 'act' }>, { standing }: ReportReply): void {
  if (kind === 'move')
    expect(standing).toMatchObject(station === null ? { isMoved: false } : { station, isMoved: true });
  if (kind === 'void') expect(standing?.state).toBe('void');
  if (kind === 'unvoid') expect(['read', 'held']).toContain(standing?.state);
}

interface Words {
  readonly made?: string;
  readonly version?: string;
  readonly [name: string]: unknown;
}

/** Everything that is shown of reports, as it is when nobody waits for anything. */
async function presentOf(desk: Desk) {
  await desk.read();
  const pages: ReportReply[] = [];
  for (const report of await reportsOf(desk)) {
    const page = await desk.show(report);
    // The log gives acts their numbers when it comes to it.
    pages.push({ ...page, acts: page.acts.map((done) => ({ ...done, index: null })) });
  }
  pages.sort((one, other) => (one.reportId < other.reportId ? -1 : 1));
  const rows = await sql<{ ordinal: number }[]>`select ordinal from report where mission_id = ${desk.missionId}`;
  expect(new Set(rows.map(({ ordinal }) => ordinal))).toEqual(new Set(rows.map((_, at) => at)));
  const loose = await desk.lists();
  await desk.settle();
  expect(await desk.lists()).toEqual(loose);
  return { pages, lists: loose };
}

/** Makes all that was made of what came and of what was done anew. */
async function replay(desk: Desk): Promise<void> {
  const { missionId } = desk;
  await owner.begin(async (tx) => {
    for (const table of ['report', 'report_reading', 'column_chunk', 'column_data', 'column_word']) {
      await tx`delete from ${tx(table)} where mission_id = ${missionId}`;
    }
    await tx`update report_progress set next_index = 0 where mission_id = ${missionId}`;
  });
  await desk.read();
  // Of a report that was erased there is nothing to read, and a row to make.
  await owner`update report_progress set standing_index = 0 where mission_id = ${missionId}`;
}

/** Each version is there as it came, and tells what it says otherwise than another. */
async function expectReadable(desk: Desk, { reportId, versions, acts }: ReportReply): Promise<void> {
  const bySha = new Map(versions.map((version) => [version.sha256, version]));
  for (const [at, version] of versions.entries()) {
    if (version.isErased) continue;
    const said = desk.said.get(version.sha256);
    if (said === undefined || version.state !== 'read') continue;
    const { answers: told } = await desk.get<{ answers: { path: string; value: string }[] }>(
      `${reportId}/versions/${version.sha256}`,
    );
    const spoken = told.filter(({ path }) => !path.startsWith('/data/meta'));
    expect(new Map(spoken.map(({ path, value }) => [path, value]))).toEqual(answersByPath(said));
    const before = versions[at - 1];
    if (before !== undefined) await expectDifference(desk, reportId, { from: before, to: version });
  }
  for (const { on, version } of acts) {
    const [from, to] = [bySha.get(on), bySha.get(version ?? '')];
    if (from !== undefined && to !== undefined) await expectDifference(desk, reportId, { from, to });
  }
}

async function expectDifference(
  desk: Desk,
  reportId: string,
  { from, to }: { readonly from: ShownVersion; readonly to: ShownVersion },
): Promise<void> {
  const { changes, areRead } = await desk.differences(reportId, { from: from.sha256, to: to.sha256 });
  const [before, after] = [desk.said.get(from.sha256), desk.said.get(to.sha256)];
  if (before === undefined || after === undefined || from.state !== 'read' || to.state !== 'read') return;
  expect(areRead).toBe(true);
  const [old, fresh] = [answersByPath(before), answersByPath(after)];
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].filter((path) => old.get(path) !== fresh.get(path));
  const wanted = paths.map((path) => [path, old.get(path) ?? null, fresh.get(path) ?? null]);
  const found = changes.map(({ path, before: one, after: other }) => [path, one?.value ?? null, other?.value ?? null]);
  expect(found.sort()).toEqual(wanted.sort());
}

test('replaying the history from nothing yields the present state, and every earlier version stays readable', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
      const desk = await openReportDesk(sql);
      const story = new Story(desk);
      for (const one of steps) await story.play(one);
      const present = await presentOf(desk);
      for (const page of present.pages) await expectReadable(desk, page);
      const kept = new Set(
        present.pages.flatMap(({ acts }) => acts.flatMap(({ id, reason }) => (reason === null ? [] : [id]))),
      );
      for (const { report, body, reply } of story.sent) {
        // Of an act on what was erased since, nothing is left that could be compared.
        if (kept.has(String(body.id))) expect(await desk.post(`${report}/acts`, body)).toEqual(reply);
      }
      expect(await presentOf(desk)).toEqual(present);
      await replay(desk);
      expect(await presentOf(desk)).toEqual(present);
      await desk.close();
    }),
    // Each run takes seconds: what failed is told as it is, and not looked for in smaller ones until the time is over.
    { numRuns: RUNS, endOnFailure: true },
  );
});

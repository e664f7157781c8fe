import type { Logger } from 'pino';
import type { Sql, TransactionSql } from 'postgres';
import { takeTime } from '../../../../platform/db/time-limits.ts';
import { isInSubset } from '../store/bulk/subset.ts';
import { listDueMissions, listPeers, takeDue } from '../store/find-due.ts';
import { getCheck, listChecks, type StoredCheck } from '../store/keep-checks.ts';
import {
  awaitChanges,
  forgetReports,
  forgetResults,
  judgeInBulk,
  listPending,
  listVerifiable,
  type PendingCheck,
  saveJudged,
  saveResults,
} from '../store/keep-results.ts';
import { type CheckedReport, loadNewestReports, loadNextReports, loadReports } from '../store/load-reports.ts';
import { findRegister, loadSubjects } from '../store/load-world.ts';
import { judgeReports, type OpenCheck } from './judge-reports.ts';
import { RuleShelf } from './open-rules.ts';

/** What checks are run with. */
export interface CheckTools {
  readonly sql: Sql;
  readonly log: Logger;
  readonly now: () => Date;
  /** Waits after work that took so long, in milliseconds. */
  readonly rest: (workedMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
}

/** What the register says figures about. */
type Subjects = Awaited<ReturnType<typeof loadSubjects>>;

/** So many reports are judged in a transaction by the engine. */
const AT_ONCE = 500;
/** So many changed reports are taken in a transaction. */
const DUE_AT_ONCE = 100;

/** Judges reports by the checks of their missions. Running it twice at once is in vain. */
export class CheckRunner {
  private readonly tools: CheckTools;
  private readonly shelf = new RuleShelf();

  constructor(tools: CheckTools) {
    this.tools = tools;
  }

  /** Judges until nothing is left: all reports by checks that have changed, then those that have changed themselves. */
  async run(): Promise<void> {
    for (const pending of await listPending(this.tools.sql)) {
      for (let isDone = false; !isDone && !this.tools.isEnding(); ) {
        isDone = await this.paced(() => this.judgeAll(pending));
      }
    }
    for (const missionId of await listDueMissions(this.tools.sql)) {
      for (let count = 1; count > 0 && !this.tools.isEnding(); )
        count = await this.paced(() => this.judgeDue(missionId));
    }
  }

  private async paced<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const done = await work();
    await this.tools.rest(performance.now() - start);
    return done;
  }

  /** A step of judging all reports by a check. @returns whether it was the last one. */
  private async judgeAll({ id, missionId }: PendingCheck): Promise<boolean> {
    await awaitChanges(this.tools.sql, missionId);
    return await this.tools.sql.begin(async (sql) => {
      await takeTime(sql);
      const check = await getCheck(sql, missionId, { id, isHeld: true });
      const register = await findRegister(sql, missionId);
      const open = check.isOn ? await this.open(sql, check, await loadSubjects(sql, register?.id ?? null)) : null;
      // What was judged bit by bit is as old as its first bit.
      const revision = check.judgedTo === null ? (register?.revision ?? null) : check.judgedRegister;
      const done = { version: check.isOn ? check.ruleVersion : null, register: revision, to: null };
      if (open === null || check.judgedTo === null) await forgetResults(sql, id);
      if (open !== null && !isInSubset(open.rule)) return await this.judgeNext(sql, { check, open, done });
      if (open !== null) await this.judgeInSql(sql, { check, open, electionId: register?.id ?? null });
      await saveJudged(sql, id, done);
      return true;
    });
  }

  private async judgeInSql(
    sql: TransactionSql,
    {
      check,
      open,
      electionId,
    }: { readonly check: StoredCheck; readonly open: OpenCheck; readonly electionId: string | null },
  ): Promise<void> {
    const { missionId, formUuid, otherUuid } = check;
    const order = { missionId, electionId, formUuid, otherUuid, rule: open.rule };
    const at = this.tools.now();
    const left = await judgeInBulk(sql, order, { id: check.id, version: check.ruleVersion, at });
    const save = async (reports: readonly CheckedReport[]) =>
      await saveResults(sql, missionId, {
        results: await judgeReports(sql, electionId, { checks: [open], reports }),
        at,
      });
    for (let from = 0; from < left.length; from += AT_ONCE) {
      await save(await loadNewestReports(sql, check, { ordinals: left.slice(from, from + AT_ONCE), most: AT_ONCE }));
    }
    const verifiable = await listVerifiable(sql, check.id);
    for (let from = 0; from < verifiable.length; from += AT_ONCE) {
      await save(await loadReports(sql, verifiable.slice(from, from + AT_ONCE)));
    }
  }

  /** The next reports by the engine. */
  private async judgeNext(
    sql: TransactionSql,
    {
      check,
      open,
      done,
    }: { readonly check: StoredCheck; readonly open: OpenCheck; readonly done: Parameters<typeof saveJudged>[2] },
  ): Promise<boolean> {
    const reports = await loadNextReports(sql, check, { from: check.judgedTo ?? 0, most: AT_ONCE });
    const register = await findRegister(sql, check.missionId);
    const results = await judgeReports(sql, register?.id ?? null, { checks: [open], reports });
    await saveResults(sql, check.missionId, { results, at: this.tools.now() });
    const last = reports.at(-1);
    const isDone = last === undefined || reports.length < AT_ONCE;
    await saveJudged(sql, check.id, isDone ? done : { ...done, version: null, to: last.ordinal + 1 });
    return isDone;
  }

  /** Some of the reports that have changed, and those that look at them. @returns how many. */
  private async judgeDue(missionId: string): Promise<number> {
    return await this.tools.sql.begin(async (sql) => {
      const due = await takeDue(sql, missionId, DUE_AT_ONCE);
      if (due.length === 0) return 0;
      const register = await findRegister(sql, missionId);
      const subjects = await loadSubjects(sql, register?.id ?? null);
      const checks: OpenCheck[] = [];
      for (const check of await listChecks(sql, missionId)) {
        const open = check.isOn ? await this.open(sql, check, subjects) : null;
        if (open !== null) checks.push(open);
      }
      const own = due.map(({ id }) => id);
      const reports = await loadReports(sql, own);
      const judged = new Set(own);
      await forgetReports(sql, own);
      const results = await judgeReports(sql, register?.id ?? null, { checks, reports });
      for (const check of checks.filter(({ otherUuid }) => otherUuid !== null)) {
        const peers = await loadReports(sql, await listPeers(sql, { missionId, due, formUuid: check.formUuid }));
        const others = peers.filter(({ id }) => !judged.has(id));
        results.push(...(await judgeReports(sql, register?.id ?? null, { checks: [check], reports: others })));
      }
      await saveResults(sql, missionId, { results, at: this.tools.now() });
      return due.length;
    });
  }

  /** The check, ready to judge; null: its rule cannot be read any more, as the register has changed. */
  private async open(sql: TransactionSql, check: StoredCheck, subjects: Subjects): Promise<OpenCheck | null> {
    const read = await this.shelf.read(sql, check, subjects);
    if (!read.ok) {
      this.tools.log.warn(
        { check: check.id, codes: read.error.map(({ code }) => code) },
        'a check cannot be read any more',
      );
      return null;
    }
    const { id, ruleVersion: version, formUuid, otherUuid } = check;
    return { id, version, formUuid, otherUuid, rule: read.value };
  }
}

import { listFileChoices } from '../../forms/access.ts';
import { listUnsettledMissions } from '../store/list/load-rows.ts';
import { listTellingMissions, listUnreadMissions } from '../store/reading/find-unread.ts';
import { listNewestVersions } from '../store/reading/load-forms.ts';
import { listUnfilledMissions } from '../store/standing/fill-standings.ts';
import { fillBatch } from './fill-batch.ts';
import { type ReadBatch, type ReadingTools, readBatch, readHeld } from './read-batch.ts';
import { SETTLED_AT, settleReports } from './settle-reports.ts';

/** How the reader gives way to what is more urgent. */
export interface ReadingPace {
  /** How many versions the next batch may have. */
  readonly most: () => number;
  /** Waits after a batch that took so long, in milliseconds. */
  readonly rest: (workedMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
}

/** Hears of a mission whose log has events to number. */
export type Announced = (missionId: string) => void;

/** Reads what has come, of all missions. Running it twice at once is in vain. */
export interface ReportReader {
  /** Reads until nothing is left. Errors as of the database: what was not read is read the next time. */
  run(): Promise<void>;
  /** Reads anew what is held for want of a form, `formId` null: of any. */
  readAgain(missionId: string, wanted: { readonly formId: string | null }): Promise<void>;
}

/** Makes a reader. */
export function createReportReader(tools: ReadingTools, pace: ReadingPace, announced: Announced): ReportReader {
  return new Reader(tools, pace, announced);
}

/** What has waited so long for its number is told of again: acts at the desk tell the log of nothing by themselves. */
const FORGOTTEN_MS = 10_000;

/** Errors of the database that say nothing of what was to be stored (SQLSTATE classes), and those of the connection. */
const PASSING = /^(?:08|25|40|53|55|57|58|CONNECT|E[A-Z])/;

class Reader implements ReportReader {
  private readonly tools: ReadingTools;
  private readonly pace: ReadingPace;
  private readonly announced: Announced;
  /** Number of the newest version of each form when it was looked last; null: never yet. */
  private known: ReadonlyMap<string, number> | null = null;

  constructor(tools: ReadingTools, pace: ReadingPace, announced: Announced) {
    this.tools = tools;
    this.pace = pace;
    this.announced = announced;
  }

  async run(): Promise<void> {
    await this.lookForForms();
    let [missions, unfilled] = await this.look();
    while (missions.length + unfilled.length > 0 && !this.pace.isEnding()) {
      // One batch of each in turn, so that none waits for all of another.
      for (const missionId of missions) await this.readNext(missionId);
      for (const missionId of unfilled) {
        await this.paced(missionId, (most) => fillBatch(this.tools, { missionId, most }));
      }
      for (const missionId of new Set([...missions, ...unfilled])) await this.settle(missionId);
      [missions, unfilled] = await this.look();
    }
    // What people did at the desk has changed reports, too.
    for (const missionId of await listUnsettledMissions(this.tools.sql, SETTLED_AT)) await this.settle(missionId);
    const forgotten = new Date(this.tools.now().getTime() - FORGOTTEN_MS);
    for (const missionId of await listTellingMissions(this.tools.sql, forgotten)) this.announced(missionId);
  }

  /** Reports that have changed go into columns, once they are many. */
  private async settle(missionId: string): Promise<void> {
    for (let count = 1; count > 0 && !this.pace.isEnding(); ) {
      const start = performance.now();
      count = await settleReports(this.tools.sql, missionId);
      await this.pace.rest(performance.now() - start);
    }
  }

  /** The missions in which something is to be read, and those whose reports want rows. */
  private async look(): Promise<[string[], string[]]> {
    return [await listUnreadMissions(this.tools.sql), await listUnfilledMissions(this.tools.sql)];
  }

  async readAgain(missionId: string, { formId }: { readonly formId: string | null }): Promise<void> {
    let after: number | null = -1;
    while (after !== null && !this.pace.isEnding()) {
      const order = { missionId, formId, after, isHopeless: false };
      const read: ReadBatch & { readonly after: number | null } = await this.paced(missionId, (most) =>
        readHeld(this.tools, { ...order, most }),
      );
      after = read.after;
    }
  }

  /** A form or a version that was not there before may be what some versions wait for. */
  private async lookForForms(): Promise<void> {
    const newest = await listNewestVersions(this.tools.sql);
    const found = new Map(newest.map(({ missionId, formId, number }) => [`${missionId} ${formId}`, number]));
    const { known } = this;
    if (known === null) {
      for (const missionId of new Set(newest.map((form) => form.missionId))) {
        await this.readAgain(missionId, { formId: null });
      }
    } else {
      const fresh = newest.filter(({ missionId, formId, number }) => known.get(`${missionId} ${formId}`) !== number);
      for (const { missionId, formId } of fresh) await this.readAgain(missionId, { formId });
    }
    if ([...found].some(([form, number]) => known?.get(form) !== number)) await listFileChoices(this.tools.sql);
    if (!this.pace.isEnding()) this.known = found;
  }

  /** Where a batch cannot be stored, its versions are read one by one; where one cannot, it is held as it is. */
  private async readNext(missionId: string): Promise<void> {
    try {
      await this.paced(missionId, (most) => readBatch(this.tools, { missionId, most, isHopeless: false }));
    } catch (error) {
      if (PASSING.test(String((error as { code?: unknown }).code))) throw error;
      this.tools.log.error({ err: error, missionId }, 'reading a batch failed');
      await this.readSingly(missionId);
    }
  }

  private async readSingly(missionId: string): Promise<void> {
    const one = (isHopeless: boolean) =>
      this.paced(missionId, () => readBatch(this.tools, { missionId, most: 1, isHopeless }));
    try {
      await one(false);
    } catch (error) {
      if (PASSING.test(String((error as { code?: unknown }).code))) throw error;
      this.tools.log.error({ err: error, missionId }, 'storing a reading failed');
      await one(true);
    }
  }

  private async paced<T extends ReadBatch>(missionId: string, work: (most: number) => Promise<T>): Promise<T> {
    const start = performance.now();
    const read = await work(this.pace.most());
    if (read.announced > 0) this.announced(missionId);
    await this.pace.rest(performance.now() - start);
    return read;
  }
}

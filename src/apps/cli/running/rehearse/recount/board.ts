import type { ResponseBoard } from '../../../../../features/field/visits/visit-replies.ts';
import type { ExpectedVisit, VisitMark } from '../../../../../features/mission/plan/visit.ts';
import type { Desk } from '../desk/desk.ts';
import { clockTime } from '../story/story.ts';
import type { Evidence } from './evidence.ts';
import type { Figures } from './figures.ts';
import { compareBoard, type Disagreement } from './recount.ts';

/** What the board of a mission is held against. */
export interface BoardGround {
  readonly desk: Desk;
  readonly evidence: Evidence;
  readonly slug: string;
  readonly day: string;
  readonly expected: readonly ExpectedVisit[];
  readonly formsOf: (phase: string) => readonly string[];
  readonly figures: Figures;
  /** How often the board is looked at before what it shows is held to be wrong: it follows what comes by itself. */
  readonly patience: number;
  /** Waits before the next look. */
  readonly rest: () => Promise<void>;
  readonly note: (line: string) => void;
}

/** The board of the desk, beside a recount of one's own. */
export class Board {
  readonly evidence: Evidence;
  private readonly ground: BoardGround;
  private expected: readonly ExpectedVisit[];
  private shown: ResponseBoard | null = null;
  private minute: number | null = null;

  constructor(ground: BoardGround) {
    this.ground = ground;
    this.evidence = ground.evidence;
    this.expected = ground.expected;
  }

  mark(visit: number, mark: VisitMark): void {
    this.expected = this.expected.map((one, at) => (at === visit ? { ...one, mark } : one));
  }

  /** Looks until the board shows what was sent; where it does not come to that, each number that differs is a fault. */
  async compare(minute: number): Promise<void> {
    const { figures } = this.ground;
    this.minute = minute;
    const begun = performance.now();
    const found = await this.lookUntilNone(() => this.look());
    figures.compared += 1;
    figures.settledMs.push(performance.now() - begun);
    if (found.length > 0) this.fault('the board is not what was sent', found);
  }

  /** Looks until nothing is left of what is looked for, as long as patience lasts. @returns what was left at the last look. */
  async lookUntilNone<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
    const { patience, rest } = this.ground;
    let left = await look();
    for (let looks = 1; left.length > 0 && looks < patience; looks += 1) {
      await rest();
      left = await look();
    }
    return left;
  }

  fault(what: string, disagreements: readonly Disagreement[] = []): void {
    const { figures, note } = this.ground;
    figures.faults.push(what);
    const at = this.minute === null ? '' : `${clockTime(this.minute)}  `;
    note(`${at}FAULT: ${what}${wordDisagreements(disagreements)}`);
  }

  wordResponse(): string {
    const { visits, stations } = this.shown?.total ?? {};
    return `${visits?.received ?? 0} of ${visits?.expected ?? 0} visits, ${stations?.received ?? 0} of ${stations?.expected ?? 0} stations`;
  }

  private async look(): Promise<Disagreement[]> {
    const { desk, evidence, slug, day, formsOf } = this.ground;
    await evidence.lookOn();
    this.shown = await desk.ask<ResponseBoard>(`GET /api/missions/${slug}/response?day=${day}&by=team`);
    return compareBoard(this.shown, { expected: this.expected, reports: evidence.reports(), formsOf });
  }
}

function wordDisagreements(found: readonly Disagreement[]): string {
  const told = found
    .slice(0, 5)
    .map(({ what, board, recount }) => `${what}: the board says ${board}, the recount ${recount}`);
  return told.length === 0 ? '' : `: ${told.join('; ')}${found.length > 5 ? ' …' : ''}`;
}

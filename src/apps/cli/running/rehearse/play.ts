import { must } from '../../../../kernel/result.ts';
import { newId, type OutboxItem, type Sent, type Telephone } from './channel/telephone.ts';
import type { Desk } from './desk/desk.ts';
import type { ReadyMission } from './desk/prepare-mission.ts';
import { drawPicture } from './records/draw-picture.ts';
import type { Template } from './records/templates.ts';
import { PHOTO_NAME, writeRecord } from './records/write-record.ts';
import type { Board } from './recount/board.ts';
import { count, type Figures } from './recount/figures.ts';
import { clockTime, type Fate, type Story, type StoryAct, type StoryForm } from './story/story.ts';

/** What a day is played with. */
export interface PlayGround {
  readonly seed: string;
  readonly story: Story;
  readonly mission: ReadyMission;
  readonly templates: ReadonlyMap<StoryForm, Template>;
  readonly desk: Desk;
  readonly board: Board;
  readonly figures: Figures;
  /** Compares after each minute, and not at the end alone. */
  readonly isVerified: boolean;
  /** The day has a speed. Without one, minutes in which nothing happens are not looked at. */
  readonly isTimed: boolean;
  /** The last minute that is played. */
  readonly until: number;
  /** Resolves when that minute of the story has come. */
  readonly reach: (minute: number) => Promise<void>;
  /** How far the play is behind its clock, in seconds. */
  readonly lateSeconds: () => number;
  readonly isStopped: () => boolean;
  readonly note: (line: string) => void;
}

const PROGRESS_EVERY = 30;
/** A telephone that hears nothing at the end tries so often. */
const LAST_TRIES = 50;

interface Sealed {
  readonly id: string;
  readonly outboxItem: OutboxItem;
}

/** Plays the day minute by minute, then lets every telephone send what it still has. */
export class Play {
  private readonly ground: PlayGround;
  private readonly sealed = new Map<number, Sealed>();
  private readonly retries = new Set<number>();
  private moves: Extract<StoryAct, { kind: 'move' }>[] = [];

  constructor(ground: PlayGround) {
    this.ground = ground;
  }

  /** @returns the minute after the last one that was played. */
  async play(): Promise<number> {
    const { story, until, reach, isStopped } = this.ground;
    const byMinute = actsByMinute(story.acts);
    let minute = story.begins;
    for (; minute <= until && !isStopped(); minute += 1) {
      await reach(minute);
      if (isStopped()) break;
      await this.playMinute(minute, byMinute.get(minute) ?? []);
      if (minute % PROGRESS_EVERY === 0) this.tell(minute);
    }
    await this.sendTheRest(minute);
    return minute;
  }

  /** Items that no telephone has a receipt for, of telephones that are still heard. */
  unreceived(): number {
    const { story, mission } = this.ground;
    const heard = mission.telephones.filter((_, at) => !story.silentFrom.has(at));
    return heard.reduce((sum, telephone) => sum + telephone.waiting().length, 0);
  }

  /** Items that a telephone has a receipt for. */
  received(): number {
    return this.items().filter(({ receipt }) => receipt !== null).length;
  }

  /** Items that went silent with their telephones. */
  silenced(): number {
    const { story, mission } = this.ground;
    return [...story.silentFrom.keys()].reduce((sum, at) => sum + (mission.telephones[at]?.waiting().length ?? 0), 0);
  }

  /** Everything that was sealed, with what its telephone knows. */
  items(): OutboxItem[] {
    return [...this.sealed.values()].map(({ outboxItem }) => outboxItem);
  }

  private async playMinute(minute: number, acts: readonly StoryAct[]): Promise<void> {
    const { board, isVerified, isTimed } = this.ground;
    for (const act of acts) {
      if (act.kind === 'seal') this.seal(act);
      else if (act.kind === 'mark') await this.mark(act);
      else if (act.kind === 'move') this.moves.push(act);
    }
    const due = [...this.retries].map((device) => ({ device, fate: 'whole' as const }));
    this.retries.clear();
    const sends = acts.filter((act) => act.kind === 'send');
    await Promise.all([...due, ...sends].map(({ device, fate }) => this.send(device, { fate, minute })));
    await this.moveWhatCame();
    if (isVerified && (isTimed || acts.length > 0)) await board.compare(minute);
  }

  private isSilent(device: number, minute: number): boolean {
    return minute >= (this.ground.story.silentFrom.get(device) ?? Number.POSITIVE_INFINITY);
  }

  private seal({ device, minute, item }: Extract<StoryAct, { kind: 'seal' }>): void {
    if (this.isSilent(device, minute)) return;
    const { templates, seed, board, figures } = this.ground;
    const template = must(templates.get(item.form), `Find the form ${item.form}`);
    const before = item.corrects === null ? null : must(this.sealed.get(item.corrects), 'Correct a report');
    const now = Date.now();
    const [id, corrects] = [newId(now), before?.id ?? null];
    const telephone = this.telephone(device);
    const xml = writeRecord(template, item, { seed, id, corrects, device: telephone.pseudonym, now });
    const photo = item.hasPhoto ? { name: PHOTO_NAME, bytes: drawPicture(`${seed}/${item.number}`) } : null;
    const { formId: form, version: formVersion } = template;
    const report = before?.outboxItem.report ?? newId(now);
    const content = Buffer.from(xml);
    const outboxItem = telephone.seal({ id, report, corrects, form, formVersion, content, photo, now });
    this.sealed.set(item.number, { id, outboxItem });
    board.evidence.keep({ sha256: outboxItem.sha256, xml });
    figures.sealed += 1;
  }

  private telephone(device: number): Telephone {
    return must(this.ground.mission.telephones[device], `Find telephone ${device}`);
  }

  private async send(device: number, { fate, minute }: { fate: Fate; minute: number }): Promise<void> {
    const telephone = this.telephone(device);
    if (this.isSilent(device, minute) || (telephone.waiting().length === 0 && fate !== 'twice')) return;
    this.note(await telephone.send(fate), fate);
    const isOver = fate === 'whole' || fate === 'twice';
    if (isOver && telephone.waiting().length > 0) this.retries.add(device);
  }

  private note({ answers, tookMs, photos, failure }: Sent, fate: Fate): void {
    const { figures, board } = this.ground;
    figures.batches += 1;
    figures.photos += photos;
    if (fate === 'answer-lost' || fate === 'broken-off' || failure !== null) figures.unheard += 1;
    if (failure !== null) count(figures.failures, failure);
    if (tookMs !== null) figures.receiptMs.push(tookMs);
    for (const { of, answer } of answers) {
      count(figures.statuses, answer.status);
      if (answer.status === 'refused' || answer.status === 'rival')
        board.fault(`a report was answered ${answer.status}: ${answer.reason} ${answer.detail ?? ''}`);
      if (answer.receipt !== null && answer.receipt !== of.receipt)
        board.fault(`a report that had the receipt ${of.receipt} was given another one: ${answer.receipt}`);
    }
  }

  /** The desk looks at stations that cannot be: it moves a report once it has come, and tries again later where it has not. */
  private async moveWhatCame(): Promise<void> {
    const { board, desk, mission, figures } = this.ground;
    if (this.moves.length > 0) await board.evidence.lookOn();
    const waiting: typeof this.moves = [];
    for (const move of this.moves) {
      const sha256 = this.sealed.get(move.item)?.outboxItem.sha256 ?? '';
      const held = board.evidence.held.get(sha256);
      if (held === undefined || !(await board.evidence.isRead(held))) {
        waiting.push(move);
        continue;
      }
      const act = { kind: 'move', station: move.station, after: null, reason: 'The observer was at another station.' };
      const path = `/api/missions/${mission.slug}/reports/${held.reportId}/acts`;
      await desk.ask(`POST ${path}`, { id: crypto.randomUUID(), on: sha256, ...act });
      board.evidence.move(held.reportId, move.station);
      figures.moves += 1;
    }
    this.moves = waiting;
  }

  private async mark({ visit, mark }: Extract<StoryAct, { kind: 'mark' }>): Promise<void> {
    const { desk, mission, story, figures, board } = this.ground;
    const id = must(mission.visitIds[visit], 'Mark a visit');
    const { position } = must(story.visits[visit], 'Mark a visit');
    const words = { position, mark, markedAt: null, note: 'Told by telephone.', base: 1, reason: null };
    await desk.ask(`PUT /api/missions/${mission.slug}/plan/visits/${id}`, words);
    board.mark(visit, mark);
    figures.marks += 1;
  }

  private async sendTheRest(minute: number): Promise<void> {
    const { mission, story } = this.ground;
    const heard = [...mission.telephones.keys()].filter((at) => !story.silentFrom.has(at));
    for (let tries = 0; tries < LAST_TRIES && this.unreceived() > 0; tries += 1)
      for (const device of heard) await this.send(device, { fate: 'whole', minute });
    await this.ground.board.compare(minute);
    await this.moveWhatCame();
    await this.ground.board.compare(minute);
  }

  private tell(minute: number): void {
    const { figures, board, lateSeconds, note } = this.ground;
    const faults = figures.faults.length === 0 ? 'no fault' : `${figures.faults.length} faults`;
    const late = lateSeconds() > 1 ? `, ${Math.round(lateSeconds())} s behind` : '';
    note(
      `${clockTime(minute)}  ${figures.sealed} sealed, ${this.received()} receipts, ${board.wordResponse()}, ${faults}${late}`,
    );
  }
}

function actsByMinute(acts: readonly StoryAct[]): ReadonlyMap<number, StoryAct[]> {
  const byMinute = new Map<number, StoryAct[]>();
  for (const act of acts) byMinute.set(act.minute, [...(byMinute.get(act.minute) ?? []), act]);
  return byMinute;
}

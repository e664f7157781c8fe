import { type Seeded, seeded, shuffled } from '../../../../../kernel/seed.ts';
import { dealTroubles, type VisitTroubles } from './deal-troubles.ts';
import { drawRoutes, type Routes } from './routes.ts';
import { planSends } from './sends.ts';
import {
  type Story,
  type StoryAct,
  type StoryForm,
  type StoryItem,
  type StorySize,
  type StoryVisit,
  TROUBLES,
  type Trouble,
} from './story.ts';

const BEGINS = 6 * 60;
const ENDS = 22 * 60 + 30;
const SHARE_OF_DROP_OUTS = 0.02;

/** The same size and seed tell the same story, on every machine. @throws RangeError where there are too few stations. */
export function tellStory(size: StorySize): Story {
  const routes = drawRoutes(size);
  const telling = new Telling(size, routes);
  for (const at of routes.visits.keys()) telling.tellVisit(at);
  const { sends, counts } = planSends(size.seed, { sealed: telling.seals, silentFrom: telling.silentFrom });
  const acts = [...telling.acts, ...telling.seals, ...sends].sort((one, other) => one.minute - other.minute);
  const { teams, visits } = routes;
  const troubles = { ...telling.troubles, ...counts };
  return { teams, visits, acts, troubles, silentFrom: telling.silentFrom, begins: BEGINS, ends: ENDS };
}

type Seal = Extract<StoryAct, { kind: 'seal' }>;

class Telling {
  readonly acts: StoryAct[] = [];
  readonly seals: Seal[] = [];
  readonly silentFrom = new Map<number, number>();
  readonly troubles = Object.fromEntries(TROUBLES.map((name) => [name, 0])) as Record<Trouble, number>;
  private readonly size: StorySize;
  private readonly routes: Routes;
  private readonly dealt: VisitTroubles;
  private readonly random: Seeded;
  private readonly constituencies: ReadonlyMap<string, string | null>;
  private readonly marked = new Set<number>();

  constructor(size: StorySize, routes: Routes) {
    this.size = size;
    this.routes = routes;
    this.dealt = dealTroubles(size.seed, routes);
    this.random = seeded(`${size.seed}/day`);
    this.constituencies = new Map(size.stations.map(({ code, constituency }) => [code, constituency]));
    const count = Math.max(1, Math.round(size.observers * SHARE_OF_DROP_OUTS));
    const alone = routes.teams.filter(({ observers }) => observers.length === 1).map(({ observers }) => observers[0]);
    for (const observer of shuffled(this.random, alone).slice(0, count))
      this.silentFrom.set(observer ?? 0, 12 * 60 + this.random.below(240));
    this.troubles['dropped-out'] = this.silentFrom.size;
    this.troubles['conflicting-pair'] = routes.pairs.length;
  }

  tellVisit(at: number): void {
    const visit = this.routes.visits[at] as StoryVisit;
    const { arrived, left } = this.timesOf(visit);
    const [first = 0, second] = this.routes.teams[visit.team]?.observers ?? [];
    const { notOpen, refusedEntry, stayedAway } = this.dealt;
    if (left >= (this.silentFrom.get(first) ?? Number.POSITIVE_INFINITY)) {
      this.missEnd(at, visit);
      return;
    }
    if (notOpen.has(at)) {
      this.mark(at, { minute: arrived + 10, mark: 'not-open' });
      return;
    }
    if (refusedEntry.has(at)) {
      this.mark(at, { minute: arrived + 10, mark: 'refused-entry' });
      return;
    }
    if (stayedAway.has(at)) {
      this.troubles['stayed-away'] += 1;
      return;
    }
    this.report(at, { observer: first, arrived, left });
    if (second !== undefined && this.random.below(2) === 0) {
      this.troubles['second-observer'] += 1;
      const outlook = this.random.below(4) === 0 ? 'bad' : 'good';
      const { phase: form, station } = visit;
      this.seal(second, { minute: left + this.random.below(9), form, station, arrived, left, outlook });
    }
    this.tellMore(at, { observer: first, left });
  }

  /** The first visit that a silent telephone misses is marked: its observer could not be spoken to. */
  private missEnd(at: number, { team }: StoryVisit): void {
    if (this.marked.has(team)) return;
    this.marked.add(team);
    const silent = this.silentFrom.get(this.routes.teams[team]?.observers[0] ?? 0) ?? ENDS;
    this.acts.push({ kind: 'mark', minute: silent + 60, visit: at, mark: 'unreachable' });
  }

  private mark(visit: number, { minute, mark }: { minute: number; mark: 'not-open' | 'refused-entry' }): void {
    this.troubles[mark] += 1;
    this.acts.push({ kind: 'mark', minute, visit, mark });
  }

  private report(at: number, { observer, arrived, left }: { observer: number; arrived: number; left: number }): void {
    const { phase: form, station } = this.routes.visits[at] as StoryVisit;
    const { wrongStation, contrary, photo, correction } = this.dealt;
    const isWrong = wrongStation.has(at);
    const hasPhoto = photo.has(at);
    const named = isWrong ? this.otherStation(station) : station;
    const outlook = contrary.has(at) ? 'bad' : 'good';
    const more = { form, station: named, arrived, left, outlook } as const;
    const number = this.seal(observer, { minute: left, hasPhoto, ...more });
    if (hasPhoto) this.troubles.photo += 1;
    if (isWrong) {
      this.troubles['wrong-station'] += 1;
      this.acts.push({
        kind: 'move',
        minute: Math.min(left + 30 + this.random.below(60), ENDS),
        item: number,
        station,
      });
    }
    if (correction.has(at)) {
      this.troubles.correction += 1;
      this.seal(observer, { minute: left + 20 + this.random.below(40), corrects: number, ...more, outlook: 'bad' });
    }
  }

  /** What a team sees beside its route. */
  private tellMore(at: number, { observer, left }: { observer: number; left: number }): void {
    const { station } = this.routes.visits[at] as StoryVisit;
    if (this.dealt.extraAfter.has(at)) {
      this.troubles['extra-visit'] += 1;
      const place = { station: this.otherStation(station), arrived: left + 5, left: left + 20 };
      this.seal(observer, { minute: left + 20, form: 'voting', ...place });
    }
    if (this.dealt.incident.has(at)) {
      this.troubles.incident += 1;
      const hasPhoto = this.random.below(2) === 0;
      if (hasPhoto) this.troubles.photo += 1;
      this.seal(observer, { minute: left + 3, form: 'incident', station, arrived: left - 5, left, hasPhoto });
    }
  }

  private seal(
    device: number,
    told: { minute: number; form: StoryForm; station: string } & Partial<Omit<StoryItem, 'form' | 'station'>>,
  ): number {
    const { minute, ...more } = told;
    const number = this.seals.length;
    const constituency = this.constituencies.get(told.station) ?? null;
    const rest = { outlook: 'good', arrived: minute, left: minute, hasPhoto: false, corrects: null } as const;
    const item: StoryItem = { ...rest, ...more, number, constituency };
    this.seals.push({ kind: 'seal', minute: Math.min(minute, ENDS - 20), device, item });
    return number;
  }

  private otherStation(station: string): string {
    const others = this.size.stations.filter(({ code }) => code !== station);
    return others[this.random.below(others.length)]?.code ?? station;
  }

  private timesOf({ phase, position }: StoryVisit): { arrived: number; left: number } {
    const { random, size } = this;
    if (phase === 'opening') return { arrived: 430 + random.below(25), left: 490 + random.below(20) };
    if (phase === 'closing') return { arrived: 1_105 + random.below(20), left: 1_190 + random.below(110) };
    const stops = Math.max(1, size.stationsEach - (size.stationsEach > 2 ? 2 : size.stationsEach - 1));
    const each = Math.floor(570 / stops);
    const begins =
      520 + (position - (size.stationsEach > 1 ? 2 : 1)) * each + random.below(Math.max(1, Math.floor(each / 3)));
    return { arrived: begins, left: begins + 15 + random.below(Math.max(5, Math.floor(each / 3))) };
  }
}

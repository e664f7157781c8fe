import { createHash } from 'node:crypto';
import http from 'node:http';
import type { ItemAnswer } from '../../src/features/field/reports/arrivals/sync-answer.ts';
import type { SentItem } from '../../src/features/field/reports/signed-text.ts';
import { pickOne, type Seeded, seeded, shuffled } from '../../src/kernel/seed.ts';
import { newId, type SyncServer, type TestPhone } from './sync-server.ts';

/** What simulated phones went through. */
export interface PhonesRun {
  /** Every item that was ever sealed. */
  readonly sealed: readonly SentItem[];
  /** Receipts that a phone was given for an item, by the id and hash of the item: there should be one each. */
  readonly receipts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Statuses that were answered, and how often. */
  readonly statuses: ReadonlyMap<string, number>;
}

const DAY_MS = 86_400_000;
/** How far clocks of phones are from the right time. */
const CLOCKS = [0, 0, 0, -3 * 365 * DAY_MS, 3_600_000, -90_000, 20 * 365 * DAY_MS];
const MOST_IN_BATCH = 20;

/**
 * So many phones do so many things in all, as a seed says: they seal reports and corrections, send batches in any order,
 * twice, or for one another, lose the request on its way or the answer, forget what was acknowledged; the server is
 * restarted in between. In the end each sends what it has no receipt for until it has.
 */
export async function runPhones(
  server: SyncServer,
  { seed, phones, operations }: { seed: string; phones: number; operations: number },
): Promise<PhonesRun> {
  const world = new World(server);
  const fleet: Simulated[] = [];
  for (let at = 0; at < phones; at += 1) {
    const random = seeded(`${seed}/${at}`);
    fleet.push(new Simulated(await server.addPhone(`Phone ${at}`), { world, fleet, random }));
  }
  const each = Math.ceil(operations / phones);
  let done = 0;
  const restartEvery = Math.ceil(operations / 6);
  const run = async (phone: Simulated) => {
    for (let at = 0; at < each; at += 1) {
      await phone.act();
      done += 1;
      if (done % restartEvery === 0) await server.restart();
    }
  };
  await Promise.all(fleet.map(run));
  await Promise.all(fleet.map((phone) => phone.finish()));
  return world;
}

class World implements PhonesRun {
  readonly server: SyncServer;
  readonly sealed: SentItem[] = [];
  readonly receipts = new Map<string, Set<string>>();
  readonly statuses = new Map<string, number>();

  constructor(server: SyncServer) {
    this.server = server;
  }

  note(item: SentItem, { status, receipt }: ItemAnswer): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (receipt === null) return;
    const key = keyOf(item);
    this.receipts.set(key, (this.receipts.get(key) ?? new Set()).add(receipt));
  }
}

/** What tells items apart: the id of the version and the hash of its content. */
export function keyOf(item: SentItem): string {
  return `${item.id} ${item.sha256}`;
}

class Simulated {
  readonly outbox: SentItem[] = [];
  private acknowledged = new Set<string>();
  private readonly phone: TestPhone;
  private readonly world: World;
  private readonly fleet: readonly Simulated[];
  private readonly random: Seeded;
  private readonly clock: number;

  constructor(phone: TestPhone, given: { world: World; fleet: readonly Simulated[]; random: Seeded }) {
    this.phone = phone;
    this.world = given.world;
    this.fleet = given.fleet;
    this.random = given.random;
    this.clock = pickOne(given.random, CLOCKS);
  }

  /** Does one thing. */
  async act(): Promise<void> {
    const chance = this.random.below(100);
    if (chance < 45) this.seal({});
    else if (chance < 55) this.correct();
    else if (chance < 58) this.contradict();
    else if (chance < 60) this.acknowledged = new Set();
    else if (chance < 65) await this.bring();
    else await this.send(this.waiting());
  }

  /** Sends until there is a receipt for everything. */
  async finish(): Promise<void> {
    for (let rest = this.waiting(); rest.length > 0; rest = this.waiting()) {
      await this.exchange(rest.slice(0, MOST_IN_BATCH));
    }
  }

  private seal(given: { id?: string; report?: string; corrects?: string }): void {
    const deviceTime = new Date(Date.now() + this.clock).toISOString();
    const item = this.phone.item({ ...given, deviceTime, answer: String(this.random.word()) });
    this.outbox.push(item);
    this.world.sealed.push(item);
  }

  private correct(): void {
    const base = this.anySealed();
    this.seal({ id: newId(), report: String(base.report), corrects: String(base.id) });
  }

  /** Other content under the name of a version, as a copied profile of a phone would send. */
  private contradict(): void {
    const base = this.anySealed();
    this.seal({ id: String(base.id), report: String(base.report) });
  }

  private anySealed(): SentItem {
    if (this.outbox.length === 0) this.seal({});
    return pickOne(this.random, this.outbox);
  }

  private async bring(): Promise<void> {
    const other = pickOne(this.random, this.fleet);
    if (other.outbox.length > 0) await this.send([pickOne(this.random, other.outbox), ...this.waiting()]);
  }

  private waiting(): SentItem[] {
    return this.outbox.filter((item) => !this.acknowledged.has(keyOf(item)));
  }

  private async send(items: readonly SentItem[]): Promise<void> {
    const batch = shuffled(this.random, items).slice(0, MOST_IN_BATCH);
    const fate = this.random.below(10);
    if (fate < 2) await this.lose(batch, { afterSharedOf: this.random.share() });
    else if (fate < 3) await Promise.all([this.exchange(batch), this.exchange(shuffled(this.random, batch))]);
    else if (fate < 4) await this.exchange([...batch, ...batch]);
    else await this.exchange(batch);
  }

  /** A batch and its answer; nothing is known where the connection breaks. */
  private async exchange(batch: readonly SentItem[]): Promise<void> {
    const answers = await this.phone.sync(batch).catch((error: NodeJS.ErrnoException) => {
      if (error.code === undefined) throw error;
      return [];
    });
    for (const [at, answer] of answers.entries()) {
      const item = batch[at];
      if (item === undefined || answer.id !== item.id) throw new Error(`Send a batch: answer ${at} is of ${answer.id}`);
      this.world.note(item, answer);
      if (answer.receipt !== null) this.acknowledged.add(keyOf(item));
    }
  }

  /** Breaks off when that part of the request has been sent; of whole ones the answer is lost. */
  private async lose(batch: readonly SentItem[], { afterSharedOf }: { afterSharedOf: number }): Promise<void> {
    const body = Buffer.from(JSON.stringify({ items: batch }));
    const path = `/sync/${this.phone.slug}`;
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const headers = {
      authorization: this.phone.authorize({ method: 'POST', path, bodyHash }),
      'content-length': String(body.length),
    };
    await new Promise<void>((resolve) => {
      const there = { host: '127.0.0.1', port: this.phone.port, agent: false } as const;
      const request = http.request({ ...there, method: 'POST', path, headers });
      request.on('error', () => resolve());
      request.on('close', () => resolve());
      const part = afterSharedOf < 0.5 ? body.subarray(0, Math.floor(body.length * afterSharedOf)) : body;
      request.write(part, () => request.destroy());
    });
  }
}

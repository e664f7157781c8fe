import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExportAsk, ExportFormat, ShownExport } from '../../../src/features/field/exports/export-job.ts';
import { startSession } from '../../../src/features/office/accounts/store/keep-sessions.ts';
import type { Uuid } from '../../../src/kernel/ids.ts';
import { must } from '../../../src/kernel/result.ts';
import { hashToken, newToken, SESSION_COOKIE } from '../../../src/platform/http/session.ts';
import { exportAsk } from '../../../test/support/exported-reports.ts';
import type { Ground } from '../intake/ground.ts';
import { WIDE_FORM } from './fill-wide.ts';

const LOOK_MS = 100;
const PAGE_EVERY_MS = 1_000;

interface Asking {
  readonly body?: unknown;
  readonly query?: URLSearchParams;
}

/** An export that came to its end. */
export interface DoneExport {
  readonly seconds: number;
  readonly megabytes: number;
  readonly reports: number;
}

/** Exports everything of a mission in the program that serves, as somebody at the desk has it done. */
export class DeskExports {
  private readonly ground: Ground;
  private readonly slug: string;
  private readonly token: string;

  private constructor(ground: Ground, { slug, token }: { readonly slug: string; readonly token: string }) {
    this.ground = ground;
    this.slug = slug;
    this.token = token;
  }

  /** Signs somebody in by a session of the database. */
  static async open(ground: Ground, slug: string): Promise<DeskExports> {
    const [id, token] = [randomUUID(), newToken()];
    await ground.owner`
      insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
      values (${id}, 'bench', 'bench', 'bench', 'reader', now())`;
    const session = { id: randomUUID() as Uuid, tokenHash: hashToken(token), accountId: id };
    await startSession(ground.owner, { ...session, method: 'passkey', address: '', browser: '' }, new Date());
    return new DeskExports(ground, { slug, token });
  }

  /** One export, from the order to its last byte. */
  async export(format: ExportFormat): Promise<DoneExport> {
    const startedAt = performance.now();
    const id = await this.begin(format);
    for (;;) {
      const { state, bytes, done } = await this.find(id);
      const seconds = (performance.now() - startedAt) / 1_000;
      if (state === 'done') return { seconds, megabytes: (bytes ?? 0) / 1e6, reports: done };
      await pause(LOOK_MS);
    }
  }

  /** Exports, again and again, while `work` goes on. @returns how many reports were written a second. */
  async exportWhile(format: ExportFormat, work: () => Promise<void>): Promise<number> {
    let [isOver, written] = [false, 0];
    const exportOne = async () => {
      const id = await this.begin(format);
      for (;;) {
        const { state, done } = await this.find(id);
        if (state === 'done' || isOver) {
          written += done;
          return await this.cancel(id, state);
        }
        await pause(LOOK_MS);
      }
    };
    const startedAt = performance.now();
    const exporting = (async () => {
      while (!isOver) await exportOne();
    })();
    await work();
    const seconds = (performance.now() - startedAt) / 1_000;
    isOver = true;
    await exporting;
    return written / seconds;
  }

  /**
   * People page through lists, each a page a second, sorted and filtered by whatever comes next, while `work` goes on.
   *
   * @returns how long each page took, in milliseconds.
   */
  async pageWhile(
    { people, questions }: { readonly people: number; readonly questions: readonly string[] },
    work: () => Promise<void>,
  ): Promise<number[]> {
    const taken: number[] = [];
    let isOver = false;
    const page = async (person: number) => {
      for (let turn = person; !isOver; turn += 1) {
        const startedAt = performance.now();
        const sort = questions[turn % questions.length] ?? '';
        const filter = JSON.stringify([{ column: questions[(turn * 7) % questions.length], isEmpty: false }]);
        const query = new URLSearchParams({ form: WIDE_FORM, sort, filter, limit: '50' });
        await this.ask('GET', '/reports', { query });
        taken.push(performance.now() - startedAt);
        await pause(Math.max(0, PAGE_EVERY_MS - (performance.now() - startedAt)));
      }
    };
    const paging = Promise.all(Array.from({ length: people }, (_, person) => page(person)));
    await work();
    isOver = true;
    await paging;
    return taken;
  }

  private async begin(format: ExportFormat): Promise<string> {
    const id = randomUUID();
    const ask: ExportAsk = exportAsk({ format, formId: WIDE_FORM, withRepeats: false });
    await this.ask('POST', '/exports', { body: { id, ask } });
    return id;
  }

  private async find(id: string): Promise<ShownExport> {
    const listed = await this.ask<ShownExport[]>('GET', '/exports');
    const found = must(
      listed.find((one) => one.id === id),
      'no export',
    );
    if (found.state === 'failed') throw new Error(`Export: it failed (${found.fault})`);
    return found;
  }

  private async cancel(id: string, state: ShownExport['state']): Promise<void> {
    // It may have come to its end meanwhile.
    if (state !== 'done') await this.ask('POST', `/exports/${id}/cancel`).catch(() => {});
  }

  private async ask<T>(method: 'GET' | 'POST', more: string, { body, query }: Asking = {}): Promise<T> {
    const { port } = this.ground;
    const address = `http://127.0.0.1:${port}/api/missions/${this.slug}${more}?${query ?? ''}`;
    const reply = await fetch(address, {
      method,
      headers: {
        origin: `http://localhost:${port}`,
        cookie: `${SESSION_COOKIE}=${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${more}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  }
}

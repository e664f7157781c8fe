import type { VersionReply } from '../../../../../features/field/reports/contract/api.ts';
import type { VisitReport } from '../../../../../features/field/visits/match-reports.ts';
import type { CalendarDate } from '../../../../../kernel/calendar-date.ts';
import { Refusal } from '../../../../../platform/db/refusal.ts';
import type { Wire } from '../channel/wire.ts';

/** A record as a telephone sealed it: what the recount reads, whatever the server made of it. */
export interface SealedRecord {
  readonly sha256: string;
  readonly xml: string;
}

/** What the recount knows of the mission. */
export interface EvidenceGround {
  readonly wire: Wire;
  readonly slug: string;
  /** A key of the API. */
  readonly key: string;
  readonly day: CalendarDate;
  /** Pseudonym of a telephone → id of its team. */
  readonly teamOf: ReadonlyMap<string, string>;
  /** Name of a form → its id and phase; null: it belongs to none. */
  readonly forms: ReadonlyMap<string, { readonly id: string; readonly phase: string | null }>;
}

const MOST_AT_ONCE = 1_000;

/** What the server holds, by the hashes of what it was sent; and what stands in it, read from the bytes themselves. */
export class Evidence {
  /** Versions that the server holds, by the hash of their bytes. */
  readonly held = new Map<string, VersionReply>();
  private readonly sealed = new Map<string, SealedRecord>();
  private readonly moved = new Map<string, string>();
  private readonly ground: EvidenceGround;
  private next = -1;

  constructor(ground: EvidenceGround) {
    this.ground = ground;
  }

  keep(record: SealedRecord): void {
    this.sealed.set(record.sha256, record);
  }

  /** The desk moved a report. */
  move(reportId: string, station: string): void {
    this.moved.set(reportId, station);
  }

  /** Asks for what has come since it was asked last. */
  async lookOn(): Promise<void> {
    for (let isMore = true; isMore; ) {
      const path = `/api/v1/missions/${this.ground.slug}/reports?after=${this.next}&limit=${MOST_AT_ONCE}`;
      const reply = await this.ask<{ reports: VersionReply[]; next: number; isMore: boolean }>(path);
      for (const version of reply.reports) this.held.set(version.sha256, version);
      ({ next: this.next, isMore } = reply);
    }
  }

  /** Asks for everything anew: how it was read, too. */
  async lookAgain(): Promise<void> {
    this.next = -1;
    this.held.clear();
    await this.lookOn();
  }

  /** Whether the server has read that version, whatever it had when it was asked last. */
  async isRead({ reportId, sha256 }: VersionReply): Promise<boolean> {
    const path = `/api/v1/missions/${this.ground.slug}/reports/${reportId}`;
    const { versions } = await this.ask<{ versions: readonly VersionReply[] }>(path);
    return versions.some((version) => version.sha256 === sha256 && version.state === 'read');
  }

  /** Hashes of the files that the server holds of a report. */
  async filesOf(reportId: string): Promise<ReadonlySet<string>> {
    const path = `/api/v1/missions/${this.ground.slug}/reports/${reportId}`;
    const { files } = await this.ask<{ files: readonly { sha256: string }[] }>(path);
    return new Set(files.map(({ sha256 }) => sha256));
  }

  /** Hashes of what the server holds and nobody sealed. */
  strangers(): string[] {
    return [...this.held.keys()].filter((sha256) => !this.sealed.has(sha256));
  }

  /** Reports as their newest versions say, where nobody at the desk said otherwise. */
  reports(): VisitReport[] {
    const newest = new Map<string, VersionReply>();
    for (const version of this.held.values()) {
      const known = newest.get(version.reportId);
      if (known === undefined || known.index < version.index) newest.set(version.reportId, version);
    }
    return [...newest.values()].flatMap(({ reportId, sha256, device }) => {
      const xml = this.sealed.get(sha256)?.xml;
      return xml === undefined ? [] : [this.read(xml, { reportId, device })];
    });
  }

  private read(xml: string, { reportId, device }: { reportId: string; device: string | null }): VisitReport {
    const form = this.ground.forms.get(/^<data id="([^"]+)"/.exec(xml)?.[1] ?? '');
    const station = this.moved.get(reportId) ?? (/<station>([^<]+)<\/station>/.exec(xml)?.[1] || null);
    const teamId = this.ground.teamOf.get(device ?? '') ?? null;
    return { id: reportId, teamId, station, phase: form?.phase ?? null, form: form?.id ?? '', day: this.ground.day };
  }

  private async ask<T>(path: string): Promise<T> {
    const headers = { authorization: `Bearer ${this.ground.key}` };
    const reply = await this.ground.wire.send({ method: 'GET', path, headers });
    if (reply.status !== 200)
      throw new Refusal(`Rehearse: ${path} was answered ${reply.status}: ${reply.text.slice(0, 300)}`);
    return JSON.parse(reply.text) as T;
  }
}

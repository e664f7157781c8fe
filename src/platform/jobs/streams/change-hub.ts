import { randomBytes } from 'node:crypto';

/** Hears which topics of a subject have changed; what changed at one moment comes at once. */
export type HearChange = (topics: ReadonlySet<string>) => void;

/** Every topic: what was told meanwhile may not have been heard. */
export const ANYTHING = 'anything';

/**
 * Leads what has changed to those who look at it, within one process. A subject is a mission, by its id; a topic is a kind of
 * thing in it, such as `reports`. What is told is that something is other than before, never what: whoever hears asks anew.
 */
export class ChangeHub {
  /** Versions of another process of the program mean nothing here. */
  private readonly run = randomBytes(6).toString('base64url');
  private readonly versions = new Map<string, number>();
  private readonly listeners = new Map<string, Set<HearChange>>();
  /** Grows when everything may have changed, so that no version from before is the newest. */
  private round = 0;

  /** Names how a subject stands: another name means that something has changed, or may have. */
  versionOf(subject: string): string {
    return `${this.run}-${this.round}-${this.versions.get(subject) ?? 0}`;
  }

  /** Something of a topic of a subject has changed. */
  note(subject: string, topic: string): void {
    this.versions.set(subject, (this.versions.get(subject) ?? 0) + 1);
    for (const hear of this.listeners.get(subject) ?? []) hear(new Set([topic]));
  }

  /** Whatever is looked at may have changed. */
  noteAll(): void {
    this.round += 1;
    for (const all of this.listeners.values()) for (const hear of all) hear(new Set([ANYTHING]));
  }

  /** Has `hear` told of a subject. @returns how to end it. */
  follow(subject: string, hear: HearChange): () => void {
    const all = this.listeners.get(subject) ?? new Set<HearChange>();
    this.listeners.set(subject, all.add(hear));
    return () => {
      all.delete(hear);
      if (all.size === 0 && this.listeners.get(subject) === all) this.listeners.delete(subject);
    };
  }
}

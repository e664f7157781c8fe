import type { StandingAct, StandingVersion } from './history.ts';

/** Everything that came for a report and was done to it, each in its order. */
export interface History {
  readonly versions: readonly StandingVersion[];
  readonly acts: readonly StandingAct[];
}

/** A version among those that another one was made of. */
export interface Origin {
  readonly version: StandingVersion;
  /** The act that made it of what was held; null: none did. */
  readonly release: StandingAct | null;
}

/** Versions that were made at the desk → what each was made of. */
export function madeOf(acts: readonly StandingAct[]): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const { kind, version, on, held } of acts) {
    const of = kind === 'release' ? held : kind === 'correct' ? on : null;
    if (version !== null && of !== null) made.set(version, of);
  }
  return made;
}

/** A version, what it was made of at the desk, what that was made of, and so on, back to one that came from elsewhere. */
export function originsOf({ versions, acts }: History, standing: StandingVersion): readonly Origin[] {
  const made = madeOf(acts);
  const origins = new Map<string, Origin>();
  for (let version: StandingVersion | undefined = standing; version !== undefined && !origins.has(version.key); ) {
    const { key, channel, deprecatedId }: StandingVersion = version;
    const release = acts.find((act) => act.kind === 'release' && act.version === key) ?? null;
    origins.set(key, { version, release });
    if (channel !== 'desk') break;
    const of = made.get(key);
    version = versions.find((one) => (of === undefined ? isNamed(one, deprecatedId) : one.key === of));
  }
  return [...origins.values()];
}

function isNamed({ instanceId }: StandingVersion, name: string | null): boolean {
  return name !== null && instanceId === name;
}

import type { StandingVersion } from './history.ts';

/** Versions of one name. */
interface Link {
  /** In the order of the log; none: something corrects it, and it has not come. */
  readonly versions: StandingVersion[];
  /** Of what corrects it, that which came first. */
  next: StandingVersion | null;
}

/**
 * The end of the chain of corrections: the last version in it that was read. Of rivals, which have one name, the first that
 * was read counts; a stale edit, which corrects what had been corrected, does not, but where nothing else was read. What the desk
 * made of the version that stood is its end even so: a person saw that one, and corrected it. Null: nothing was read.
 *
 * @param versions in the order of the log.
 * @param made by key: what was made at the desk → what it was made of.
 */
export function chainEnd(
  versions: readonly StandingVersion[],
  made: ReadonlyMap<string, string>,
): StandingVersion | null {
  const chains = new Chains(versions, made);
  for (const start of chains.starts()) {
    const end = chains.endFrom(start);
    if (end !== null) return chains.correctedEnd(end);
  }
  const first = versions.find(isRead);
  return first === undefined ? null : chains.correctedEnd(first);
}

class Chains {
  private readonly versions: readonly StandingVersion[];
  private readonly made: ReadonlyMap<string, string>;
  private readonly names: ReadonlyMap<string, string>;
  private readonly links = new Map<string, Link>();

  constructor(versions: readonly StandingVersion[], made: ReadonlyMap<string, string>) {
    this.versions = versions;
    this.made = made;
    this.names = new Map(versions.map((version) => [version.key, nameOf(version)]));
    for (const version of versions) {
      this.link(nameOf(version)).versions.push(version);
      const corrected = this.correctedBy(version);
      if (corrected !== null) this.link(corrected).next ??= version;
    }
  }

  /** What has not come first: whatever corrects it is newer than what corrects nothing. */
  starts(): readonly Link[] {
    const links = [...this.links.values()];
    const first = (link: Link) => link.versions[0];
    const isRoot = (version: StandingVersion | undefined) =>
      version !== undefined && [null, nameOf(version)].includes(this.correctedBy(version));
    return [...links.filter((link) => first(link) === undefined), ...links.filter((link) => isRoot(first(link)))];
  }

  endFrom(start: Link): StandingVersion | null {
    const seen = new Set<Link>();
    let end: StandingVersion | null = null;
    for (let link: Link | undefined = start; link !== undefined && !seen.has(link); ) {
      seen.add(link);
      end = link.versions.find((version) => isRead(version) && !this.isStale(version)) ?? end;
      link = link.next === null ? undefined : this.links.get(nameOf(link.next));
    }
    return end;
  }

  /** What the desk has made of what would stand, and of that, and what corrects it. */
  correctedEnd(standing: StandingVersion): StandingVersion {
    const seen = new Set<StandingVersion>();
    let end = standing;
    for (let made: StandingVersion | undefined = standing; made !== undefined && !seen.has(made); ) {
      seen.add(made);
      end = made === standing ? standing : this.endBehind(made);
      made = this.versions.findLast((version) => isRead(version) && this.made.get(version.key) === end.key);
    }
    return end;
  }

  private endBehind(version: StandingVersion): StandingVersion {
    const { next } = this.link(nameOf(version));
    return (next === null ? null : this.endFrom(this.link(nameOf(next)))) ?? version;
  }

  private isStale(version: StandingVersion): boolean {
    const corrected = this.correctedBy(version);
    return corrected !== null && this.links.get(corrected)?.next !== version;
  }

  private correctedBy({ key, deprecatedId }: StandingVersion): string | null {
    const made = this.names.get(this.made.get(key) ?? '');
    return made ?? (deprecatedId === null ? null : named(deprecatedId));
  }

  private link(name: string): Link {
    const found = this.links.get(name) ?? { versions: [], next: null };
    this.links.set(name, found);
    return found;
  }
}

function isRead({ reason }: StandingVersion): boolean {
  return reason === null;
}

/** What has no name is called by its bytes. */
function nameOf({ key, instanceId }: StandingVersion): string {
  return instanceId === null ? `bytes ${key}` : named(instanceId);
}

function named(instanceId: string): string {
  return `name ${instanceId}`;
}

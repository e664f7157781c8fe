/** What tells how versions of one report stand to each other. */
export interface NamedVersion {
  /** Its place in the log. */
  readonly index: number;
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
}

/** How a version stands to others of its report, each by its place in the log. */
export interface VersionRelations {
  /** The versions that it corrects; empty: it corrects nothing that is here. */
  readonly corrects: readonly number[];
  readonly correctedBy: readonly number[];
  /** Others that have the same name and say something else. */
  readonly rivals: readonly number[];
}

/**
 * What corrects what, and what contradicts what, by the names that the senders gave: an edit names what it corrects;
 * two versions of one name are rivals. By place in the log.
 */
export function relateVersions(versions: readonly NamedVersion[]): ReadonlyMap<number, VersionRelations> {
  const byName = placesBy(versions, ({ instanceId }) => instanceId);
  const byCorrected = placesBy(versions, ({ deprecatedId }) => deprecatedId);
  const others = (found: ReadonlyMap<string, number[]>, name: string | null, own: number) =>
    name === null ? [] : (found.get(name) ?? []).filter((index) => index !== own);
  return new Map(
    versions.map(({ index, instanceId, deprecatedId }) => [
      index,
      {
        corrects: others(byName, deprecatedId, index),
        correctedBy: others(byCorrected, instanceId, index),
        rivals: others(byName, instanceId, index),
      },
    ]),
  );
}

function placesBy(
  versions: readonly NamedVersion[],
  nameOf: (version: NamedVersion) => string | null,
): ReadonlyMap<string, number[]> {
  const found = new Map<string, number[]>();
  for (const version of versions) {
    const name = nameOf(version);
    if (name === null) continue;
    const places = found.get(name);
    if (places === undefined) found.set(name, [version.index]);
    else places.push(version.index);
  }
  return found;
}

import type { FileFlag, OwnFlag, ReadingFlag, RelationFlag } from './reading.ts';

/** A version among all that came for its report. */
export interface FamilyVersion {
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  /** Place of its receipt in the log, in the order of which things happened. */
  readonly leafIndex: number;
  /** Null: it was not read yet, or nothing of it could be. */
  readonly expectedFiles: readonly string[] | null;
}

/** A file that came for the report. */
export interface FamilyFile {
  readonly name: string;
  /** Tells its content from others. */
  readonly content: string;
}

const OWN: readonly string[] = ['late', 'clock-wrong', 'unknown-elements', 'broken-rules'] satisfies OwnFlag[];

/** Those of the flags that a version has by itself. */
export function ownFlagsOf(flags: readonly string[]): readonly OwnFlag[] {
  return flags.filter((flag): flag is OwnFlag => OWN.includes(flag));
}

/**
 * What follows for each version from all that came for its report, in the order in which they are given: the same in
 * whatever order they came, but that of two corrections of one version the later is the stale one.
 */
export function familyFlags(
  versions: readonly FamilyVersion[],
  files: readonly FamilyFile[],
): readonly ReadingFlag[][] {
  const named = countBy(versions, ({ instanceId }) => instanceId);
  const firstEdits = new Map<string, number>();
  for (const { deprecatedId, leafIndex } of versions) {
    if (deprecatedId !== null)
      firstEdits.set(deprecatedId, Math.min(leafIndex, firstEdits.get(deprecatedId) ?? leafIndex));
  }
  const fileFlagsOf = fileFlags(versions, files);
  return versions.map((version) => [...relationFlags(version, { named, firstEdits }), ...fileFlagsOf(version)]);
}

function relationFlags(
  { instanceId, deprecatedId, leafIndex }: FamilyVersion,
  { named, firstEdits }: { named: ReadonlyMap<string, number>; firstEdits: ReadonlyMap<string, number> },
): RelationFlag[] {
  const flags: RelationFlag[] = [];
  if (instanceId !== null && (named.get(instanceId) ?? 0) > 1) flags.push('rival');
  if (deprecatedId === null) return flags;
  if (!named.has(deprecatedId)) flags.push('unknown-original');
  if ((firstEdits.get(deprecatedId) ?? leafIndex) < leafIndex) flags.push('stale-edit');
  return flags;
}

/** Versions of a report share its files: an edit does not send again what has come. */
function fileFlags(
  versions: readonly FamilyVersion[],
  files: readonly FamilyFile[],
): (version: FamilyVersion) => FileFlag[] {
  const expected = new Set(versions.flatMap(({ expectedFiles }) => (expectedFiles ?? []).map(plain)));
  const came = new Map<string, Set<string>>();
  for (const { name, content } of files) came.set(plain(name), (came.get(plain(name)) ?? new Set()).add(content));
  const isUnnamed = [...came.keys()].some((name) => !expected.has(name));
  const isTwofold = [...came.values()].some((contents) => contents.size > 1);
  return ({ expectedFiles }) => {
    if (expectedFiles === null) return [];
    const flags: FileFlag[] = [];
    if (expectedFiles.some((name) => !came.has(plain(name)))) flags.push('files-missing');
    if (isUnnamed) flags.push('files-unnamed');
    if (isTwofold) flags.push('files-differ');
    return flags;
  };
}

function plain(name: string): string {
  return name.normalize('NFC');
}

function countBy<T>(values: readonly T[], keyOf: (value: T) => string | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) {
    const key = keyOf(value);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

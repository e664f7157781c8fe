import type { ReadingFlag } from '../reading/reading.ts';
import { chainEnd } from './chain.ts';
import type { ActKind, StandingAct, StandingVersion } from './history.ts';
import { type History, madeOf, type Origin, originsOf } from './origin.ts';
import { placeOf } from './place.ts';

/**
 * What a person should know of a report, beside the flags of its standing version: `released`: a person accepted it, or what it
 * was corrected from, although it was held; `newer-version`: one came after a person had chosen, and does not stand; `newer-held`: a later one is held;
 * `station-differs`: it was moved, and says another station now than it did then.
 */
export type StandingFlag = ReadingFlag | 'released' | 'newer-version' | 'newer-held' | 'station-differs';

/** How a report stands. */
export interface Standing {
  readonly state: 'read' | 'held' | 'void' | 'erased';
  /** Null: everything was erased. */
  readonly version: StandingVersion | null;
  /** Whether a person chose it. */
  readonly isChosen: boolean;
  readonly station: string | null;
  readonly isMoved: boolean;
  readonly deviceId: string | null;
  readonly flags: readonly StandingFlag[];
}

const ERASED: Standing = {
  ...{ state: 'erased', version: null, isChosen: false, station: null, isMoved: false, deviceId: null, flags: [] },
};

/**
 * How a report stands, by everything that came for it and was not erased, and by everything that was done to it. Both are
 * taken in one order, that of the log; the order in which they are given says nothing. The rules are in docs/reports.md.
 */
export function standingOf(given: readonly StandingVersion[], acts: readonly StandingAct[]): Standing {
  const versions = [...given].sort((one, other) => one.index - other.index);
  if (versions.length === 0) return ERASED;
  const history: History = { versions, acts: [...acts].sort(byOrder) };
  const found = versionThatStands(history);
  const isVoid = lastOf(history.acts, ['void', 'unvoid'])?.kind === 'void';
  const { station, isMoved, isOther } = placeOf(history, found.version);
  const origins = originsOf(history, found.version);
  const flags = new Set<StandingFlag>([
    ...found.version.flags.filter((flag) => flag !== 'rival' && flag !== 'stale-edit'),
    ...unsettled(history, found),
  ]);
  if (origins.some(({ release }) => release !== null)) flags.add('released');
  if (isOther) flags.add('station-differs');
  return {
    state: isVoid ? 'void' : found.version.reason === null ? 'read' : 'held',
    version: found.version,
    isChosen: found.settled !== null,
    station,
    isMoved,
    deviceId: deviceOf(origins),
    flags: [...flags].sort(),
  };
}

interface Found {
  readonly version: StandingVersion;
  /** Place in the log up to which a person has seen everything and chosen; null: nobody chose. */
  readonly settled: number | null;
  /** Versions that have stood since then. */
  readonly stood: ReadonlySet<string>;
}

function byOrder(one: StandingAct, other: StandingAct): number {
  return one.afterIndex - other.afterIndex || one.number - other.number;
}

function lastOf(acts: readonly StandingAct[], kinds: readonly ActKind[]): StandingAct | null {
  return acts.findLast(({ kind }) => kinds.includes(kind)) ?? null;
}

function versionThatStands(history: History): Found {
  const { versions, acts } = history;
  const isRead = (key: string | null) => versions.some((version) => version.key === key && version.reason === null);
  const chosen = acts.findLast(({ kind, version }) => (kind === 'restore' || kind === 'release') && isRead(version));
  if (chosen !== undefined) return afterChoice(history, chosen);
  const end = chainEnd(versions, madeOf(acts)) ?? (versions.at(-1) as StandingVersion);
  return { version: end, settled: null, stood: new Set([end.key]) };
}

/** What a person chose, and what the desk made of it since. */
function afterChoice({ versions, acts }: History, { version, afterIndex }: StandingAct): Found {
  let standing = versions.find(({ key }) => key === version) as StandingVersion;
  const made = madeOf(acts);
  const stood = new Set([standing.key]);
  for (const later of versions) {
    if (later.index <= afterIndex || later.channel !== 'desk' || later.reason !== null) continue;
    const on = made.get(later.key);
    const corrects =
      on === undefined
        ? later.deprecatedId !== null && later.deprecatedId === standing.instanceId
        : on === standing.key;
    if (!corrects) continue;
    standing = later;
    stood.add(later.key);
  }
  return { version: standing, settled: afterIndex, stood };
}

/** What still waits for a person to choose. */
function unsettled({ versions, acts }: History, { version, settled, stood }: Found): StandingFlag[] {
  const flags: StandingFlag[] = [];
  const voided = lastOf(acts, ['void', 'unvoid']);
  const chosenAt = Math.max(settled ?? -1, voided?.kind === 'void' ? voided.afterIndex : -1);
  const made = madeOf(acts);
  const released = new Set(acts.flatMap(({ kind, held }) => (kind === 'release' && held !== null ? [held] : [])));
  for (const { key, index, reason, flags: own } of versions) {
    if (index <= chosenAt || (settled !== null && stood.has(key))) continue;
    flags.push(...own.filter((flag) => flag === 'rival' || flag === 'stale-edit'));
    if (reason === null && chosenAt >= 0 && !made.has(key)) flags.push('newer-version');
    if (reason !== null && version.reason === null && index > version.index && !released.has(key)) {
      flags.push('newer-held');
    }
  }
  return flags;
}

/**
 * Whose report it is: the device that a person said when the version was released, or that sent it; of what was made at the
 * desk, the device of the version that it was made of.
 */
function deviceOf(origins: readonly Origin[]): string | null {
  for (const { version, release } of origins) {
    const own = release?.deviceId ?? version.deviceId;
    if (own !== null || version.channel !== 'desk') return own;
  }
  return null;
}

import { isBrokenRule } from '../reading/reading.ts';
import type { ReadingWarning, ShownVersion } from './arrival-replies.ts';

/** Something that a person should know of a report, and of which of its versions. */
export interface Notice {
  /** `reason`: why it is held; `flag`: a flag of the reading; `fault`: what the way in found wrong. */
  readonly kind: 'reason' | 'flag' | 'fault';
  readonly code: string;
  /** The how many of those that are shown, from 1 on. */
  readonly versions: readonly number[];
  /** What exactly the reading noticed; each once. */
  readonly warnings: readonly ReadingWarning[];
}

/** What is told of a version that matters here. */
export type NoticedVersion = Pick<ShownVersion, 'state' | 'reason' | 'flags' | 'fault' | 'warnings' | 'isErased'>;

/** What a person should know of a report, the same of several versions once: first why they are held, then what was noticed. */
export function gatherNotices(versions: readonly NoticedVersion[]): readonly Notice[] {
  const found = new Map<string, Notice>();
  const add = (own: Omit<Notice, 'versions'>, version: number) => {
    const key = `${own.kind} ${own.code}`;
    const known = found.get(key) ?? { ...own, versions: [], warnings: [] };
    const warnings = new Map([...known.warnings, ...own.warnings].map((warning) => [JSON.stringify(warning), warning]));
    found.set(key, { ...known, versions: [...known.versions, version], warnings: [...warnings.values()] });
  };
  for (const [at, version] of versions.entries()) for (const notice of noticesOf(version)) add(notice, at + 1);
  const order = ['reason', 'fault', 'flag'];
  return [...found.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function noticesOf({ reason, flags, fault, warnings, isErased }: NoticedVersion): readonly Omit<Notice, 'versions'>[] {
  // Nothing of it is left that anybody could act on.
  if (isErased) return [];
  const found: Omit<Notice, 'versions'>[] = [];
  const broken = warnings.filter(isBrokenRule);
  const others = warnings.filter((one) => !isBrokenRule(one));
  // Whatever the way in found, a version is held for: said once.
  if (reason !== null) found.push({ kind: 'reason', code: reason, warnings: others });
  else if (fault !== null) found.push({ kind: 'fault', code: fault, warnings: [] });
  for (const code of flags) {
    const own = { 'broken-rules': broken, 'unknown-elements': reason === null ? others : [] }[code] ?? [];
    found.push({ kind: 'flag', code, warnings: own });
  }
  return found;
}

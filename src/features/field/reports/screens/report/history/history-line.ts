import type { ReportReply, ShownVersion } from '../../../arrivals/arrival-replies.ts';
import type { ShownAct } from '../../../arrivals/standing-replies.ts';

/** Something that happened to a report. */
export type HistoryEntry =
  | { readonly kind: 'version'; readonly at: string; readonly version: ShownVersion }
  | { readonly kind: 'act'; readonly at: string; readonly act: ShownAct };

/** Versions and acts in one line, oldest first. Acts that made a version are told with that version. */
export function historyLine(versions: readonly ShownVersion[], acts: readonly ShownAct[]): readonly HistoryEntry[] {
  const shown = new Set(versions.map(({ sha256 }) => sha256));
  const entries: HistoryEntry[] = [
    ...versions.map((version) => ({ kind: 'version', at: version.receivedAt, version }) as const),
    ...acts.filter((act) => !makes(act, shown)).map((act) => ({ kind: 'act', at: act.at, act }) as const),
  ];
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** The act that made a version at the desk; null: none did. */
export function makerOf(acts: readonly ShownAct[], sha256: string): ShownAct | null {
  return acts.find((act) => makes(act, new Set([sha256]))) ?? null;
}

/** What people did, and what came, after what was shown of a report, oldest first; null: nothing. */
export function newsSince(
  { versions, acts }: Pick<ReportReply, 'versions' | 'acts'>,
  { lastAct, lastIndex }: { readonly lastAct: string | null; readonly lastIndex: number },
): readonly HistoryEntry[] | null {
  const done = acts.slice(acts.findIndex(({ id }) => id === lastAct) + 1);
  // An act tells of the version that it made.
  const came = versions.filter(({ index, sha256 }) => index > lastIndex && makerOf(done, sha256) === null);
  const entries = [
    ...done.map((act) => ({ kind: 'act', at: act.at, act }) as const),
    ...came.map((version) => ({ kind: 'version', at: version.receivedAt, version }) as const),
  ];
  return entries.length === 0 ? null : entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function makes({ kind, version }: ShownAct, versions: ReadonlySet<string>): boolean {
  return (kind === 'correct' || kind === 'release') && version !== null && versions.has(version);
}

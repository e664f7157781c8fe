import type { ShownVersion } from './arrival-replies.ts';
import type { ShownAct, ShownStanding } from './standing-replies.ts';

const SETTLED_BY_CHOICE = ['rival', 'stale-edit'];

/**
 * Without what a person has settled: held versions that were accepted or typed by hand, contradictions before a choice, and what
 * was noticed of an acceptance that was done anew.
 */
export function unsettled(
  version: ShownVersion,
  { standing, acts }: { readonly standing: ShownStanding | null; readonly acts: readonly ShownAct[] },
): ShownVersion {
  const isMade = acts.some(
    ({ kind, held, on }) =>
      (kind === 'release' && held === version.sha256) || (kind === 'correct' && on === version.sha256),
  );
  if (version.state === 'held' && isMade) return { ...version, reason: null, fault: null, flags: [], warnings: [] };
  if (isReplaced(version, acts)) return { ...version, flags: [], warnings: [] };
  const isOpen = (flag: string) =>
    standing === null || standing.flags.includes(flag) || !SETTLED_BY_CHOICE.includes(flag);
  return { ...version, flags: version.flags.filter(isOpen) };
}

/** It was made of what was held, and that was accepted otherwise later. */
function isReplaced({ sha256 }: ShownVersion, acts: readonly ShownAct[]): boolean {
  const release = acts.find(({ kind, version }) => kind === 'release' && version === sha256);
  return release !== undefined && acts.findLast(({ held }) => held === release.held)?.version !== sha256;
}

import type { StandingAct, StandingVersion } from './history.ts';
import { type History, originsOf } from './origin.ts';

/** The polling station of a report. */
export interface Place {
  readonly station: string | null;
  readonly isMoved: boolean;
  /** It was moved, and its version is of another station than the one that stood then. */
  readonly isOther: boolean;
}

/**
 * The station that a report is of: as a person said last, by moving it or by accepting the version that stands or what it was
 * corrected from; else the one that its version names.
 */
export function placeOf(history: History, version: StandingVersion): Place {
  const { versions, acts } = history;
  const own = ownPlace(history, version);
  const move = acts.findLast(({ kind }) => kind === 'move') ?? null;
  const isOwnNewer = own.said !== null && move !== null && acts.indexOf(own.said) > acts.indexOf(move);
  if (move === null || move.station === null || isOwnNewer)
    return { station: own.station, isMoved: false, isOther: false };
  const then = versions.find(({ key }) => key === move.on);
  const isOther = then !== undefined && ownPlace(history, then).station !== own.station;
  return { station: move.station, isMoved: true, isOther };
}

/** What a version is of, whatever was moved. `said`: the act that says so, where it is not the version. */
interface OwnPlace {
  readonly station: string | null;
  readonly said: StandingAct | null;
}

/** A correction stays where the one that it corrects was accepted for, unless it names another station than that one did. */
function ownPlace(history: History, standing: StandingVersion): OwnPlace {
  let [place, before]: [OwnPlace, StandingVersion | null] = [{ station: null, said: null }, null];
  for (const { version, release } of originsOf(history, standing).toReversed()) {
    const { station } = version;
    const isSame = station === null || station === before?.station;
    if (release !== null && release.station !== null) place = { station: release.station, said: release };
    else if (release !== null || place.said === null || !isSame) place = { station, said: null };
    before = version;
  }
  return place;
}

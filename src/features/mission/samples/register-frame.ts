import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { FrameUnit } from '../../../stats/sampling/frame.ts';

/** A place of the register, as far as a frame is made of it. */
export interface FramePlace {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
  /** Of a precinct. */
  readonly station: string | null;
  readonly validFrom: CalendarDate | null;
  readonly validTo: CalendarDate | null;
}

/** A claim about a place that may be its size. */
export interface SizeClaim {
  readonly place: string;
  /** As it stands in the file; null: a gap. */
  readonly value: string | null;
  /** Whether it is said exactly: not `about` or `more than`. */
  readonly isExact: boolean;
}

/** What a frame is made of. */
export interface RegisterFrame {
  readonly places: readonly FramePlace[];
  readonly sizes: readonly SizeClaim[] | null;
  readonly strata: string | null;
  readonly clusters: string | null;
  readonly stations: readonly string[] | null;
  /** The day on which stations have to be open. */
  readonly day: CalendarDate;
}

/** Why a precinct cannot be in the frame as it is. */
export interface FrameGap {
  readonly code: string;
  readonly why: 'no-stratum' | 'no-cluster' | 'no-size' | 'size-bound' | 'size-not-whole' | 'several-sizes';
}

/**
 * The precincts of the register that exist on the day, as units of a frame: stratum and cluster are codes of the places of
 * those levels that they lie in, the size what the claims say.
 *
 * @returns the units, and every precinct that lacks what the frame needs. Nothing is drawn while there are such.
 */
export function frameOfRegister(given: RegisterFrame): { readonly units: FrameUnit[]; readonly gaps: FrameGap[] } {
  const places = new Map(given.places.map((place) => [place.code, place]));
  const sizes = given.sizes === null ? null : groupSizes(given.sizes);
  const units: FrameUnit[] = [];
  const gaps: FrameGap[] = [];
  for (const { code, level, station, validFrom, validTo } of given.places) {
    if (level !== 'precinct' || !isWanted(station, given.stations) || !isOpen({ validFrom, validTo }, given.day))
      continue;
    const stratum = given.strata === null ? null : findAbove(places, code, given.strata);
    const cluster = given.clusters === null ? null : findAbove(places, code, given.clusters);
    const size = sizes === null ? null : sizeOf(sizes.get(code) ?? []);
    if (given.strata !== null && stratum === null) gaps.push({ code, why: 'no-stratum' });
    if (given.clusters !== null && cluster === null) gaps.push({ code, why: 'no-cluster' });
    if (typeof size === 'string') gaps.push({ code, why: size });
    units.push({ id: code, stratum, cluster, size: typeof size === 'number' ? size : null });
  }
  return { units, gaps };
}

function isWanted(station: string | null, wanted: readonly string[] | null): boolean {
  return wanted === null || (station !== null && wanted.includes(station));
}

function isOpen({ validFrom, validTo }: Pick<FramePlace, 'validFrom' | 'validTo'>, day: CalendarDate): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || validTo >= day);
}

function groupSizes(claims: readonly SizeClaim[]): ReadonlyMap<string, readonly SizeClaim[]> {
  const grouped = new Map<string, SizeClaim[]>();
  for (const claim of claims) {
    const others = grouped.get(claim.place);
    if (others === undefined) grouped.set(claim.place, [claim]);
    else others.push(claim);
  }
  return grouped;
}

function sizeOf(claims: readonly SizeClaim[]): number | FrameGap['why'] {
  const [claim, ...others] = claims.filter(({ value }) => value !== null);
  if (claim === undefined) return 'no-size';
  // Which of several is right is not ours to say, where they differ.
  if (others.some(({ value }) => value !== claim.value)) return 'several-sizes';
  if (!claim.isExact) return 'size-bound';
  const size = Number(claim.value);
  return /^\d{1,15}$/.test(claim.value ?? '') && size > 0 ? size : 'size-not-whole';
}

/** The nearest place of that level above a place; places may be in a circle, which a wrong file has. */
function findAbove(places: ReadonlyMap<string, FramePlace>, code: string, level: string): string | null {
  const seen = new Set<string>();
  let here = places.get(places.get(code)?.parent ?? '');
  while (here !== undefined && here.level !== level && !seen.has(here.code)) {
    seen.add(here.code);
    here = places.get(here.parent ?? '');
  }
  return here?.level === level ? here.code : null;
}

import type { Cells } from '../../../../../kernel/record.ts';
import { pickOne, type Seeded, seeded } from '../../../../../kernel/seed.ts';
import { COUNTRY_NAME, inventWord, nameCells } from './names.ts';

/** The tree of places, what happened to them, and how many voters each precinct has. */
export interface Territory {
  readonly places: readonly Cells[];
  readonly events: readonly Cells[];
  /** Precincts that exist on election day, with their voters. */
  readonly precincts: readonly { readonly code: string; readonly voters: number; readonly isAbroad: boolean }[];
}

interface Plan {
  readonly regions: number;
  readonly constituencies: number;
  readonly precincts: number;
}

interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

/** The middle of the country: open sea, far from any coast. */
const MIDDLE: Spot = { latitude: 45, longitude: -34 };
const STATIONS = ['permanent', 'permanent', 'permanent', 'permanent', 'permanent', 'temporary', 'special'] as const;

/**
 * A country of `precincts` precincts (at least 20): one in forty lies abroad, the others in constituencies, these in
 * regions. A few were closed, opened, moved or renamed; the results of two were annulled.
 */
export function inventTerritory(seed: string, precincts: number): Territory {
  const random = seeded(`${seed}/places`);
  const plan = planOf(precincts);
  const regions = Array.from({ length: plan.regions }, (_, index) => regionOf(random, index));
  const constituencies = Array.from({ length: plan.constituencies }, (_, index) =>
    constituencyOf(random, index, regions),
  );
  const inside = precincts - Math.floor(precincts / 40);
  const stations = Array.from({ length: precincts }, (_, index) =>
    index < inside ? precinctOf(random, index, constituencies) : stationAbroad(random, index - inside + 1),
  );
  const changed = withHistory(stations, constituencies);
  const places = [countryCells(), ...regions.map(({ cells }) => cells), ABROAD];
  return {
    places: [...places, ...constituencies.map(({ cells }) => cells), ...changed.places],
    events: changed.events,
    precincts: changed.places
      .filter(({ valid_to }) => valid_to === undefined)
      .map(({ code = '', station }) => ({ code, voters: 150 + random.below(2_200), isAbroad: station === 'abroad' })),
  };
}

function planOf(precincts: number): Plan {
  const constituencies = Math.max(4, Math.min(1_000, Math.round(Math.sqrt(precincts) * 1.4)));
  return { precincts, constituencies, regions: Math.max(2, Math.round(Math.sqrt(constituencies))) };
}

function countryCells(): Cells {
  return { code: 'XA', level: 'country', ...nameCells('name', COUNTRY_NAME), sources: 'S1' };
}

const ABROAD: Cells = {
  code: 'ABROAD',
  parent: 'XA',
  level: 'area',
  name_en: 'Abroad',
  name_ru: 'За рубежом',
  name_ar: 'الخارج',
};

interface Area {
  readonly cells: Cells;
  readonly spot: Spot;
}

function regionOf(random: Seeded, index: number): Area {
  const code = `R${padded(index + 1, 2)}`;
  const name = nameCells('name', inventWord(random, 3));
  return {
    spot: near(random, MIDDLE, 2),
    cells: { code, parent: 'XA', level: 'region', number: `${index + 1}`, ...name },
  };
}

function constituencyOf(random: Seeded, index: number, regions: readonly Area[]): Area {
  const region = regions[index % regions.length] as Area;
  const code = `C${padded(index + 1, 4)}`;
  const parent = region.cells.code ?? '';
  const name = nameCells('name', inventWord(random, 2 + random.below(2)));
  const cells = { code, parent, level: 'constituency', number: `${index + 1}`, ...name };
  return { spot: near(random, region.spot, 0.5), cells };
}

function precinctOf(random: Seeded, index: number, constituencies: readonly Area[]): Cells {
  const { cells, spot } = constituencies[index % constituencies.length] as Area;
  const number = padded(Math.floor(index / constituencies.length) + 1, 3);
  const { latitude, longitude } = near(random, spot, 0.1);
  return {
    code: `${cells.code}-${number}`,
    parent: cells.code ?? '',
    level: 'precinct',
    station: pickOne(random, STATIONS),
    number,
    ...nameCells('name', inventWord(random, 2)),
    latitude: latitude.toFixed(4),
    longitude: longitude.toFixed(4),
  };
}

/** Where a station abroad stands is not known to the file: it has no coordinates. */
function stationAbroad(random: Seeded, number: number): Cells {
  const name = nameCells('name', inventWord(random, 3));
  return {
    code: `A${padded(number, 4)}`,
    parent: 'ABROAD',
    level: 'precinct',
    station: 'abroad',
    number: `${number}`,
    ...name,
  };
}

/** Gives the first precincts a past: closed, opened, moved, renamed, annulled; one annulment names no place. */
function withHistory(stations: readonly Cells[], constituencies: readonly Area[]) {
  const [closed, opened, moved, renamed, annulled, second] = stations.map(({ code }) => code ?? '');
  const former = constituencies.at(-1)?.cells.code ?? '';
  const validity: Record<string, Cells> = {
    [closed ?? '']: { valid_to: '2025-12-31' },
    [opened ?? '']: { valid_from: '2026-01-15' },
  };
  const places = stations.map((cells) => ({ ...cells, ...validity[cells.code ?? ''] }));
  const parentOf = (code: string | undefined) => stations.find((cells) => cells.code === code)?.parent ?? '';
  const events = [
    event('closed', closed, { date: '2025-12-31', grounds: 'The building was given up.' }),
    event('opened', opened, { date: '2026-01-15', grounds: 'A new quarter.' }),
    event('moved', moved, { date: '2026-01-15', from: former, to: parentOf(moved) }),
    event('renamed', renamed, { date: '2026-02', from: 'Old Harbour', confidence: 'medium' }),
    event('results-annulled', annulled, { date: '2026-03-26', grounds: 'More ballots than voters.' }),
    event('results-annulled', second, { date: '2026-03-26', grounds: 'The protocol was lost.' }),
    {
      ...event('results-annulled', undefined, { date: '2026-03-26', basis: 'to-verify' }),
      key: 'results-annulled.unclear',
      place_as_stated: 'Precinct 7 of one of the two eastern constituencies',
    },
  ];
  return { places, events };
}

function event(what: string, place: string | undefined, more: Cells): Cells {
  const about: Cells = place === undefined ? {} : { place };
  const key = `${what}.${place ?? 'unclear'}`;
  return { key, ...about, event: what, body: 'ec', sources: 'S3', basis: 'sourced', confidence: 'high', ...more };
}

function near(random: Seeded, { latitude, longitude }: Spot, spread: number): Spot {
  const shift = () => (random.share() * 2 - 1) * spread;
  return { latitude: latitude + shift(), longitude: longitude + shift() };
}

function padded(number: number, width: number): string {
  return String(number).padStart(width, '0');
}

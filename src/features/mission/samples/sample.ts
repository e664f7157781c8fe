import { sha256 } from '../../../kernel/bytes/hash.ts';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { encodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { formatCanonicalJson, type JsonValue } from '../../../ledger/commitment/canonical-json.ts';
import { formatFraction } from '../../../stats/fraction.ts';
import type { Draw, DrawRecord } from '../../../stats/sampling/draw-sample.ts';

/** Where the units of a frame come from: the register of the mission's election at one state, or a file of the user. */
export type FrameSource =
  | {
      readonly kind: 'register';
      readonly election: string;
      /** State of the election file; grows with every change of it. */
      readonly revision: number;
      /** Levels of the places that are strata and clusters; null: there are none. */
      readonly strata: string | null;
      readonly clusters: string | null;
      /** Which claims sizes are taken from; null: units have no size. */
      readonly sizes: SizesWanted | null;
      /** Sorts of polling stations that can be drawn; null: all. */
      readonly stations: readonly string[] | null;
    }
  | { readonly kind: 'file'; readonly name: string };

/** Claims that say how large polling stations are. */
export interface SizesWanted {
  readonly subject: string;
  /** As of when, as the claims write it; null: whenever. */
  readonly asOf: string | null;
  /** Whose: `official`, `observed`, …; null: whosever. */
  readonly kind: string | null;
}

/** A unit of a sample, as it is stored and listed. */
export interface SampleUnit {
  readonly position: number;
  readonly isReserve: boolean;
  /** Null: a reserve that is a whole cluster. */
  readonly station: string | null;
  readonly stratum: string | null;
  readonly cluster: string | null;
  /** Of a reserve, null as the next ones. */
  readonly stage: 1 | 2 | null;
  /** The chance of being in the sample: `3/40`. */
  readonly inclusion: string | null;
  readonly weight: number | null;
}

/** The columns of a list of units as a file. */
export const UNIT_COLUMNS = ['position', 'reserve', 'station', 'stratum', 'cluster', 'stage', 'inclusion', 'weight'];

/** A unit as a row under `UNIT_COLUMNS`. */
export function unitCells(unit: SampleUnit): string[] {
  const { position, isReserve, station, stratum, cluster, stage, inclusion, weight } = unit;
  const cells = [position, isReserve ? 1 : 0, station, stratum, cluster, stage, inclusion, weight];
  return cells.map((cell) => `${cell ?? ''}`);
}

/** The units of a draw: those that were selected, then the reserves. */
export function unitsOf({ selected, reserves }: Pick<Draw, 'selected' | 'reserves'>): SampleUnit[] {
  return [
    ...selected.map(({ id, stratum, cluster, stage, inclusion, weight, order }): SampleUnit => {
      const shown = formatFraction(inclusion);
      return { position: order, isReserve: false, station: id, stratum, cluster, stage, inclusion: shown, weight };
    }),
    ...reserves.map(({ id, stratum, cluster, order }): SampleUnit => {
      const none = { stage: null, inclusion: null, weight: null };
      return { position: order, isReserve: true, station: id, stratum, cluster, ...none };
    }),
  ];
}

/** What the log commits to, and what is published when the time has come: with it anybody draws the sample again. */
export interface SampleDocument {
  readonly format: 'scrutineer sample 1';
  readonly mission: string;
  readonly name: string;
  /** 32 hexadecimal digits that nobody can guess. */
  readonly salt: string;
  readonly record: DrawRecord;
  readonly source: FrameSource;
  /** Stations in the order in which they were drawn. */
  readonly selected: readonly string[];
  readonly reserves: readonly Pick<SampleUnit, 'station' | 'stratum' | 'cluster'>[];
}

/** What a document says of the units of its sample. */
export function namedUnits(units: readonly SampleUnit[]): Pick<SampleDocument, 'selected' | 'reserves'> {
  return {
    selected: units.flatMap(({ isReserve, station }) => (isReserve || station === null ? [] : [station])),
    reserves: units.flatMap(({ isReserve, station, stratum, cluster }) =>
      isReserve ? [{ station, stratum, cluster }] : [],
    ),
  };
}

/** The document of a sample as text: canonical JSON (RFC 8785), and a line feed. */
export function writeDocument(document: SampleDocument): string {
  // A member of it that is a list or an object is a value of JSON, which interfaces do not say of themselves.
  return `${formatCanonicalJson(document as unknown as JsonValue)}\n`;
}

/** SHA-256 of a document, in hexadecimal digits: what the log says of the sample. */
export function hashDocument(document: SampleDocument): string {
  return formatHex(sha256(encodeUtf8(writeDocument(document))));
}

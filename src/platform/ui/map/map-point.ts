import type { ChartWords } from '../charts/frame/chart-frame.tsx';
import type { RecordName } from '../parts/links/record-address.ts';
import type { MapBox } from './map-view.ts';

/** A place on the map, or several near each other as one. Degrees, WGS 84. */
export interface MapPoint {
  readonly id: string;
  readonly label: string;
  readonly latitude: number;
  readonly longitude: number;
  /** How many places it stands for; 1 unless given. */
  readonly count?: number | undefined;
  readonly note?: string | undefined;
  readonly record?: RecordName | undefined;
}

/** What a map shows. */
export interface PlacesMapProps extends ChartWords {
  readonly points: readonly MapPoint[];
  /** Told what is seen, after each move, so that more of it can be loaded. */
  readonly onMove?: ((box: MapBox) => void) | undefined;
}

import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import landUrl from 'world-atlas/land-50m.json?url';

type Land = Polygon | MultiPolygon;

let loading: Promise<Land> | undefined;

/** The land of the world, fetched once: no borders but the shore, because borders are a matter of the mission. */
export function loadLand(): Promise<Land> {
  loading ??= fetchLand();
  return loading;
}

async function fetchLand(): Promise<Land> {
  const topology = (await (await fetch(landUrl)).json()) as Parameters<typeof feature>[0];
  const land = topology.objects.land;
  if (land === undefined) throw new Error('Load land: the map of the world has no land');
  const shape = feature(topology, land);
  const first = shape.type === 'FeatureCollection' ? shape.features[0] : shape;
  return first?.geometry as Land;
}

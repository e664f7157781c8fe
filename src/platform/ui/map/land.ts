import type { GeoPermissibleObjects } from 'd3-geo';
import { feature } from 'topojson-client';
import landUrl from 'world-atlas/land-50m.json?url';

let loading: Promise<GeoPermissibleObjects> | undefined;

/** The land of the world, fetched once: no borders but the shore, because borders are a matter of the mission. */
export function loadLand(): Promise<GeoPermissibleObjects> {
  loading ??= fetchLand();
  return loading;
}

async function fetchLand(): Promise<GeoPermissibleObjects> {
  const topology = (await (await fetch(landUrl)).json()) as Parameters<typeof feature>[0];
  const land = topology.objects.land;
  if (land === undefined) throw new Error('Load land: the map of the world has no land');
  return feature(topology, land) as GeoPermissibleObjects;
}

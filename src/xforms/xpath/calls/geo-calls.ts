import { entry, type FunctionTable } from '../call.ts';
import { areaSquareMetres, isWithin, lengthMetres, pointsOf } from '../functions/geo.ts';
import { crossesItself } from '../functions/self-crossing.ts';

/** Functions of places: ODK XForms "Geographic Functions", and `geofence` and `intersects` of the clients. */
export const GEO_CALLS: FunctionTable = {
  area: entry(1, 1, (call) => measure(areaSquareMetres, call.texts(0))),
  'enclosed-area': entry(1, 1, (call) => measure(areaSquareMetres, call.texts(0))),
  distance: entry(1, 1000, (call) => measure(lengthMetres, call.texts(0))),
  geofence: entry(2, 2, (call) => {
    const [point] = pointsOf([call.text(0)]) ?? [];
    const shape = pointsOf([call.text(1)]);
    return point !== undefined && shape !== null && isWithin(point, shape);
  }),
  intersects: entry(1, 1, (call) => crossesItself(pointsOf([call.text(0)]) ?? [])),
};

/** To the hundredth, as clients give it; not a number where a place cannot be read. */
function measure(
  compute: (points: NonNullable<ReturnType<typeof pointsOf>>) => number,
  texts: readonly string[],
): number {
  const points = pointsOf(texts);
  return points === null ? Number.NaN : Math.round(compute(points) * 100) / 100;
}

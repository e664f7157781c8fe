import type { PositionPort } from '../model/ports.ts';

const PERMISSION_DENIED = 1;

/** The position as the browser measures it. */
export const devicePosition: PositionPort = {
  watch: (listen) => {
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) =>
        listen.onFix({
          latitude: coords.latitude,
          longitude: coords.longitude,
          altitudeMetres: coords.altitude,
          accuracyMetres: coords.accuracy,
        }),
      ({ code }) => listen.onFault(code === PERMISSION_DENIED ? 'denied' : 'unavailable'),
      { enableHighAccuracy: true, maximumAge: 0 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  },
};

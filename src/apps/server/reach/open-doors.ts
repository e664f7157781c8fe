import type { Server } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/time/clock.ts';
import type { Origins, ServerSettings } from '../settings.ts';
import type { Metrics } from '../watch/metrics/metrics.ts';
import { createMetricsServer } from '../watch/metrics/serve-metrics.ts';
import { type Certificate, certificateWarnings, readCertificate } from './certificate.ts';
import { closeServer, createHttpServer, type Fetch, listen, ownOrigins, type Place } from './listen.ts';
import { createRedirectServer } from './redirect-http.ts';
import { watchCertificate } from './watch-certificate.ts';

/** The ports of the server, taken. */
export interface Doors {
  readonly origins: Origins;
  /** Where it is reached from this machine: `http://localhost:8391`. */
  readonly url: string;
  /** What to mind about the certificate. */
  readonly warnings: readonly string[];
  /** The certificate in use; null: plain HTTP. */
  certificate(): Certificate | null;
  /** Lets all go at once: nothing was begun. */
  abandon(): void;
  /** Takes no more requests, and finishes those that run within `patienceMs`. */
  close(patienceMs: number): Promise<void>;
}

/** What the doors are opened with. */
export interface DoorParts {
  readonly fetch: Fetch;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Takes the ports that the settings name. @throws Refusal where one, or the certificate, cannot be had. */
export async function openDoors(settings: ServerSettings, parts: DoorParts): Promise<Doors> {
  const { host, certificate: files, proxies } = settings;
  const certificate = files === null ? null : await readCertificate(files);
  const server = createHttpServer(parts.fetch, certificate);
  const port = await listen(server, { host, port: settings.port, setting: 'PORT' }, proxies === 0);
  const scheme = certificate === null ? 'http' : 'https';
  const origins = settings.origins ?? ownOrigins(scheme, host, port);
  const others = await openOthers(server, otherServers(settings, { ...parts, origins }));
  const { clock, log } = parts;
  const watched =
    certificate === null || files === null
      ? null
      : watchCertificate(certificate, { files, server: server as TlsServer, origin: origins[0], clock, log });
  const now = new Date(clock.now());
  return {
    origins,
    url: `${scheme}://localhost:${port}`,
    warnings: certificate === null ? [] : certificateWarnings(certificate, { origin: origins[0], now }),
    certificate: () => watched?.current() ?? null,
    abandon: () => {
      watched?.close();
      for (const each of [server, ...others]) {
        each.closeAllConnections();
        each.close();
      }
    },
    close: async (patienceMs) => {
      watched?.close();
      await Promise.all([closeServer(server, patienceMs), ...others.map((other) => closeServer(other, 0))]);
    },
  };
}

/** Where one of them cannot be had, none stays open. */
async function openOthers(server: Server, wanted: readonly (readonly [Server, Place])[]): Promise<Server[]> {
  const others: Server[] = [];
  try {
    for (const [other, place] of wanted) {
      await listen(other, place, true);
      others.push(other);
    }
    return others;
  } catch (error) {
    for (const each of [server, ...others]) each.close();
    throw error;
  }
}

function otherServers(
  { host, redirectPort, metrics }: ServerSettings,
  parts: DoorParts & { readonly origins: Origins },
): readonly (readonly [Server, Place])[] {
  const redirect: [Server, Place][] =
    redirectPort === null
      ? []
      : [
          [
            createRedirectServer(() => parts.origins),
            { host, port: redirectPort, setting: 'SCRUTINEER_REDIRECT_HTTP' },
          ],
        ];
  const figures: [Server, Place][] =
    metrics.port === null
      ? []
      : [
          [
            createMetricsServer(parts.metrics, metrics.token),
            { host: metrics.host, port: metrics.port, setting: 'SCRUTINEER_METRICS_PORT' },
          ],
        ];
  return [...redirect, ...figures];
}

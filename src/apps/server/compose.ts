import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Clock } from '../../kernel/clock.ts';
import type { Endpoint } from '../../platform/http/endpoint.ts';
import { mountEndpoints } from '../../platform/http/mount.ts';
import type { Origins } from './settings.ts';

/** What the parts of the program stand on. */
export interface Ground {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly origins: Origins;
  readonly proxies: number;
}

/** Every endpoint of the server: one line for each slice. */
const ENDPOINTS: readonly Endpoint[] = [];

/** Adds everything under `/api/` to `app`. */
export function composeApi(app: Hono, ground: Ground): void {
  mountEndpoints(app, ENDPOINTS, { ...ground, findActor: async () => null });
}

/** What is to be done once before the first request, and the line that tells that the server is ready. */
export async function composeStart(ground: Ground): Promise<string> {
  return `Scrutineer is ready: ${ground.origins[0]}`;
}

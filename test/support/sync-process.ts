import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import {
  createIntake,
  type ReportLogs,
  reportBook,
} from '../../src/features/field/reports/routes/intake/create-intake.ts';
import { mountSync } from '../../src/features/field/reports/routes/sync/mount-sync.ts';
import { createDeviceKeeper } from '../../src/features/mission/devices/access.ts';
import { addressConnector, urlConnector } from '../../src/platform/db/connect.ts';
import { createBlobStore } from '../../src/platform/files/blobs/create-blob-store.ts';
import { UploadFolder } from '../../src/platform/files/uploads/upload-folder.ts';
import { createMissionLogs } from '../../src/platform/log/mission-logs.ts';
import { createLocalSigner } from '../../src/platform/log/signer/local-signer.ts';

/** The door of the phone app as a process of its own, to be killed; says at which port it answers. */
const { url, address, database, folder } = JSON.parse(process.argv[2] ?? '{}');
const sql = (url === null ? addressConnector(address, database) : urlConnector(url)).app();
const clock = { now: () => Date.now() };
const log = pino({ level: 'warn' }, pino.destination(2));
mkdirSync(join(folder, 'log'), { recursive: true });
const logs: ReportLogs = createMissionLogs({
  ...{ sql, clock, log, folder: join(folder, 'log'), host: 'test.example', build: new Uint8Array(32) },
  ...{ signer: createLocalSigner(join(folder, 'keys')), bookOf: reportBook, published: () => {} },
});
const app = new Hono();
mountSync(app, {
  ...{ sql, clock, log, proxies: 0, intake: createIntake(logs), devices: createDeviceKeeper(sql, clock) },
  blobs: await createBlobStore(join(folder, 'files'), { reserves: { fileBytes: 0, textBytes: 0 } }),
  uploads: new UploadFolder(join(folder, 'files', 'uploads')),
});
const server = createAdaptorServer({ fetch: app.fetch }) as Server;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

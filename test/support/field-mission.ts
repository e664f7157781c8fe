import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Hono } from 'hono';
import type { ReportReply } from '../../src/features/field/reports/arrivals/arrival-replies.ts';
import type { reportReply, VersionReply } from '../../src/features/field/reports/contract/api.ts';
import type { MadeKey } from '../../src/features/mission/api-keys/api-key.ts';
import type { OpenRosaSecrets } from '../../src/features/mission/devices/device-replies.ts';
import { writeXlsx } from '../../src/xforms/workbook/xlsx/write-xlsx.ts';
import { firstLink } from './desk-people.ts';
import { type Office, setUpPassword } from './office.ts';
import { eventually } from './open-page.ts';
import type { TestServer } from './server.ts';
import { tokenOf, Visitor } from './visitor.ts';

/** A form that is to be published, with the files beside it by name. */
export interface FieldForm {
  readonly survey: readonly (readonly string[])[];
  readonly choices: readonly (readonly string[])[];
  readonly settings: readonly (readonly string[])[];
  readonly files: ReadonlyMap<string, Uint8Array | string>;
}

type Report = ReturnType<(typeof reportReply)['parse']>;

/** A mission on a server of its own, as its manager, its telephones and the programs of others see it. */
export interface FieldMission {
  readonly slug: string;
  publish(form: FieldForm, reason?: string): Promise<void>;
  /** Adds a device at the desk. */
  addDevice(name: string, login?: string): Promise<OpenRosaSecrets>;
  /** The version with that receipt, once the server has read it. */
  readVersion(code: string): Promise<VersionReply>;
  report(reportId: string): Promise<Report>;
  /** What its newest version names and nobody sent, as the desk shows it. */
  missingFiles(reportId: string): Promise<readonly string[]>;
}

/** Signs the first administrator in and makes a mission. */
export async function fieldMission(server: TestServer, slug: string): Promise<FieldMission> {
  const asked = {
    request: (path: string, { headers, ...init }: { headers: Headers }) => {
      headers.set('origin', server.url);
      return fetch(`${server.url}${path}`, { ...init, headers });
    },
  };
  const manager = new Visitor(asked as unknown as Hono);
  const names = { name: 'Leyla', signInName: 'leyla' };
  const office = { clock: { now: () => Date.now() } } as Office;
  await setUpPassword(office, manager, { token: tokenOf(firstLink(server)), ...names });
  await manager.get('POST /api/missions', { id: randomUUID(), slug, name: { en: 'Coast: Şəki' }, election: null });
  const { key } = await manager.get<MadeKey>(`POST /api/missions/${slug}/api-keys`, {
    name: 'Reader',
    scopes: ['reports:read'],
  });
  const read = async <T>(path: string): Promise<T> => {
    const reply = await fetch(`${server.url}/api/v1/missions/${slug}/${path}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  };
  return {
    slug,
    publish: (form, reason) => publishForm(server, slug, { form, reason }),
    addDevice: (name, login) =>
      manager.get(`POST /api/missions/${slug}/devices`, { id: randomUUID(), name, kind: 'odk', login: login ?? null }),
    readVersion: async (code) => {
      const find = async () => {
        const { reports } = await read<{ reports: VersionReply[] }>('reports?limit=1000');
        return reports.find(({ receipt }) => receipt.code === code);
      };
      await eventually(async () => (await find())?.state).toMatch(/^(read|held)$/);
      return (await find()) as VersionReply;
    },
    report: (reportId) => read(`reports/${reportId}`),
    missingFiles: async (reportId) =>
      (await manager.get<ReportReply>(`GET /api/missions/${slug}/reports/${reportId}`)).missingFiles,
  };
}

/** Publishes with the program's command, as files of a folder. */
export async function publishForm(
  server: TestServer,
  slug: string,
  { form, reason }: { form: FieldForm; reason?: string | undefined },
): Promise<void> {
  const path = join(server.dataFolder, 'forms-of-test', 'visit.xlsx');
  mkdirSync(dirname(path), { recursive: true });
  const { survey, choices, settings, files } = form;
  const sheets = Object.entries({ survey, choices, settings }).map(([name, rows]) => ({ name, rows }));
  writeFileSync(path, writeXlsx({ sheets }));
  for (const [name, content] of files) writeFileSync(join(dirname(path), name), content);
  const more = reason === undefined ? [] : ['--reason', reason];
  const done = await server.run(['form', 'publish', path, '--mission', slug, ...more]);
  if (done.status !== 0) throw new Error(`Publish the form: ${done.errors}`);
}

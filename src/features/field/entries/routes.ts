import { formatHex, parseHex } from '../../../kernel/bytes/hex.ts';
import { must } from '../../../kernel/result.ts';
import type { BlobStore } from '../../../platform/files/blobs/blob-store.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { FormPackage } from '../../../xforms/package/form-package.ts';
import { findDevice } from '../../mission/devices/access.ts';
import { getMission, getWorkingMission } from '../../mission/missions/access.ts';
import { createPublishedForms, getFormPackage } from '../forms/access.ts';
import type { ArrivedFile, Intake, Sender } from '../reports/arrival.ts';
import {
  ENTRY_BODY_BYTES,
  ENTRY_FILE_BYTES,
  type EntryBody,
  entryBody,
  fileParams,
  missionParams,
  reportParams,
} from './contract.ts';
import type { EnteredReport, EntryForm, ShownEntry, StoredFile } from './report-entry.ts';
import { idsOfReport, listEntries, saveEntry } from './store.ts';
import { arrivalOfTyped, NO_DEVICE, readTyped } from './typed-record.ts';

/** What entries at the desk need of the program around them. */
export interface EntryGround {
  readonly intake: Intake;
  readonly blobs: Pick<BlobStore, 'keep' | 'find'>;
}

const published = createPublishedForms();

const forms = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/entry-forms',
  access: 'editor',
  params: missionParams,
  handle: async ({ sql, params }): Promise<EntryForm[]> => {
    const { id } = await getMission(sql, params.mission);
    const open = await published.listOpen(sql, id);
    return open.map(({ formId, number, title, titles, version }) => ({ formId, number, title, titles, version }));
  },
});

const putFile = ({ blobs }: EntryGround) =>
  defineEndpoint({
    method: 'PUT',
    path: '/api/missions/:mission/entry-files/:file',
    access: 'editor',
    params: fileParams,
    unaudited: 'The entry that names it is audited; a file that none names is removed.',
    prepare: async ({ pool, params, request }): Promise<StoredFile> => {
      const { isArchived } = await getMission(pool, params.mission);
      if (isArchived) throw new Problem('mission-archived', { mission: params.mission });
      const { sha256, bytes } = await blobs.keep(piecesOf(request), { maxBytes: ENTRY_FILE_BYTES });
      return { sha256: formatHex(sha256), bytes };
    },
    handle: async ({ prepared }) => prepared,
  });

async function* piecesOf(request: Request): AsyncIterable<Uint8Array> {
  yield* request.body ?? [];
}

const enter = (ground: EntryGround) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/entries',
    access: 'editor',
    params: missionParams,
    body: entryBody,
    bodyLimitBytes: ENTRY_BODY_BYTES,
    handle: async ({ sql, params, body, actor, now, audit }): Promise<EnteredReport> => {
      const mission = await getWorkingMission(sql, params.mission);
      const typed = await readEntry(sql, mission.id, body);
      const { sender, fault, name } = await senderOf(sql, mission.id, body.device);
      const files = await filesOf(body.files, ground);
      const { id, cameBy, reporter, note, device: deviceId } = body;
      const typist = { id: actor.id, name: actor.name };
      const entry = {
        id,
        missionId: mission.id,
        sha256: typed.sha256,
        cameBy,
        deviceId,
        reporter,
        note,
        typist,
        at: now,
      };
      const isNew = await saveEntry(sql, entry);
      const { status, reportId, code } = await ground.intake.take(
        mission.id,
        arrivalOfTyped(typed, { sender, fault, files }),
      );
      await audit({
        action: isNew ? 'report.entered' : 'report.entered-again',
        subject: { kind: 'report', id: reportId },
        electionId: mission.electionId,
        parameters: { mission: mission.slug, code, form: body.form, cameBy, reporter: name ?? reporter ?? '' },
      });
      return { status, reportId, code };
    },
  });

/** @throws Problem `not-found` where there is no such form, `entry-refused` where the record is none of it. */
async function readEntry(sql: Db, missionId: string, { form: formId, number, xml }: EntryBody) {
  const form = await published.find(sql, missionId, { formId, number });
  if (form === null) throw new Problem('not-found', { what: `version ${number} of ${formId}` });
  const { core } = JSON.parse(await getFormPackage(sql, form)) as FormPackage;
  const typed = readTyped(xml, core);
  if (!typed.ok) throw new Problem('entry-refused', { code: typed.error.code });
  return typed.value;
}

/** Whose report it is. What is told in the name of a device that was revoked waits for a person, as all it sends does. */
async function senderOf(
  sql: Db,
  missionId: string,
  deviceId: string | null,
): Promise<{ sender: Sender; fault: string | null; name: string | null }> {
  if (deviceId === null) return { sender: NO_DEVICE, fault: null, name: null };
  const device = await findDevice(sql, missionId, deviceId);
  if (device === null) throw new Problem('not-found', { what: `device ${deviceId}` });
  const sender = { deviceId: device.id, pseudonym: device.pseudonym, courierId: null };
  return { sender, fault: device.isRevoked ? 'revoked-device' : null, name: device.name };
}

async function filesOf(named: EntryBody['files'], { blobs }: EntryGround): Promise<ArrivedFile[]> {
  return await Promise.all(
    named.map(async ({ name, sha256: hex, contentType }) => {
      const sha256 = must(parseHex(hex), 'Read the hash of a file: its schema has seen it');
      const found = await blobs.find(sha256);
      if (found === null) throw new Problem('not-found', { what: `file ${name}` });
      return { name, sha256, bytes: found.bytes, contentType: contentType || 'application/octet-stream' };
    }),
  );
}

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/reports/:report/entries',
  access: 'reader',
  params: reportParams,
  reads: ({ params }) => ({ what: 'report', subject: { kind: 'report', id: params.report } }),
  handle: async ({ sql, params }): Promise<ShownEntry[]> => {
    const { id } = await getMission(sql, params.mission);
    return await listEntries(sql, id, await idsOfReport(sql, params.report));
  },
});

/** What is typed at the desk for somebody. */
export function entryEndpoints(ground: EntryGround): readonly Endpoint[] {
  return [forms, putFile(ground), enter(ground), list];
}

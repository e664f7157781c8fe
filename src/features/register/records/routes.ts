import { randomUUID } from 'node:crypto';
import { type Cells, canonicalCells } from '../../../kernel/record.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { type AuditNote, type Db, defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { isAddressKey } from '../election/election.ts';
import { getEditableElection, getReadableElection } from './access.ts';
import {
  actBody,
  archiveBody,
  type ElectionFileReply,
  type ElectionSummary,
  electionParams,
  newElectionBody,
  type RecordReply,
  recordBody,
  recordParams,
  type SavedReply,
  visibilityBody,
} from './contract.ts';
import { type KindName, kindNamed } from './kinds.ts';
import { type CurrentRecord, keyOf, type RecordChange } from './record-set.ts';
import { requireSound, requireUnreferenced } from './store/sound-change.ts';
import {
  createElection,
  findElection,
  findRecord,
  listElections,
  loadFile,
  loadHistory,
  type StoredElection,
  saveRecords,
  setArchived,
  setVisibility,
} from './store.ts';

interface Editing {
  readonly sql: Db;
  readonly actor: Actor;
  readonly now: Date;
  readonly audit: (note: AuditNote) => Promise<void>;
}

const listAll = defineEndpoint({
  method: 'GET',
  path: '/api/elections',
  access: 'public',
  handle: async ({ sql, actor }): Promise<ElectionSummary[]> => {
    const elections = await listElections(sql, { includePrivate: actor !== null });
    return elections.map((election) => ({ ...summaryOf(election), cells: election.cells }));
  },
});

const getFile = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/file',
  access: 'public',
  params: electionParams,
  etag: async ({ sql, params, actor }) => {
    const election = await getReadableElection(sql, params.slug, actor);
    return `${election.id}.${election.revision}`;
  },
  handle: async ({ sql, params, actor }): Promise<ElectionFileReply> => {
    const election = await getReadableElection(sql, params.slug, actor);
    return { election: summaryOf(election), records: groupRecords(await loadFile(sql, election.id)) };
  },
});

const getRecord = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/records/:kind/:key',
  access: 'public',
  params: recordParams,
  handle: async ({ sql, params, actor }): Promise<RecordReply> => {
    const election = await getReadableElection(sql, params.slug, actor);
    const record = await getStored(sql, election, params);
    const history = await loadHistory(sql, election.id, params);
    return {
      version: record.version,
      isWithdrawn: record.withdrawn,
      cells: record.cells,
      history: history.map(({ isByProgram, ...version }) => ({
        ...version,
        // The public reads what was changed and why; who works for a mission is nobody's business there.
        authorName: actor === null && !isByProgram ? '' : version.authorName,
        at: version.at.toISOString(),
      })),
    };
  },
});

const create = defineEndpoint({
  method: 'POST',
  path: '/api/elections',
  access: 'editor',
  body: newElectionBody,
  status: 201,
  handle: async ({ sql, actor, now, audit, body }): Promise<SavedReply> => {
    const cells = canonicalCells(kindNamed('election'), body.cells);
    const key = requireAddressKey(cells.key ?? '');
    const change: RecordChange = { kind: 'election', key, act: 'created', cells, base: 0, position: null };
    await requireSound(sql, body.id, change);
    const election = await createElection(sql, { id: body.id, slug: key, visibility: 'private', at: now });
    return save({ sql, actor, now, audit }, election, { change, reason: null });
  },
});

const put = defineEndpoint({
  method: 'PUT',
  path: '/api/elections/:slug/records/:kind/:key',
  access: 'editor',
  params: recordParams,
  body: recordBody,
  handle: async ({ sql, actor, now, audit, params, body }): Promise<SavedReply> => {
    const election = await getEditableElection(sql, params.slug);
    const cells = canonicalCells(kindNamed(params.kind), body.cells);
    const act = body.base === 0 ? 'created' : 'corrected';
    if (act === 'corrected') await requireCurrent(sql, election, { ...params, base: body.base });
    else await requireFree(sql, election, params);
    const change: RecordChange = { ...identityOf(params), act, cells, base: body.base, position: null };
    await requireSound(sql, election.id, change);
    const reason = act === 'created' ? (body.reason ?? null) : requireReason(body.reason);
    return save({ sql, actor, now, audit }, election, { change, reason });
  },
});

const withdraw = defineEndpoint({
  method: 'POST',
  path: '/api/elections/:slug/records/:kind/:key/withdraw',
  access: 'editor',
  params: recordParams,
  body: actBody,
  handle: async ({ sql, actor, now, audit, params, body }): Promise<SavedReply> => {
    const election = await getEditableElection(sql, params.slug);
    if (params.kind === 'election') throw new Problem('conflict', { what: 'election' });
    const record = await requireCurrent(sql, election, { ...params, base: body.base });
    await requireUnreferenced(sql, election.id, params);
    const identity = { ...identityOf(params), act: 'withdrawn', cells: record.cells, base: body.base } as const;
    const change: RecordChange = { ...identity, position: null };
    await requireSound(sql, election.id, change);
    return save({ sql, actor, now, audit }, election, { change, reason: body.reason });
  },
});

const restore = defineEndpoint({
  method: 'POST',
  path: '/api/elections/:slug/records/:kind/:key/restore',
  access: 'editor',
  params: recordParams,
  body: actBody,
  handle: async ({ sql, actor, now, audit, params, body }): Promise<SavedReply> => {
    const election = await getEditableElection(sql, params.slug);
    const record = await getStored(sql, election, params);
    if (!record.withdrawn || record.version !== body.base) throw new Problem('changed-meanwhile');
    const identity = { ...identityOf(params), act: 'restored', cells: record.cells, base: body.base } as const;
    const change: RecordChange = { ...identity, position: null };
    await requireSound(sql, election.id, change);
    return save({ sql, actor, now, audit }, election, { change, reason: body.reason });
  },
});

const archive = defineEndpoint({
  method: 'POST',
  path: '/api/elections/:slug/archive',
  access: 'administrator',
  params: electionParams,
  body: archiveBody,
  handle: async ({ sql, now, audit, params, body }) => {
    const election = await getEditableElection(sql, params.slug);
    await setArchived(sql, election.id, now);
    await audit(electionNote(election, 'election.archived', body.reason));
  },
});

const unarchive = defineEndpoint({
  method: 'POST',
  path: '/api/elections/:slug/unarchive',
  access: 'administrator',
  params: electionParams,
  body: archiveBody,
  handle: async ({ sql, audit, params, body }) => {
    const election = await findElection(sql, params.slug);
    if (election === null) throw new Problem('not-found', { what: `election ${params.slug}` });
    await setArchived(sql, election.id, null);
    await audit(electionNote(election, 'election.unarchived', body.reason));
  },
});

const changeVisibility = defineEndpoint({
  method: 'POST',
  path: '/api/elections/:slug/visibility',
  access: 'administrator',
  params: electionParams,
  body: visibilityBody,
  handle: async ({ sql, audit, params, body }) => {
    const election = await getEditableElection(sql, params.slug);
    await setVisibility(sql, election.id, body.visibility);
    const action = body.visibility === 'public' ? 'election.published' : 'election.hidden';
    await audit(electionNote(election, action, body.reason));
  },
});

/** What can be asked of the records of an election. */
export const recordEndpoints: readonly Endpoint[] = [
  listAll,
  create,
  getFile,
  getRecord,
  put,
  withdraw,
  restore,
  archive,
  unarchive,
  changeVisibility,
];

async function save(
  editing: Editing,
  election: StoredElection,
  saving: { change: RecordChange; reason: string | null },
): Promise<SavedReply> {
  const { sql, actor, now, audit } = editing;
  const { change, reason } = saving;
  const authorship = { authorId: actor.id, authorName: actor.name, at: now, reason, changeId: randomUUID() };
  await saveRecords(sql, election.id, { changes: [change], authorship });
  await audit({
    action: `record.${change.act}`,
    electionId: election.id,
    subject: { kind: change.kind, id: keyOf(change.kind, change.cells) },
    parameters: { election: election.slug, version: change.base + 1 },
    reason,
  });
  return { version: change.base + 1, revision: election.revision + 1 };
}

async function getStored(
  sql: Db,
  election: StoredElection,
  record: { kind: KindName; key: string },
): Promise<CurrentRecord> {
  const stored = await findRecord(sql, election.id, record);
  if (stored === null) throw new Problem('not-found', { what: `${record.kind} ${record.key}` });
  return stored;
}

/** @throws Problem `conflict` on the key, where a record has that name; withdrawn ones keep theirs. */
async function requireFree(sql: Db, election: StoredElection, wanted: { kind: KindName; key: string }): Promise<void> {
  if ((await findRecord(sql, election.id, wanted)) === null) return;
  const issue = { code: 'key-taken', parameters: { found: wanted.key }, column: kindNamed(wanted.kind).key } as const;
  throw new Problem('conflict', { what: `${wanted.kind} ${wanted.key}` }, [issue]);
}

async function requireCurrent(
  sql: Db,
  election: StoredElection,
  wanted: { kind: KindName; key: string; base: number },
): Promise<CurrentRecord> {
  const record = await getStored(sql, election, wanted);
  if (record.withdrawn || record.version !== wanted.base) throw new Problem('changed-meanwhile');
  return record;
}

/** The key of an election stands in addresses and names the folder that it is exported to. */
function requireAddressKey(key: string): string {
  if (isAddressKey(key)) return key;
  const issue = { code: 'election-key', parameters: { found: key }, severity: 'error', column: 'key' } as const;
  throw new Problem('invalid-input', {}, [issue]);
}

function requireReason(reason: string | undefined): string {
  if (reason !== undefined) return reason;
  throw new Problem('invalid-input', {}, [{ code: 'reason-missing', parameters: {}, column: 'reason' }]);
}

function identityOf(params: { kind: KindName; key: string }): { kind: KindName; key: string } {
  return { kind: params.kind, key: params.key.normalize('NFC') };
}

function electionNote(election: StoredElection, action: string, reason: string): AuditNote {
  const subject = { kind: 'election', id: election.slug };
  return { action, electionId: election.id, subject, parameters: { election: election.slug }, reason };
}

function summaryOf(election: StoredElection): Omit<ElectionSummary, 'cells'> {
  const { slug, visibility, archivedAt, revision } = election;
  return { slug, visibility, isArchived: archivedAt !== null, revision };
}

function groupRecords(records: readonly CurrentRecord[]): ElectionFileReply['records'] {
  const grouped: Partial<Record<KindName, [number, Cells][]>> = {};
  for (const record of records) {
    const rows = grouped[record.kind] ?? [];
    rows.push([record.version, record.cells]);
    grouped[record.kind] = rows;
  }
  return grouped;
}

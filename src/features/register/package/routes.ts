import { randomUUID } from 'node:crypto';
import { download } from '../../../platform/http/download.ts';
import { type Call, type Db, defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { parseInput, readJson } from '../../../platform/http/input.ts';
import { readUpload } from '../../../platform/http/multipart.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { getReadableElection } from '../records/access.ts';
import { findElection, loadCells, loadColumns, lockElection } from '../records/store.ts';
import {
  electionParams,
  type ImportOptions,
  importedFileParams,
  importOptions,
  OPTIONS_LIMIT_BYTES,
} from './contract.ts';
import { type OpenedFiles, type OpenOptions, openPackage } from './files/open-package.ts';
import { packPackage, writeFiles } from './files/pack-package.ts';
import { PackedCopies } from './files/packed-copies.ts';
import { type GivenFile, PACKAGE_LIMITS } from './files/receive-files.ts';
import { type Encoding, OPTIONS_FILE } from './package.ts';
import type { KindCount } from './plan-import.ts';
import { type CheckReply, type ImportReply, type PastImport, reportPlan, reportTables } from './report.ts';
import { applyImport, findImportedFile, listImports, type Review, reviewPackage } from './store.ts';

const UPLOAD_LIMITS = {
  files: 60,
  fileBytes: PACKAGE_LIMITS.totalBytes,
  totalBytes: PACKAGE_LIMITS.totalBytes,
} as const;

/** Anybody may ask for a public election, as often as they like; 32 MB is many of them. */
const PACKED = new PackedCopies(33_554_432);

interface ImportBody {
  readonly given: readonly GivenFile[];
  readonly options: ImportOptions;
}

const check = defineEndpoint({
  method: 'POST',
  path: '/api/imports/check',
  access: 'editor',
  unaudited: 'compares, and writes nothing',
  parse: readImport,
  prepare: openImport,
  handle: async ({ sql, prepared }): Promise<CheckReply> => reportOf(prepared, await reviewPackage(sql, prepared)),
});

const load = defineEndpoint({
  method: 'POST',
  path: '/api/imports',
  access: 'editor',
  parse: readImport,
  prepare: openImport,
  handle: async ({ sql, actor, now, audit, body, prepared }): Promise<ImportReply> => {
    const slug = prepared.electionKey ?? '';
    await lockExisting(sql, prepared);
    const review = await reviewPackage(sql, prepared);
    const plan = requireSound(review);
    const reason = requireReason(review, body.options.reason);
    const changeId = randomUUID();
    const { election } = await applyImport(sql, {
      slug,
      election: review.election,
      plan,
      authorship: { authorId: actor.id, authorName: actor.name, at: now, reason, changeId },
      asNew: { id: randomUUID(), visibility: 'private' },
      given: body.given,
      options: openOptionsOf(body.options),
    });
    const subject = { kind: 'election', id: slug };
    const parameters = { election: slug, ...totalsOf(plan.counts) };
    await audit({ action: 'package.imported', electionId: election.id, subject, parameters, reason });
    const { warnings } = review.checked.issues;
    return { slug, isNew: review.election === null, warnings, counts: plan.counts };
  },
});

const exportZip = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/export.zip',
  access: 'public',
  params: electionParams,
  etag: async ({ sql, params, actor }) => {
    const election = await getReadableElection(sql, params.slug, actor);
    return `${election.id}.${election.revision}`;
  },
  handle: async ({ sql, params, actor }) => {
    const election = await getReadableElection(sql, params.slug, actor);
    const bytes = await PACKED.get(`${election.id}.${election.revision}`, async () => {
      const files = writeFiles(await loadCells(sql, election.id), await loadColumns(sql, election.id));
      return packPackage(election.slug, files);
    });
    return download(bytes, { type: 'application/zip', name: `${election.slug}.zip` });
  },
});

const listPast = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/imports',
  access: 'reader',
  params: electionParams,
  handle: async ({ sql, params, actor }): Promise<PastImport[]> => {
    const election = await getReadableElection(sql, params.slug, actor);
    return await listImports(sql, election.id);
  },
});

const getPastFile = defineEndpoint({
  method: 'GET',
  path: '/api/elections/:slug/imports/:id/files/:position',
  access: 'reader',
  params: importedFileParams,
  handle: async ({ sql, params, actor }) => {
    const election = await getReadableElection(sql, params.slug, actor);
    const file = await findImportedFile(sql, election.id, params);
    if (file === null) throw new Problem('not-found', { what: `file ${params.position}` });
    return download(file.content, { type: 'application/octet-stream', name: file.path.split(/[/\\]/).at(-1) ?? '' });
  },
});

/** What can be asked about whole elections as files. */
export const packageEndpoints: readonly Endpoint[] = [check, load, exportZip, listPast, getPastFile];

async function readImport({ request }: Call<unknown, unknown>): Promise<ImportBody> {
  const { files } = await readUpload(request, UPLOAD_LIMITS);
  const given = files.filter(({ path }) => path !== OPTIONS_FILE);
  const options = files.find(({ path }) => path === OPTIONS_FILE);
  return { given, options: parseInput(importOptions, options === undefined ? {} : await readOptions(options.bytes)) };
}

/** The options have come as a file, and are read with the care that a JSON body is read with. */
async function readOptions(bytes: Uint8Array): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return readJson(
    new Request('http://localhost/', { method: 'POST', headers, body: new Uint8Array(bytes) }),
    OPTIONS_LIMIT_BYTES,
  );
}

async function openImport({ body }: { readonly body: ImportBody }): Promise<OpenedFiles> {
  return openPackage(body.given, openOptionsOf(body.options));
}

function openOptionsOf({ election, encodings, corrections }: ImportOptions): OpenOptions {
  return {
    electionKey: election ?? null,
    encodings: new Map(encodings.map(({ file, encoding }) => [file, encoding])),
    corrections,
  };
}

/** Takes the election before it is looked at, so that nobody changes it between check and import. */
async function lockExisting(sql: Db, { electionKey }: OpenedFiles): Promise<void> {
  const election = electionKey === null ? null : await findElection(sql, electionKey);
  if (election !== null) await lockElection(sql, election);
}

function reportOf(opened: OpenedFiles, { election, checked, plan, current }: Review): CheckReply {
  const { listed, errors, warnings } = checked.issues;
  const tables = checked.tables.map(({ table }) => table);
  return {
    election: opened.electionKey === null ? null : { slug: opened.electionKey, isNew: election === null },
    errors,
    warnings,
    issues: listed,
    tables: reportTables(tables, listed),
    previews: opened.previews.map((preview) => ({ ...preview, encoding: preview.encoding as Encoding })),
    plan: plan === null ? null : reportPlan(plan, current),
  };
}

function requireSound({ checked, plan }: Review): NonNullable<Review['plan']> {
  if (plan !== null) return plan;
  throw new Problem('import-refused', { count: checked.issues.errors }, checked.issues.listed);
}

/** New records need no reason; what changes a record that stands does. */
function requireReason({ plan }: Review, reason: string | undefined): string | null {
  const isNeeded = plan?.changes.some(({ act }) => act !== 'created') ?? false;
  if (!isNeeded || reason !== undefined) return reason ?? null;
  throw new Problem('invalid-input', {}, [{ code: 'reason-missing', parameters: {}, column: 'reason' }]);
}

function totalsOf(counts: readonly KindCount[]): Record<'created' | 'corrected' | 'restored', number> {
  const total = (act: 'created' | 'corrected' | 'restored') => counts.reduce((sum, count) => sum + count[act], 0);
  return { created: total('created'), corrected: total('corrected'), restored: total('restored') };
}

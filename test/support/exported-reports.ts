import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import type { ExportAsk } from '../../src/features/field/exports/export-job.ts';
import { codebookTable } from '../../src/features/field/forms/checking/codebook-table.ts';
import { must } from '../../src/kernel/result.ts';
import { makeCodebook } from '../../src/xforms/form/codebook.ts';
import { compilePackage } from '../../src/xforms/package/compile.ts';
import { convertForm } from '../../src/xforms/xlsform/convert-form.ts';
import type { FieldForm } from './field-mission.ts';
import { visitForm } from './visit-form.ts';

/** The sheets of a form. */
export type FormSheets = Pick<FieldForm, 'survey' | 'choices' | 'settings'>;

/** A report as a test writes it; what is left out is as usual. */
export interface GivenReport {
  readonly id?: string;
  readonly answers: Readonly<Record<string, string | null>> | null;
  readonly formNumber?: number | null;
  readonly state?: 'read' | 'held' | 'void' | 'erased';
  readonly flags?: readonly string[];
  readonly station?: string | null;
  readonly isMoved?: boolean;
  readonly deviceId?: string | null;
  readonly files?: readonly { readonly name: string; readonly sha256: Uint8Array; readonly bytes: number }[];
}

/** A mission with a form, whose reports are written as they rest. */
export interface ReportedMission {
  readonly missionId: string;
  readonly slug: string;
  readonly formUuid: string;
  readonly formId: string;
  add(reports: readonly GivenReport[]): Promise<readonly string[]>;
  addDevice(name: string): Promise<string>;
  /** Lays a file beside a version of the form. */
  addFile(number: number, file: { readonly name: string; readonly text: string }): Promise<void>;
}

/** Makes a mission with versions of a form, oldest first; those of the visit form where none are given. */
export async function reportedMission(
  sql: Sql,
  versions: readonly FormSheets[] = [visitForm('1')],
): Promise<ReportedMission> {
  const [missionId, formUuid] = [randomUUID(), randomUUID()];
  const slug = `m-${missionId.slice(0, 8)}`;
  await sql`
    insert into mission (id, slug, name, created_at) values (${missionId}, ${slug}, ${sql.json({ en: slug })}, now())`;
  let formId = '';
  for (const [at, sheets] of versions.entries()) {
    const form = read(sheets);
    if (at === 0) {
      formId = form.id;
      await sql`
        insert into form (id, mission_id, form_id, created_at) values (${formUuid}, ${missionId}, ${formId}, now())`;
    }
    await sql`
      insert into form_version (form_id, number, title, version, source_name, workbook, xform, package, codebook, warnings,
        questions, languages, author_name, at)
      values (${formUuid}, ${at + 1}, ${form.title}, ${form.version}, 'x', '{}', '', ${form.package}::text::json,
        ${form.codebook}::text::json, '[]', 1, ${form.languages as string[]}, 'A', now())`;
  }
  let count = 0;
  const add = async (reports: readonly GivenReport[]) => {
    const ids = reports.map(({ id }) => id ?? randomUUID());
    const rows = reports.map((report, at) => rowOf(report, { id: must(ids[at], 'id'), at: count + at }));
    count += reports.length;
    await insertReports(sql, { missionId, formUuid, formId }, rows);
    return ids;
  };
  const addDevice = async (name: string) => {
    const id = randomUUID();
    const pseudonym = id.replaceAll('-', '').slice(0, 16);
    await sql`
      insert into device (id, mission_id, name, pseudonym, kind, created_at)
      values (${id}, ${missionId}, ${name}, ${pseudonym}, 'odk', now())`;
    return id;
  };
  const addFile: ReportedMission['addFile'] = async (number, { name, text }) => {
    const content = Buffer.from(text);
    const sha256 = createHash('sha256').update(content).digest();
    await sql`insert into form_file (sha256, content) values (${sha256}, ${content}) on conflict do nothing`;
    await sql`
      insert into form_version_file (form_id, number, name, sha256, bytes)
      values (${formUuid}, ${number}, ${name}, ${sha256}, ${content.length})`;
  };
  return { missionId, slug, formUuid, formId, add, addDevice, addFile };
}

function read(sheets: FormSheets) {
  const named = ['survey', 'choices', 'settings'] as const;
  const workbook = { sheets: named.map((name) => ({ name, rows: sheets[name] })) };
  const converted = convertForm(workbook, { formName: 'data', fallbackId: 'form' });
  if (!converted.ok) throw new Error(JSON.stringify(converted.error));
  const { form } = converted.value;
  const compiled = compilePackage(form);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return {
    id: form.id,
    title: form.title,
    version: form.version,
    languages: form.languages.map((language) => (typeof language === 'string' ? language : language.name)),
    package: JSON.stringify(compiled.value),
    codebook: JSON.stringify(codebookTable(makeCodebook(form))),
  };
}

const START = Date.UTC(2024, 1, 7, 8);

function rowOf(report: GivenReport, { id, at }: { id: string; at: number }) {
  const {
    answers,
    formNumber = 1,
    state = 'read',
    flags = [],
    station = null,
    isMoved = false,
    deviceId = null,
  } = report;
  const sha256 = createHash('sha256').update(`${id} ${at}`).digest('hex');
  const received = new Date(START + at * 1_000).toISOString();
  const files = (report.files ?? []).map((file) => ({ ...file, sha256: Buffer.from(file.sha256).toString('hex') }));
  const row = { id, at, sha256, received, formNumber, state, flags, station, isMoved, deviceId, files };
  return { ...row, answers: answers === null ? null : JSON.stringify(answers) };
}

async function insertReports(
  sql: Sql,
  { missionId, formUuid, formId }: { missionId: string; formUuid: string; formId: string },
  rows: readonly ReturnType<typeof rowOf>[],
) {
  const given = sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as g (id uuid, at int, sha256 text,
    received timestamptz, "formNumber" int, state text, flags json, station text, "isMoved" boolean, "deviceId" uuid,
    files json, answers text)`;
  const sha = sql`decode(g.sha256, 'hex')`;
  await sql`
    insert into report_item (report_id, sha256, mission_id, number, channel, device_id, form_id, form_version, raw, key,
      bytes, received_at, leaf_index, leaf_hash)
    select g.id, ${sha}, ${missionId}, 1, 'odk', "deviceId", ${formId}, "formNumber"::text, '<data/>', ${sha}, 7, received,
      g.at, ${sha} from ${given}`;
  await sql`
    insert into report_reading (report_id, sha256, mission_id, leaf_index, state, reason, flags, answers, form_uuid,
      form_number, read_at)
    select g.id, ${sha}, ${missionId}, g.at, case state when 'held' then 'held' else 'read' end,
      case state when 'held' then 'unknown-station' end, array(select json_array_elements_text(flags)), answers::json,
      ${formUuid}, "formNumber", now() from ${given}`;
  await sql`
    insert into report (id, mission_id, ordinal, first_index, first_at, last_index, last_at, versions, state, reason,
      version_report_id, version_sha256, form_name, form_uuid, form_number, station, station_moved, channel, device_id,
      flags, changed_at)
    select g.id, ${missionId}, g.at, g.at, received, g.at, received, 1, state,
      case state when 'held' then 'unknown-station' end,
      case when state <> 'erased' then g.id end, case when state <> 'erased' then ${sha} end, ${formId},
      case when "formNumber" is not null then ${formUuid}::uuid end, "formNumber", station, "isMoved", 'odk', "deviceId",
      array(select json_array_elements_text(flags)), received from ${given}`;
  await sql`
    insert into report_file (report_id, name, sha256, mission_id, bytes, content_type, key, received_at, leaf_index,
      leaf_hash)
    select g.id, f.name, decode(f.sha256, 'hex'), ${missionId}, f.bytes, 'image/jpeg', ${sha}, received, g.at, ${sha}
    from ${given}, json_to_recordset(g.files) as f (name text, sha256 text, bytes int)`;
}

/** What is asked for where a test says nothing else. */
export function exportAsk(changes: Partial<ExportAsk> = {}): ExportAsk {
  return {
    formId: 'station visit',
    fromVersion: null,
    toVersion: null,
    format: 'csv',
    columns: null,
    language: null,
    words: 'codes',
    splitsChoices: false,
    withRepeats: true,
    withHeld: false,
    withVoid: false,
    withNames: false,
    withFiles: false,
    withMark: false,
    query: null,
    ...changes,
  };
}

/** Lays a content into a folder of stored files. @returns what names it. */
export async function storeBlob(folder: string, text: string): Promise<{ sha256: Uint8Array; bytes: number }> {
  const { mkdir, writeFile } = await import('node:fs/promises');
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest();
  const hex = sha256.toString('hex');
  await mkdir(join(folder, 'content', hex.slice(0, 2)), { recursive: true });
  await writeFile(join(folder, 'content', hex.slice(0, 2), hex), bytes);
  return { sha256, bytes: bytes.length };
}

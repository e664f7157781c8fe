import { createHash, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import type { Arrival } from '../../src/features/field/reports/arrival.ts';
import { FormShelf } from '../../src/features/field/reports/jobs/form-shelf.ts';
import { createReportReader } from '../../src/features/field/reports/jobs/read-reports.ts';
import { must } from '../../src/kernel/result.ts';
import type { Bind } from '../../src/xforms/form/form.ts';
import { peekRecord } from '../../src/xforms/openrosa/peek-record.ts';
import { compilePackage } from '../../src/xforms/package/compile.ts';
import { openIntake } from './intake.ts';
import { bind, question, repeat, smallForm } from './small-form.ts';

/** Nobody. */
export const SENDER = { deviceId: null, pseudonym: null, courierId: null };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Gives a mission a form with a note, visits, a photo and a station out of a file. */
export async function publish(
  sql: Sql,
  missionId: string,
  {
    version = '1',
    formId = 'form',
    stations = null,
    rules = [],
  }: { version?: string; formId?: string; stations?: string | null; rules?: readonly Bind[] } = {},
) {
  const compiled = compilePackage(
    smallForm(
      { note: '', visit: { station: '' }, photo: '', place: '', meta: { instanceID: '' } },
      {
        id: formId,
        version,
        binds: [bind('/data/photo', { type: 'binary' }), ...rules],
        instances: [{ kind: 'external', id: 'stations', src: 'jr://file-csv/stations.csv' }],
        body: [
          question('/data/note'),
          repeat('/data/visit', [question('/data/visit/station')]),
          question('/data/photo', { kind: 'upload' }),
          question('/data/place', {
            kind: 'select1',
            choices: { kind: 'itemset', nodeset: "instance('stations')/root/item", value: 'name', label: 'label' },
          }),
        ],
      },
    ),
  );
  const made = must(compiled.ok ? compiled.value : null, JSON.stringify(compiled));
  const json = JSON.stringify(made).replaceAll('"id":"form"', `"id":"${formId}"`);
  await sql`
    insert into form (id, mission_id, form_id, created_at) values (${randomUUID()}, ${missionId}, ${formId}, now())
    on conflict do nothing`;
  const [row] = await sql<{ id: string; number: number }[]>`
    insert into form_version (form_id, number, title, version, source_name, workbook, xform, package, codebook, warnings,
      questions, languages, author_name, at)
    select id, (select count(*)::int + 1 from form_version v where v.form_id = form.id), 'A form', ${version}, 'x', '{}', '',
      ${json}::text::json, '{"columns":[],"rows":[]}', '[]', 4, '{}', 'A', now()
    from form where mission_id = ${missionId} and form_id = ${formId} returning form_id as id, number`;
  const published = must(row, 'no version');
  if (stations !== null) {
    const content = Buffer.from(stations);
    await sql`insert into form_file (sha256, content) values (${sha256(content)}, ${content}) on conflict do nothing`;
    await sql`
      insert into form_version_file (form_id, number, name, sha256, bytes)
      values (${published.id}, ${published.number}, 'stations.csv', ${sha256(content)}, ${content.length})`;
  }
  return published;
}

/** A record of that form. */
export interface Given {
  readonly id?: string | null;
  readonly corrects?: string;
  readonly form?: string;
  readonly version?: string;
  readonly answers?: string;
  readonly files?: readonly string[];
}

const nameOf = (id: string | null) => (id === null ? '' : `<instanceID>${id}</instanceID>`);

/** As XML. */
export function xmlOf({
  id = randomUUID(),
  corrects,
  form = 'form',
  version = '1',
  answers = '<note>n</note>',
}: Given): string {
  const meta = `${nameOf(id)}${corrects === undefined ? '' : `<deprecatedID>${corrects}</deprecatedID>`}`;
  return `<data id="${form}" version="${version}">${answers}<meta>${meta}</meta></data>`;
}

/** As it comes in. */
export function arrivalOf(raw: Uint8Array, given: Partial<Arrival> = {}, files: readonly string[] = []): Arrival {
  const peeked = peekRecord(raw);
  if (peeked.kind === 'refused') throw new Error(peeked.fault.code);
  return {
    channel: 'odk',
    sender: SENDER,
    raw,
    sha256: sha256(raw),
    envelope: peeked.envelope,
    fault: peeked.kind === 'unreadable' ? peeked.fault.code : null,
    files: files.map((name) => ({ name, sha256: sha256(Buffer.from(name)), bytes: 1, contentType: 'image/jpeg' })),
    reportId: null,
    stated: null,
    ...given,
  };
}

/** A mission with its way in and its reader. */
export async function openReading(sql: Sql) {
  const { intake, missionId, slug, logs, erasedAgain, close } = await openIntake(sql);
  const announced: string[] = [];
  const pace = { most: () => 3, rest: async () => {}, isEnding: () => false };
  const tools = { sql, log: pino({ level: 'silent' }), shelf: new FormShelf(), now: () => new Date() };
  const reader = createReportReader(tools, pace, (id) => id === missionId && announced.push(id));
  const take = (given: Given, arrival: Partial<Arrival> = {}) =>
    intake.take(missionId, arrivalOf(Buffer.from(xmlOf(given)), arrival, given.files));
  const readings = () =>
    sql<
      {
        state: string;
        reason: string | null;
        flags: string[];
        answers: Record<string, unknown> | null;
        warnings: { code: string }[];
      }[]
    >`select state, reason, flags, answers, warnings from report_reading where mission_id = ${missionId} order by leaf_index`;
  return { intake, logs, missionId, slug, reader, announced, take, readings, erasedAgain, close };
}

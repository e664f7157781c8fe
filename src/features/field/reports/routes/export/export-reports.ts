import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import type { LoadMeter } from '../../../../../platform/jobs/load-meter.ts';
import { type ExportedRow, findLogSize, readBatch } from '../../store/export/read-batch.ts';
import { codeOf, type MissionNames } from '../../store/show/arrival-row.ts';

/** What an export stands on. */
export interface ExportGround {
  readonly sql: Sql;
  readonly load: LoadMeter;
}

/**
 * Everything that came to a mission up to now, as lines of JSON in the order of the log: a head, a line a version, an end, so
 * that one that broke off is known for it. Read batch by batch as fast as it is taken, and slower while reports come in. Two
 * exports of one size of the log are the same bytes, as long as nothing was erased.
 */
export async function exportReports(ground: ExportGround, mission: MissionNames): Promise<Response> {
  const end = await findLogSize(ground.sql, mission.id);
  const headers = {
    'content-type': 'application/x-ndjson',
    'content-disposition': `attachment; filename="${mission.slug}-${end}.ndjson"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  return new Response(streamReports(ground, mission, end), { headers });
}

function streamReports({ sql, load }: ExportGround, mission: MissionNames, end: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const lines = (values: readonly string[]) => encoder.encode(values.map((line) => `${line}\n`).join(''));
  let [after, count] = [-1, 0];
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        controller.enqueue(lines([JSON.stringify({ type: 'export', v: 1, mission: mission.slug, logSize: end })]));
      },
      pull: async (controller) => {
        const startedAt = performance.now();
        const rows = await readBatch(sql, mission.id, { after, end });
        const last = rows.at(-1);
        if (last === undefined) {
          controller.enqueue(lines([JSON.stringify({ type: 'end', versions: count })]));
          controller.close();
          return;
        }
        controller.enqueue(lines(rows.map((row) => lineOf(row, mission))));
        [after, count] = [Number(last.index), count + rows.length];
        await pause(load.restAfter(performance.now() - startedAt));
      },
    },
    // No batch is read before somebody takes it.
    { highWaterMark: 0 },
  );
}

/** A version as a line. What is JSON in the database already is put in as it stands there. */
function lineOf(row: ExportedRow, mission: MissionNames): string {
  const index = Number(row.index);
  const { raw, files, answers, ...told } = row;
  const head = JSON.stringify({
    type: 'version',
    index,
    reportId: told.reportId,
    number: told.number,
    sha256: told.sha256,
    receivedAt: told.receivedAt.toISOString(),
    channel: told.channel,
    device: told.pseudonym,
    form: told.formId,
    formVersion: told.formVersion,
    instanceId: told.instanceId,
    deprecatedId: told.deprecatedId,
    fault: told.fault,
    receipt: { code: codeOf(mission, index, told.leafHash), leafHash: formatHex(told.leafHash) },
    readWith: told.readForm,
  });
  const content = JSON.stringify(contentOf(raw)).slice(1, -1);
  const parts = [head.slice(1, -1), `"answers":${oneLine(answers ?? 'null')}`, `"files":${oneLine(files)}`, content];
  return `{${parts.join(',')}}`;
}

function oneLine(json: string): string {
  return /[\r\n]/.test(json) ? JSON.stringify(JSON.parse(json)) : json;
}

/** The bytes as a text where they are one, for whoever reads the file; otherwise in base64. */
function contentOf(raw: Uint8Array | null): Readonly<Record<string, string | null>> {
  if (raw === null) return { xml: null };
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { xml: text } : { base64: bytes.toString('base64') };
}

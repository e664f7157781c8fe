import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import { download } from '../../../../platform/http/download.ts';
import { type Db, defineEndpoint } from '../../../../platform/http/endpoint.ts';
import { getMission } from '../../missions/access.ts';
import { sampleFileParams } from '../contract.ts';
import { UNIT_COLUMNS, unitCells, writeDocument } from '../sample.ts';
import { getSampleById, loadFrame, loadUnits } from '../store/keep-samples.ts';
import { documentOf } from './draw-for-mission.ts';

const TYPES = {
  'document.json': 'application/json',
  'frame.csv': 'text/csv; charset=utf-8',
  'units.csv': 'text/csv; charset=utf-8',
} as const;

/** What the log commits to, what could be drawn, and what was drawn, as files: the same bytes as at the terminal. */
export const sampleFileEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/samples/:sample/files/:file',
  access: 'editor',
  params: sampleFileParams,
  reads: ({ params }) => ({ what: 'plan', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params: { mission: slug, sample, file } }): Promise<Response> => {
    const mission = await getMission(sql, slug);
    const text = await textOf(sql, mission, { sample, file });
    return download(text, { type: TYPES[file], name: `${slug}-sample-${sample.slice(0, 8)}-${file}` });
  },
});

async function textOf(
  sql: Db,
  mission: { readonly id: string; readonly slug: string },
  { sample, file }: { readonly sample: string; readonly file: keyof typeof TYPES },
): Promise<string> {
  const { name, salt, record, source } = await getSampleById(sql, mission.id, sample);
  if (file === 'frame.csv') return await loadFrame(sql, mission.id, sample);
  const units = await loadUnits(sql, mission.id, sample);
  if (file === 'units.csv') return writeCsv(UNIT_COLUMNS, units.map(unitCells));
  return writeDocument(documentOf({ mission: mission.slug, name, salt, record, source, units }));
}

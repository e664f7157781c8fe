import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import { download } from '../../../../platform/http/download.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { writeXlsx } from '../../../../xforms/workbook/xlsx/write-xlsx.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { filterQuery, missionParams } from '../contract.ts';
import { INCIDENT_COLUMNS, incidentCells } from '../incident-table.ts';
import { listIncidents } from '../store/list-incidents.ts';
import { wantedOf } from './read-incidents.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST = 200_000;

const exportAs = (format: 'csv' | 'xlsx' | 'json') =>
  defineEndpoint({
    method: 'GET',
    path: `/api/missions/:mission/incidents/export.${format}`,
    access: 'reader',
    params: missionParams,
    query: filterQuery,
    reads: ({ params }) => ({ what: 'incidents', subject: { kind: 'mission-here', id: params.mission } }),
    handle: async ({ sql, params, query, now }): Promise<Response> => {
      const { id, slug } = await getMission(sql, params.mission);
      const wanted = await wantedOf(sql, id, query);
      const incidents = await listIncidents(sql, id, { wanted, now, order: 'oldest', after: null, limit: MOST });
      const name = `${slug}-incidents.${format}`;
      if (format === 'json') return download(`${JSON.stringify(incidents)}\n`, { type: 'application/json', name });
      const rows = incidents.map(incidentCells);
      if (format === 'csv')
        return download(writeCsv(INCIDENT_COLUMNS, rows), { type: 'text/csv; charset=utf-8', name });
      const sheet = { name: 'incidents', rows: [INCIDENT_COLUMNS, ...rows] };
      return download(writeXlsx({ sheets: [sheet] }), { type: XLSX_TYPE, name });
    },
  });

/** Incidents as files. */
export const exportEndpoints: readonly Endpoint[] = [exportAs('csv'), exportAs('xlsx'), exportAs('json')];

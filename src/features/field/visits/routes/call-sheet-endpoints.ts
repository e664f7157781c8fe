import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { mayDo, requireRight } from '../../../office/accounts/access.ts';
import { findStationNames } from '../../reports/access.ts';
import type { CallSheet, TeamPhones } from '../call-sheet.ts';
import { missionParams, phonesQuery, sheetQuery } from '../contract.ts';
import { listTeamPeople, loadCallSheet, loadSheetPhones } from '../store/load-call-sheet.ts';
import { findPlannedDays } from './planned-days.ts';

/** So many stand on a sheet. */
const MOST_ROWS = 200;

const sheet = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/call-sheet',
  access: 'reader',
  params: missionParams,
  query: sheetQuery,
  reads: ({ params }) => ({ what: 'calls', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query, actor, now }): Promise<CallSheet> => {
    const { id } = await getMission(sql, params.mission);
    const day = query.day ?? (await findPlannedDays(sql, { id, slug: params.mission }, now)).nearest;
    const filter = { ...query, day };
    const found = await loadCallSheet(sql, id, { filter, now, limit: MOST_ROWS + 1 });
    const names = await findStationNames(
      sql,
      id,
      found.flatMap(({ visits }) => visits.map(({ station }) => station)),
    );
    const rows = found.slice(0, MOST_ROWS).map(({ visits, ...row }) => {
      const named = visits.map((visit) => ({ ...visit, stationNames: names[visit.station] ?? null }));
      return { ...row, visits: named };
    });
    return { day, rows, isCut: found.length > MOST_ROWS, mayReadIdentities: await mayDo(sql, actor, 'identities') };
  },
});

const phones = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/call-sheet/phones',
  access: 'reader',
  params: missionParams,
  query: phonesQuery,
  reads: ({ params, query }) => ({
    what: 'identity',
    subject: { kind: 'team', id: `${params.mission}/${query.team}` },
  }),
  handle: async ({ sql, params, query, actor }): Promise<TeamPhones> => {
    await requireRight(sql, actor, 'identities');
    const { id } = await getMission(sql, params.mission);
    const people = await listTeamPeople(sql, id, query);
    const found = await loadSheetPhones(
      sql,
      id,
      people.map((person) => person.id),
    );
    return { people: people.map((person) => ({ ...person, phones: found.get(person.id) ?? [] })) };
  },
});

/** Whom to call about what is missing. */
export const callSheetEndpoints: readonly Endpoint[] = [sheet, phones];

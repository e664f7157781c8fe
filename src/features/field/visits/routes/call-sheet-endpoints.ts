import { dayInUtc } from '../../../../kernel/calendar-date.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { mayDo, requireRight } from '../../../office/accounts/access.ts';
import { findStationNames } from '../../reports/access.ts';
import type { CallSheet, TeamPhones } from '../call-sheet.ts';
import { missionParams, phonesQuery, sheetQuery, visitTeamsQuery } from '../contract.ts';
import {
  listPersonAlone,
  listTeamPeople,
  listVisitTeams,
  loadCallSheet,
  loadNotReached,
  loadSheetPhones,
} from '../store/load-call-sheet.ts';
import { getPlannedDays } from './planned-days.ts';

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
    const mission = await getMission(sql, params.mission);
    const { id } = mission;
    const { message, ...asked } = query;
    // A message may be of a mission without a plan.
    const day =
      asked.day ?? (message === undefined ? (await getPlannedDays(sql, mission, now)).nearest : dayInUtc(now));
    const found =
      message === undefined
        ? await loadCallSheet(sql, id, { filter: { ...asked, day }, now, limit: MOST_ROWS + 1 })
        : await loadNotReached(sql, id, { message, day, limit: MOST_ROWS + 1 });
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
    subject:
      query.team === undefined
        ? { kind: 'person', id: `${params.mission}/${query.person}` }
        : { kind: 'team', id: `${params.mission}/${query.team}` },
  }),
  handle: async ({ sql, params, query, actor }): Promise<TeamPhones> => {
    await requireRight(sql, actor, 'identities');
    const { id } = await getMission(sql, params.mission);
    const { team, person, day } = query;
    const people =
      team === undefined ? await listPersonAlone(sql, id, person ?? '') : await listTeamPeople(sql, id, { team, day });
    const found = await loadSheetPhones(
      sql,
      id,
      people.map((person) => person.id),
    );
    return { people: people.map((person) => ({ ...person, phones: found.get(person.id) ?? [] })) };
  },
});

const teams = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/visits/teams',
  access: 'reader',
  params: missionParams,
  query: visitTeamsQuery,
  reads: ({ params }) => ({ what: 'plan', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query: filter, now }) => {
    const { id } = await getMission(sql, params.mission);
    return await listVisitTeams(sql, id, { filter, now });
  },
});

/** Whom to call about what is missing. */
export const callSheetEndpoints: readonly Endpoint[] = [sheet, phones, teams];

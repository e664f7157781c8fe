import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { findStationNames } from '../../reports/access.ts';
import { responseOf, sumResponses } from '../board.ts';
import { boardQuery, missionParams, unplacedQuery, visitsQuery } from '../contract.ts';
import type { CountRow, DuePhase } from '../count-row.ts';
import type { Dimension } from '../response.ts';
import { countVisits } from '../store/count-visits.ts';
import { listUnplaced, listVisits, type VisitCursor } from '../store/list-visits.ts';
import { countUnplaced, listDuePhases, loadCounts, nameKeys } from '../store/load-board.ts';
import { findDue } from '../store/visit-filter.ts';
import type { ResponseBoard, ResponseRow, UnplacedReport, VisitPage } from '../visit-replies.ts';
import { getPlannedDays } from './planned-days.ts';

type Mission = Awaited<ReturnType<typeof getMission>>;

const board = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/response',
  access: 'reader',
  params: missionParams,
  query: boardQuery,
  handle: async ({ sql, params, query, now }): Promise<ResponseBoard> =>
    await boardOf(sql, await getMission(sql, params.mission), { ...query, now }),
});

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/visits',
  access: 'reader',
  params: missionParams,
  query: visitsQuery,
  reads: ({ params }) => ({ what: 'plan', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query: { after, limit, ...filter }, now }): Promise<VisitPage> => {
    const { id } = await getMission(sql, params.mission);
    const cursor = after === undefined ? null : readCursor(after);
    const due = await findDue(sql, id, { filter, now });
    const found = await listVisits(sql, id, { filter, due, after: cursor, limit: limit + 1, now });
    const shown = found.slice(0, limit);
    const names = await findStationNames(
      sql,
      id,
      shown.map(({ station }) => station),
    );
    const visits = shown.map((visit) => ({ ...visit, stationNames: names[visit.station] ?? null }));
    const last = found.length > limit ? shown.at(-1) : undefined;
    const next = last === undefined ? null : writeCursor({ ...last, team: last.team.id });
    return { visits, count: await countVisits(sql, id, { filter, due }), next };
  },
});

const unplaced = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/visits/unplaced',
  access: 'reader',
  params: missionParams,
  query: unplacedQuery,
  reads: ({ params }) => ({ what: 'plan', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query }): Promise<UnplacedReport[]> => {
    const { id } = await getMission(sql, params.mission);
    return await listUnplaced(sql, id, {
      lacks: query.lacks,
      day: query.day,
      after: query.after ?? null,
      limit: query.limit,
    });
  },
});

/** What of the plan has happened. */
export const responseEndpoints: readonly Endpoint[] = [board, unplaced, list];

interface BoardAsked {
  readonly day?: CalendarDate | undefined;
  readonly phase?: string | undefined;
  readonly by: Dimension;
  readonly now: Date;
}

async function boardOf(sql: Db, mission: Mission, asked: BoardAsked): Promise<ResponseBoard> {
  const { by, now, phase } = asked;
  const { days, nearest } = await getPlannedDays(sql, mission, now);
  const day = asked.day ?? nearest;
  const phases = await listDuePhases(sql, mission.id, day);
  const overall = await loadCounts(sql, mission.id, { day, by: 'all' });
  const shown = phases.map((one) => phaseOf(one, overall, now));
  const chosen = shown.filter(({ key }) => phase === undefined || key === phase);
  const total = {
    visits: sumResponses(chosen.map(({ visits }) => visits)),
    stations: sumResponses(chosen.map(({ stations }) => stations)),
  };
  const wanted = phases.filter(({ key }) => phase === undefined || key === phase);
  const rows = await rowsOf(sql, mission, { day, by, phases: wanted, now });
  return {
    day,
    days,
    phases: shown,
    total,
    rows,
    unplaced: await countUnplaced(sql, mission.id),
    at: now.toISOString(),
  };
}

/** How a phase stands: what is counted of it over all. */
function phaseOf(phase: DuePhase, overall: readonly CountRow[], now: Date): ResponseBoard['phases'][number] {
  const { key, name, dueAt } = phase;
  const of = (unit: CountRow['unit']) => {
    const row = overall.find((one) => one.unit === unit && one.phase === key);
    return responseOf(row, phase, now);
  };
  return { key, name, dueAt: dueAt.toISOString(), visits: of('visit'), stations: of('station') };
}

async function rowsOf(
  sql: Db,
  mission: Mission,
  { day, by, phases, now }: { day: CalendarDate; by: Dimension; phases: readonly DuePhase[]; now: Date },
): Promise<ResponseRow[]> {
  const counts = (await loadCounts(sql, mission.id, { day, by })).filter(({ unit }) => unit === 'visit');
  const byKey = new Map<string, CountRow[]>();
  for (const row of counts) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  const names = await nameKeys(sql, mission, { by, keys: [...byKey.keys()] });
  const rows = [...byKey].map(([key, own]) => {
    const responses = phases.map((phase) =>
      responseOf(
        own.find((row) => row.phase === phase.key),
        phase,
        now,
      ),
    );
    return { key, label: key, names: null, ...names.get(key), ...sumResponses(responses) };
  });
  const isCounted = (row: ResponseRow) => row.expected > 0 || Object.values(row.unexpected).some((count) => count > 0);
  return rows.filter(isCounted).sort((one, other) => (one.label < other.label ? -1 : 1));
}

function writeCursor({ day, phase, station, team }: VisitCursor): string {
  return Buffer.from(JSON.stringify([day, phase, station, team])).toString('base64url');
}

/** @throws Problem `invalid-input` where it is none that was given. */
function readCursor(text: string): VisitCursor {
  const found = /^\["(\d{4}-\d{2}-\d{2})",("(?:[^"\\]|\\.)*"),("(?:[^"\\]|\\.)*"),"([0-9a-f-]{36})"\]$/.exec(
    Buffer.from(text, 'base64url').toString('utf8'),
  );
  const [, day, phase, station, team] = found ?? [];
  if (day === undefined || phase === undefined || station === undefined || team === undefined)
    throw new Problem('invalid-input', {}, [{ code: 'cursor', parameters: {}, column: 'after' }]);
  return { day, phase: String(JSON.parse(phase)), station: String(JSON.parse(station)), team };
}

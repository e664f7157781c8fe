import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import { dayOf } from '../../mission/plan/visit.ts';
import { nearestDay, responseOf } from './board.ts';
import type { CountRow, DuePhase } from './count-row.ts';
import { countUnplaced, findDays, listDays, listDuePhases, loadCounts, nameKeys } from './store/load-board.ts';
import type { ResponseBoard, ShownResponse } from './visit-replies.ts';

/** How stations of an area stand, phase by phase. */
export interface AreaStations {
  /** Key of the place. */
  readonly key: string;
  readonly label: string;
  readonly names: Readonly<Record<string, string>> | null;
  /** In the order of the phases of the board. */
  readonly stations: readonly ShownResponse[];
}

/** How the stations of a day stand: each counts once, whoever was expected there. */
export interface StationBoard {
  readonly zone: string;
  readonly day: CalendarDate;
  readonly days: ResponseBoard['days'];
  readonly phases: readonly (Omit<DuePhase, 'dueAt'> & {
    readonly dueAt: string;
    readonly isDue: boolean;
    readonly stations: ShownResponse;
  })[];
  /** Areas of every level, in the order of their labels. */
  readonly areas: readonly AreaStations[];
  readonly unplaced: ResponseBoard['unplaced'];
}

/** The days on which a mission expects anybody, the one nearest to today, and its time zone; null: it has no plan. */
export async function findPlannedDays(
  sql: Db,
  missionId: string,
  now: Date,
): Promise<(Pick<StationBoard, 'zone' | 'days'> & { readonly nearest: CalendarDate }) | null> {
  const settings = await findDays(sql, missionId);
  if (settings === null) return null;
  const days = await listDays(sql, missionId);
  const known = days.map(({ day }) => day);
  return { zone: settings.zone, days, nearest: nearestDay(known, dayOf(now.getTime(), settings)) };
}

/** How the stations of a day stand by phase and area; null: the mission has no plan. @param day the nearest one where null. */
export async function loadStationBoard(
  sql: Db,
  mission: { readonly id: string; readonly electionId: string | null },
  { day: asked, now }: { readonly day: CalendarDate | null; readonly now: Date },
): Promise<StationBoard | null> {
  const planned = await findPlannedDays(sql, mission.id, now);
  if (planned === null) return null;
  const { zone, days, nearest } = planned;
  const day = asked ?? nearest;
  const phases = await listDuePhases(sql, mission.id, day);
  const overall = (await loadCounts(sql, mission.id, { day, by: 'all' })).filter(isOfStations);
  return {
    zone,
    day,
    days,
    phases: phases.map((phase) => ({
      ...phase,
      dueAt: phase.dueAt.toISOString(),
      isDue: phase.dueAt <= now,
      stations: responseIn(overall, phase, now),
    })),
    areas: await loadAreas(sql, mission, { day, phases, now }),
    unplaced: await countUnplaced(sql, mission.id),
  };
}

/** Whether the reports of a phase of a day are due; null: there is no such phase. */
export async function isPhaseDue(
  sql: Db,
  missionId: string,
  { day, phase, now }: { readonly day: CalendarDate; readonly phase: string; readonly now: Date },
): Promise<boolean | null> {
  const found = (await listDuePhases(sql, missionId, day)).find(({ key }) => key === phase);
  return found === undefined ? null : found.dueAt <= now;
}

async function loadAreas(
  sql: Db,
  mission: { readonly id: string; readonly electionId: string | null },
  { day, phases, now }: { readonly day: CalendarDate; readonly phases: readonly DuePhase[]; readonly now: Date },
): Promise<AreaStations[]> {
  const counts = (await loadCounts(sql, mission.id, { day, by: 'area' })).filter(isOfStations);
  const byKey = new Map<string, CountRow[]>();
  for (const row of counts) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  const names = await nameKeys(sql, mission, { by: 'area', keys: [...byKey.keys()] });
  const areas = [...byKey].map(([key, own]) => {
    return {
      key,
      label: key,
      names: null,
      ...names.get(key),
      stations: phases.map((one) => responseIn(own, one, now)),
    };
  });
  return areas.sort((one, other) => (one.label < other.label ? -1 : 1));
}

const isOfStations = ({ unit }: CountRow) => unit === 'station';

function responseIn(counts: readonly CountRow[], phase: DuePhase, now: Date): ShownResponse {
  const row = counts.find((one) => one.phase === phase.key);
  return responseOf(row, phase, now);
}

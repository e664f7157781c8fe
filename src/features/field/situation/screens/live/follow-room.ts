import type { CalendarDate } from '../../../../../kernel/calendar-date.ts';
import { createLiveStream } from '../../../../../platform/ui/shell/live/live-stream.ts';
import type { ShownTurnout } from '../../../turnout/turnout.ts';
import type {
  NewReport,
  NextDeadline,
  RoomIncidents,
  RoomReply,
  ShownFlow,
  ShownRoom,
  ShownStations,
} from '../../situation.ts';
import { createRoomReply } from './room-reply.ts';

/** What of the room is asked for. */
export interface RoomAsked {
  readonly mission: string;
  readonly day: () => CalendarDate | string | undefined;
  /** Phase on the map; the first one where nothing is said. */
  readonly phase: () => string | undefined;
  /** The newest reports and the words of incidents are asked for as well: not on a wall. */
  readonly hasWords: () => boolean;
}

/** Everything that the room shows, followed as it changes. */
export function followRoom({ mission, day, phase, hasWords }: RoomAsked) {
  const base = `/api/missions/${encodeURIComponent(mission)}`;
  const asked = (query: Readonly<Record<string, string | undefined>>) => {
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`;
  };
  const room = createRoomReply<RoomReply>(() => `${base}/room${asked({ day: day() })}`, 1_000);
  const shownRoom = (): ShownRoom | null => room.shown.reply?.room ?? null;
  /** The mission has no plan. */
  const isUnplanned = () => room.shown.reply?.room === null;
  const shownDay = () => shownRoom()?.day;
  const shownPhase = () => phase() ?? shownRoom()?.phases[0]?.key;
  const ofDay = (path: string) => () => {
    const at = shownDay();
    return at === undefined ? null : `${base}/${path}${asked({ day: at })}`;
  };
  const flow = createRoomReply<ShownFlow>(ofDay('room/flow'), 2_000);
  const map = createRoomReply<ShownStations>(() => {
    const [at, of] = [shownDay(), shownPhase()];
    return at === undefined || of === undefined ? null : `${base}/room/map${asked({ day: at, phase: of })}`;
  }, 5_000);
  const turnout = createRoomReply<ShownTurnout>(ofDay('turnout'), 5_000);
  const newest = createRoomReply<NewReport[]>(() => (hasWords() ? `${base}/room/newest` : null), 1_000);
  const incidents = createRoomReply<RoomIncidents>(() => `${base}/room/incidents${hasWords() ? '' : '/wall'}`, 1_000);
  const deadlines = createRoomReply<NextDeadline[]>(() => `${base}/room/deadlines`, 60_000);
  const stream = createLiveStream(`${base}/changes`, (topics) => {
    const has = (...some: string[]) => topics.includes('anything') || some.some((topic) => topics.includes(topic));
    if (has('visits', 'checks')) room.again();
    if (has('visits')) map.again();
    if (has('turnout')) turnout.again();
    if (has('incidents')) incidents.again();
    if (!has('reports')) return;
    flow.again();
    newest.again();
  });
  return { room, shownRoom, isUnplanned, flow, map, turnout, newest, incidents, deadlines, stream, shownPhase };
}

/** The room, as far as it has come. */
export type FollowedRoom = ReturnType<typeof followRoom>;

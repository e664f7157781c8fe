import { expect, it } from 'vitest';
import type { ResponseBoard, ShownResponse } from '../../../../../features/field/visits/visit-replies.ts';
import type { CalendarDate } from '../../../../../kernel/calendar-date.ts';
import { compareBoard } from './recount.ts';

const DAY = '2031-05-18' as CalendarDate;
const NONE = { complete: 0, partial: 0, pending: 0, missing: 0, unreachable: 0, 'not-open': 0, 'refused-entry': 0 };

const response = (complete: number, pending: number, reports: number): ShownResponse => {
  const unexpected = { otherTeam: 0, elsewhere: 0, extra: 0 };
  return {
    expected: complete + pending,
    received: complete,
    byStatus: { ...NONE, complete, pending },
    unexpected,
    reports,
  };
};

/** Two teams at one station: one of them has reported. */
const GROUND = {
  expected: ['t1', 't2'].map((teamId) => {
    const place = { day: DAY, station: '0101', phase: 'voting', position: 1, source: { kind: 'route' as const } };
    return { id: `v-${teamId}`, teamId, mark: null, ...place };
  }),
  reports: [{ id: 'r1', teamId: 't1', station: '0101', phase: 'voting', form: 'f', day: DAY }],
  formsOf: () => ['f'],
};

function boardOf(visits: ShownResponse, stations: ShownResponse): ResponseBoard {
  const due = { dueAt: '2031-05-18T20:00:00Z', name: {} };
  const at = '2031-05-18T10:00:00Z';
  const unplaced = { team: 0, station: 0, phase: 0 };
  const total = { visits, stations };
  return { day: DAY, days: [], phases: [{ key: 'voting', ...due, ...total }], total, rows: [], unplaced, at };
}

it('counts a station with two teams once', () => {
  expect(compareBoard(boardOf(response(1, 1, 1), response(1, 0, 0)), GROUND)).toEqual([]);
});

it('names each number that a board has otherwise', () => {
  const twice = compareBoard(boardOf(response(1, 1, 1), response(1, 1, 0)), GROUND);
  expect(twice.map(({ what }) => what)).toEqual(['voting, stations, expected', 'voting, stations, byStatus, pending']);
  const lost = compareBoard(boardOf(response(0, 2, 0), response(0, 1, 0)), GROUND);
  expect(lost).toContainEqual({ what: 'voting, visits, received', board: 0, recount: 1 });
});

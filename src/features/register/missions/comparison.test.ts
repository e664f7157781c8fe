import { describe, expect, test } from 'vitest';
import { hasReference, readReference } from '../../../../test/support/reference.ts';
import { calendarDate } from '../../../kernel/calendar-date.ts';
import { type Cells, readRecord } from '../../../kernel/record.ts';
import { compareAssessments, presenceOf } from './comparison.ts';
import { type Assessment, assessmentKind, type Mission, missionKind } from './mission.ts';

const ELECTION_DAY = calendarDate(2024, 2, 7);

function mission(key: string, cells: Cells = {}): Mission {
  return readRecord(missionKind, { key, name_en: key, kind: 'international', basis: 'sourced', ...cells });
}

function assessment(key: string, who: string, cells: Cells = {}): Assessment {
  const defaults = { subject: 'overall', direction: 'positive', basis: 'sourced' };
  return readRecord(assessmentKind, { key, mission: who, ...defaults, ...cells });
}

test('days of presence are counted with both ends, as far as the dates tell', () => {
  const days = (start: string, end = '') => presenceOf(mission('m', { start, end }), ELECTION_DAY);
  expect(days('2023-12-29')).toEqual({ untilElection: { least: 41, most: 41 }, inAll: null });
  expect(days('2024-02-04', '2024-02-08')).toEqual({
    untilElection: { least: 4, most: 4 },
    inAll: { least: 5, most: 5 },
  });
  expect(days('2024-01')).toEqual({ untilElection: { least: 8, most: 38 }, inAll: null });
  expect(days('by 2024-02-05').untilElection).toEqual({ least: 3, most: null });
  expect(days('2024-02-09').untilElection).toEqual({ least: 0, most: 0 });
  expect(days('').untilElection).toBeNull();
});

test('opposite directions on one subject are contrary, but not a mission with itself', () => {
  const negative = { direction: 'negative' };
  const one = assessment('a', 'x');
  const comparisons = compareAssessments([
    one,
    assessment('b', 'y', negative),
    assessment('c', 'x', { subject: 'law' }),
    assessment('d', 'x', { subject: 'law', ...negative }),
    assessment('e', 'x', { subject: 'voting', direction: 'mixed' }),
  ]);
  expect(comparisons.map(({ subject, isContrary }) => [subject, isContrary])).toEqual([
    ['overall', true],
    ['law', false],
    ['voting', false],
  ]);
  expect(comparisons[0]?.byDirection.positive).toEqual([one]);
});

describe.skipIf(!hasReference)('missions of 7 February 2024 (needs the reference beside the project)', () => {
  test('eight positive and two negative judgements stand side by side', () => {
    const rows = readReference('azerbaijan-2024/missions.csv');
    const all = rows.map((row, index) =>
      assessment(`a${index}`, `m${index}`, { direction: row.overall_direction ?? '' }),
    );
    const [overall] = compareAssessments(all);
    expect(overall?.isContrary).toBe(true);
    expect(overall?.byDirection.positive).toHaveLength(8);
    expect(overall?.byDirection.negative).toHaveLength(2);
    expect(overall?.byDirection.none).toHaveLength(1);
  });
});

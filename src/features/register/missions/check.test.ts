import { expect, test } from 'vitest';
import { type Cells, readRecord } from '../../../kernel/record.ts';
import { checkMissions } from './check.ts';
import { type Assessment, assessmentKind, type Mission, missionKind } from './mission.ts';

function mission(key: string, cells: Cells = {}): Mission {
  return readRecord(missionKind, { key, name_en: key, kind: 'international', basis: 'sourced', ...cells });
}

function assessment(key: string, who: string, cells: Cells = {}): Assessment {
  const defaults = { subject: 'overall', direction: 'positive', basis: 'sourced' };
  return readRecord(assessmentKind, { key, mission: who, ...defaults, ...cells });
}

test('a mission does not end before it begins, nor speak before it is there, nor in two ways at once', () => {
  const codes = (missions: Mission[], assessments: Assessment[] = []) =>
    checkMissions({ missions, assessments }).map(({ key, code }) => `${key}: ${code}`);
  expect(codes([mission('m', { start: '2024-02-05', end: '2024-02-04' })])).toEqual(['m: mission-days']);
  expect(codes([mission('m', { start: '2024-02', end: '2024-02-04' })])).toEqual([]);
  const begun = mission('m', { start: '2024-02-05' });
  expect(codes([begun], [assessment('a', 'm', { date: '2024-02-04' })])).toEqual(['a: assessment-early']);
  const twice = [
    assessment('a', 'm', { date: '2024-02-08' }),
    assessment('b', 'm', { date: '2024-02-08', direction: 'mixed' }),
  ];
  expect(codes([begun], twice)).toEqual(['b: assessment-two-ways']);
});

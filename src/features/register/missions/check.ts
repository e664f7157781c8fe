import { errorAt, type RuleFault, warningAt } from '../../../kernel/issue.ts';
import { isCertainlyBefore } from '../../../kernel/when.ts';
import type { Assessment, Mission } from './mission.ts';

/** What the rules of missions look at. */
export interface MissionRecords {
  readonly missions: readonly Mission[];
  readonly assessments: readonly Assessment[];
}

/**
 * What is wrong with missions and assessments. Error: a mission that ended before it began. Warnings: an assessment
 * that was given before the mission began, and one that points two ways on one subject on one day.
 */
export function checkMissions(records: MissionRecords): RuleFault[] {
  const missionOf = new Map(records.missions.map((mission) => [mission.key, mission]));
  return [
    ...records.missions.flatMap(checkDays),
    ...records.assessments.flatMap((assessment) => checkDate(assessment, missionOf.get(assessment.mission))),
    ...checkDirections(records.assessments),
  ];
}

function checkDays(mission: Mission): RuleFault[] {
  if (mission.start === null || mission.end === null || !isCertainlyBefore(mission.end, mission.start)) return [];
  const parameters = { found: mission.end.text, wanted: mission.start.text };
  return [errorAt({ kind: 'mission', key: mission.key, column: 'end' }, 'mission-days', parameters)];
}

function checkDate(assessment: Assessment, mission: Mission | undefined): RuleFault[] {
  const start = mission?.start ?? null;
  if (assessment.date === null || start === null || !isCertainlyBefore(assessment.date, start)) return [];
  const at = { kind: 'assessment', key: assessment.key, column: 'date' };
  return [warningAt(at, 'assessment-early', { found: assessment.date.text, wanted: start.text })];
}

function checkDirections(assessments: readonly Assessment[]): RuleFault[] {
  const earlier = new Map<string, Assessment>();
  return assessments.flatMap((assessment) => {
    if (assessment.date === null) return [];
    const key = JSON.stringify([assessment.mission, assessment.subject, assessment.date.text]);
    const other = earlier.get(key);
    earlier.set(key, assessment);
    if (other === undefined || other.direction === assessment.direction) return [];
    const at = { kind: 'assessment', key: assessment.key, column: 'direction' };
    return [warningAt(at, 'assessment-two-ways', { found: other.key })];
  });
}

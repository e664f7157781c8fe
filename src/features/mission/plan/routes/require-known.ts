import type { TransactionSql } from 'postgres';
import { fault } from '../../../../kernel/issue.ts';
import { Problem, type ProblemIssue } from '../../../../platform/http/problem.ts';
import { findUnknownSamples, findUnknownStations, findUnknownTeams, type NewVisit } from '../store/keep-visits.ts';
import { getPlan, type PlanMission } from './plan-door.ts';

/**
 * Looks that everything is there that visits name, and teams and phases that are named beside them.
 *
 * @throws Problem `plan-missing`, or `invalid-input` with every visit that names what is not there.
 */
export async function requireKnown(
  sql: TransactionSql,
  mission: PlanMission,
  named: {
    readonly visits: readonly NewVisit[];
    readonly teams?: readonly string[];
    readonly phases?: readonly string[];
  },
): Promise<void> {
  const { visits, teams = [], phases: keys = [] } = named;
  const phases = new Set((await getPlan(sql, mission)).phases.map(({ key }) => key));
  const samples = visits.flatMap(({ sample }) => sample ?? []);
  const [unknownStations, unknownTeams, unknownSamples] = [
    new Set(await findUnknownStations(sql, mission.electionId, unique(visits.map(({ station }) => station)))),
    new Set(await findUnknownTeams(sql, mission.id, unique([...teams, ...visits.map(({ team }) => team)]))),
    new Set(await findUnknownSamples(sql, mission.id, unique(samples))),
  ];
  const issues: ProblemIssue[] = [];
  const tell = (column: string, code: string, found: string) => void issues.push({ ...fault(code, { found }), column });
  for (const team of teams) if (unknownTeams.has(team)) tell('team', 'plan-team-unknown', team);
  for (const key of keys) if (!phases.has(key)) tell('phase', 'plan-phase-unknown', key);
  for (const [at, { phase, station, team, sample }] of visits.entries()) {
    const wrong = (column: string, code: string, found: string) => tell(`visits.${at}.${column}`, code, found);
    if (!phases.has(phase)) wrong('phase', 'plan-phase-unknown', phase);
    if (unknownStations.has(station)) wrong('station', 'plan-station-unknown', station);
    if (unknownTeams.has(team)) wrong('team', 'plan-team-unknown', team);
    if (sample !== null && unknownSamples.has(sample)) wrong('source', 'plan-sample-unknown', sample);
  }
  if (issues.length > 0) throw new Problem('invalid-input', {}, issues.slice(0, 100));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

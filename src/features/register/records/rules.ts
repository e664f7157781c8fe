import type { RuleFault } from '../../../kernel/issue.ts';
import { checkCalendar } from '../calendar/check.ts';
import { checkCandidates } from '../candidates/check.ts';
import { checkClaims } from '../claims/check.ts';
import { checkCommissions } from '../commissions/check.ts';
import { checkElection } from '../election/check.ts';
import { checkMissions } from '../missions/check.ts';
import { checkPlaces } from '../places/check.ts';
import type { ElectionFile } from './kinds.ts';

/** What the rules of the slices find in a file that can be read and whose references hold. */
export function checkRules(file: ElectionFile): RuleFault[] {
  const [election] = file.election;
  if (election === undefined || file.election.length > 1) return [wrongNumberOfElections(file)];
  return [
    ...checkElection({ election, rounds: file.round, acts: file.act, actors: file.actor }),
    ...checkPlaces({ places: file.place, events: file['place-event'] }),
    ...checkCommissions({ tiers: file['commission-tier'], commissions: file.commission, places: file.place }),
    ...checkCandidates({ nominators: file.nominator, candidates: file.candidate, steps: file['candidate-step'] }),
    ...checkMissions({ missions: file.mission, assessments: file.assessment }),
    ...checkCalendar(file),
    ...checkClaims({ subjects: file.subject, claims: file.claim, discrepancies: file.discrepancy }),
  ];
}

function wrongNumberOfElections(file: ElectionFile): RuleFault {
  const parameters = { found: file.election.length };
  return { code: 'one-election', parameters, kind: 'election', key: '', column: null, severity: 'error' };
}

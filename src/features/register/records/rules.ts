import type { RuleFault } from '../../../kernel/issue.ts';
import { checkCalendar } from '../calendar/check.ts';
import { checkClaims } from '../claims/check.ts';
import type { ElectionFile } from './kinds.ts';

/** What the rules of the slices find in a file that can be read and whose references hold. */
export function checkRules(file: ElectionFile): RuleFault[] {
  if (file.election.length !== 1) return [wrongNumberOfElections(file)];
  return [
    ...checkCalendar(file),
    ...checkClaims({ subjects: file.subject, claims: file.claim, discrepancies: file.discrepancy }),
  ];
}

function wrongNumberOfElections(file: ElectionFile): RuleFault {
  const parameters = { found: file.election.length };
  return { code: 'one-election', parameters, kind: 'election', key: '', column: null, severity: 'error' };
}

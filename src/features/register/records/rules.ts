import type { RuleFault } from '../../../kernel/issue.ts';
import type { ElectionFile } from './kinds.ts';

/** What the rules of the slices find in a file that can be read and whose references hold. */
export function checkRules(file: ElectionFile): RuleFault[] {
  if (file.election.length !== 1) return [wrongNumberOfElections(file)];
  return [];
}

function wrongNumberOfElections(file: ElectionFile): RuleFault {
  const parameters = { found: file.election.length };
  return { code: 'one-election', parameters, kind: 'election', key: '', column: null, severity: 'error' };
}

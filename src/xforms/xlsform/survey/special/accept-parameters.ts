import type { FaultList } from '../../fault-list.ts';
import { surveyPlace } from '../context.ts';
import type { QuestionRow } from '../question-row.ts';

/** Whether a question has no other parameters than those that its type takes; notes the others. */
export function acceptParameters(
  { row, parameters }: QuestionRow,
  accepted: readonly string[],
  faults: FaultList,
): boolean {
  const others = [...parameters.keys()].filter((name) => !accepted.includes(name));
  if (others.length === 0) return true;
  const wanted = [...accepted].sort().join(', ');
  faults.error('parameter-unknown', surveyPlace(row, 'parameters'), { found: others.sort().join(', '), wanted });
  return false;
}

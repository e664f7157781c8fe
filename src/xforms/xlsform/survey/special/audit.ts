import type { FaultList } from '../../fault-list.ts';
import { surveyPlace } from '../context.ts';
import type { Addition, QuestionRow } from '../question-row.ts';
import { acceptParameters } from './accept-parameters.ts';
import { isInteger } from './parameters.ts';

const PLACE = ['location-priority', 'location-min-interval', 'location-max-age'] as const;
const PRIORITIES = ['no-power', 'low-power', 'balanced', 'high-accuracy'];
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'track-changes': ['true', 'false'],
  'identify-user': ['true', 'false'],
  'track-changes-reasons': ['on-form-edit'],
};

/** The parameters of `audit` as properties of its bind; null where they are wrong. */
export function readAudit(given: QuestionRow, faults: FaultList): Addition | null {
  if (!acceptParameters(given, [...PLACE, ...Object.keys(CHOICES)], faults)) return null;
  const place = surveyPlace(given.row, 'parameters');
  const bind: Record<string, string> = {};
  for (const [name, wanted] of Object.entries(CHOICES)) {
    const found = given.parameters.get(name);
    if (found === undefined) continue;
    if (!wanted.includes(found)) {
      faults.error('parameter-choice', place, { name, found, wanted: wanted.join(', ') });
      return null;
    }
    bind[`odk:${name}`] = found;
  }
  if (!PLACE.some((name) => given.parameters.has(name))) return { bind };
  const located = readPlace(given, faults);
  return located === null ? null : { bind: { ...bind, ...located } };
}

/** Where places are noted: all three parameters, or none. Intervals and ages are seconds. */
function readPlace({ row, parameters }: QuestionRow, faults: FaultList): Record<string, string> | null {
  const place = surveyPlace(row, 'parameters');
  const [priority, interval, age] = PLACE.map((name) => parameters.get(name));
  if (priority === undefined || interval === undefined || age === undefined) {
    faults.error('audit-location', place, { wanted: PLACE.join(', ') });
    return null;
  }
  if (!PRIORITIES.includes(priority)) {
    faults.error('parameter-choice', place, { name: PLACE[0], found: priority, wanted: PRIORITIES.join(', ') });
    return null;
  }
  for (const [name, found] of [
    [PLACE[1], interval],
    [PLACE[2], age],
  ] as const) {
    if (isInteger(found) && Number(found) >= 0) continue;
    faults.error('parameter-whole', place, { name, found });
    return null;
  }
  if (Number(age) < Number(interval)) {
    faults.error('audit-age', place, { found: age, wanted: interval });
    return null;
  }
  return { 'odk:location-max-age': age, 'odk:location-min-interval': interval, 'odk:location-priority': priority };
}

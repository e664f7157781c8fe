import type { Endpoint } from '../../../../../platform/http/endpoint.ts';
import { arrivalEndpoints } from './show-arrivals.ts';
import { reportEndpoints } from './show-report.ts';
import { createTally } from './tally.ts';

/** What people at the desk can ask about reports. */
export function reportDeskEndpoints(): readonly Endpoint[] {
  return [...arrivalEndpoints(createTally()), ...reportEndpoints];
}

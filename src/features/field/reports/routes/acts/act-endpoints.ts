import type { Endpoint } from '../../../../../platform/http/endpoint.ts';
import { type ActGround, acting } from './act-on-report.ts';
import { commenting, withdrawing } from './comment-on-report.ts';
import { differences } from './show-differences.ts';

/** What people at the desk do to reports. */
export function reportActEndpoints(ground: ActGround): readonly Endpoint[] {
  return [acting(ground), commenting, withdrawing, differences];
}

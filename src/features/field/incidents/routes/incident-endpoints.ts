import type { Endpoint } from '../../../../platform/http/endpoint.ts';
import { actEndpoints } from './act-endpoints.ts';
import { exportEndpoints } from './export-incidents.ts';
import { readingEndpoints } from './read-incidents.ts';
import { settingEndpoints } from './setting-endpoints.ts';

/** What can be asked about incidents. Addresses with words in them come before those with ids. */
export const incidentEndpoints: readonly Endpoint[] = [
  ...settingEndpoints,
  ...exportEndpoints,
  ...readingEndpoints,
  ...actEndpoints,
];

import type { Endpoint } from '../../../../platform/http/endpoint.ts';
import { accreditationEndpoints } from './accreditation-endpoints.ts';
import { changingEndpoints } from './change-people.ts';
import { holderEndpoints } from './holder-endpoints.ts';
import { identityEndpoints } from './identity-endpoints.ts';
import { importEndpoints } from './import/import-endpoints.ts';
import { readingEndpoints } from './read-people.ts';
import { settingEndpoints } from './setting-endpoints.ts';
import { teamEndpoints } from './team-endpoints.ts';

/** What can be asked about the people of missions. Addresses with words in them come before those with ids. */
export const peopleEndpoints: readonly Endpoint[] = [
  ...settingEndpoints,
  ...importEndpoints,
  ...readingEndpoints,
  ...identityEndpoints,
  ...changingEndpoints,
  ...accreditationEndpoints,
  ...teamEndpoints,
  ...holderEndpoints,
];

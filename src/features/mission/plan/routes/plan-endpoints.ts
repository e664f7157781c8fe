import type { Endpoint } from '../../../../platform/http/endpoint.ts';
import { drawEndpoint } from './draw-endpoint.ts';
import { importEndpoints } from './import-endpoints.ts';
import { mapEndpoints } from './map-endpoints.ts';
import { proposalEndpoint } from './route-endpoints.ts';
import { settingsEndpoints } from './settings-endpoints.ts';
import { visitEndpoints } from './visit-endpoints.ts';

/** What can be asked about the plan of a mission. */
export const planEndpoints: readonly Endpoint[] = [
  ...settingsEndpoints,
  ...importEndpoints,
  ...visitEndpoints,
  proposalEndpoint,
  ...mapEndpoints,
  drawEndpoint,
];

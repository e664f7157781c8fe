import type { Endpoint } from '../../../platform/http/endpoint.ts';
import { administrationEndpoints } from './routes/administration.ts';
import { myAccountEndpoints } from './routes/my-account.ts';
import { setUpEndpoints } from './routes/set-up.ts';
import { signInEndpoints } from './routes/sign-in.ts';

/** What can be asked about accounts: signing in, setting up, one's own account, everybody's. */
export const accountEndpoints: readonly Endpoint[] = [
  ...signInEndpoints,
  ...setUpEndpoints,
  ...myAccountEndpoints,
  ...administrationEndpoints,
];

import type { FunctionTable } from './call.ts';
import { BOOLEAN_CALLS } from './calls/boolean-calls.ts';
import { FORM_CALLS } from './calls/form-calls.ts';
import { GEO_CALLS } from './calls/geo-calls.ts';
import { NODE_CALLS } from './calls/node-calls.ts';
import { NUMBER_CALLS } from './calls/number-calls.ts';
import { TEXT_CALLS } from './calls/text-calls.ts';
import { TIME_CALLS } from './calls/time-calls.ts';

/** Every function that expressions may call, by name. */
export const FUNCTIONS: FunctionTable = {
  ...NODE_CALLS,
  ...TEXT_CALLS,
  ...BOOLEAN_CALLS,
  ...NUMBER_CALLS,
  ...FORM_CALLS,
  ...TIME_CALLS,
  ...GEO_CALLS,
  // Its arguments name a place in the form: the compiler turns it into a path, so that it is never called.
  'indexed-repeat': { least: 3, most: 7, run: () => '' },
};

/** Names of the functions that expressions may call. */
export const SUPPORTED_FUNCTIONS: readonly string[] = Object.keys(FUNCTIONS).sort();

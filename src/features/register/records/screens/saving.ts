import { ApiProblem } from '../../../../platform/ui/api.ts';
import { REQUEST } from './field-words.ts';
import type { FormFault } from './form/form-editing.ts';

/** What the server found wrong with a change; nothing where it was made. */
export async function faultsOf(change: Promise<unknown>): Promise<readonly FormFault[]> {
  return change.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error;
      const issues = error.issues ?? [];
      return issues.length > 0 ? issues : [{ code: `${REQUEST}${error.code}`, parameters: error.parameters }];
    },
  );
}

/** Goes on with `done` where nothing was found wrong. */
export function finish(done: () => void): (faults: readonly FormFault[]) => readonly FormFault[] {
  return (faults) => {
    if (faults.length === 0) done();
    return faults;
  };
}

/** Whether the record was changed by somebody else after it was loaded. */
export function isOutrun(faults: readonly FormFault[]): boolean {
  return faults.some(({ code }) => code === `${REQUEST}changed-meanwhile`);
}

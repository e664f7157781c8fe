import type { Endpoint } from '../../../../platform/http/endpoint.ts';
import { draftFileEndpoints } from './draft-files.ts';
import { draftEndpoints } from './edit-draft.ts';
import type { RunFormJob } from './jobs/form-jobs.ts';
import { publishingEndpoints } from './publish-form.ts';
import { outputEndpoints } from './serve-outputs.ts';
import { paperEndpoints } from './serve-paper.ts';
import { templateEndpoints } from './serve-templates.ts';
import { showingEndpoints } from './show-forms.ts';

/** What forms need of the program around them. */
export interface FormGround {
  /** The folder of the templates that come with the program. */
  readonly templates: string;
  /** Does what may take long, away from the requests of others. */
  readonly run: RunFormJob;
}

/** What can be asked about the forms of missions. */
export function formEndpoints({ templates, run }: FormGround): readonly Endpoint[] {
  return [
    ...showingEndpoints,
    ...draftEndpoints(run),
    ...draftFileEndpoints(run),
    ...publishingEndpoints(run),
    ...outputEndpoints(run),
    ...paperEndpoints(run),
    ...templateEndpoints(templates),
  ];
}

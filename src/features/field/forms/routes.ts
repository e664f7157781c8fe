import type { Endpoint } from '../../../platform/http/endpoint.ts';
import { draftFileEndpoints } from './routes/draft-files.ts';
import { draftEndpoints } from './routes/edit-draft.ts';
import { publishingEndpoints } from './routes/publish-form.ts';
import { outputEndpoints } from './routes/serve-outputs.ts';
import { templateEndpoints } from './routes/serve-templates.ts';
import { showingEndpoints } from './routes/show-forms.ts';

/** What can be asked about the forms of missions. @param templates the folder of the templates that come with the program. */
export function formEndpoints(templates: string): readonly Endpoint[] {
  return [
    ...showingEndpoints,
    ...draftEndpoints,
    ...draftFileEndpoints,
    ...publishingEndpoints,
    ...outputEndpoints,
    ...templateEndpoints(templates),
  ];
}

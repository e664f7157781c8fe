import type { Endpoint } from '../../../../platform/http/endpoint.ts';
import { draftFileEndpoints } from './draft-files.ts';
import { draftEndpoints } from './edit-draft.ts';
import { publishingEndpoints } from './publish-form.ts';
import { outputEndpoints } from './serve-outputs.ts';
import { templateEndpoints } from './serve-templates.ts';
import { showingEndpoints } from './show-forms.ts';

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

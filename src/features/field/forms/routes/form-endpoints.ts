import type { Endpoint } from '../../../../platform/http/endpoint.ts';
import { draftFileEndpoints } from './draft-files.ts';
import { draftEndpoints } from './edit-draft.ts';
import { publishingEndpoints } from './publish-form.ts';
import { outputEndpoints } from './serve-outputs.ts';
import { paperEndpoints, type WordsOfPaper } from './serve-paper.ts';
import { templateEndpoints } from './serve-templates.ts';
import { showingEndpoints } from './show-forms.ts';

/** What forms need of the program around them. */
export interface FormGround {
  /** The folder of the templates that come with the program. */
  readonly templates: string;
  readonly paperWords: WordsOfPaper;
}

/** What can be asked about the forms of missions. */
export function formEndpoints({ templates, paperWords }: FormGround): readonly Endpoint[] {
  return [
    ...showingEndpoints,
    ...draftEndpoints,
    ...draftFileEndpoints,
    ...publishingEndpoints,
    ...outputEndpoints,
    ...paperEndpoints(paperWords),
    ...templateEndpoints(templates),
  ];
}

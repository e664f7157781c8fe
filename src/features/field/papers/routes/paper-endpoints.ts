import type { Endpoint } from '../../../../platform/http/endpoint.ts';
import { managingEndpoints } from './manage-papers.ts';
import type { PaperGround } from './paper-door.ts';
import { settlingEndpoints } from './settle-papers.ts';
import { typingEndpoints } from './type-papers.ts';

/** What can be asked about sheets of paper. */
export function paperEndpoints(ground: PaperGround): readonly Endpoint[] {
  return [...managingEndpoints(ground), ...typingEndpoints(ground), ...settlingEndpoints(ground)];
}

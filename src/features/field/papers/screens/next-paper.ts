import { api } from '../../../../platform/ui/api.ts';
import type { PaperReply, PaperTask } from '../paper.ts';

/** Asks for the next sheet to type or to settle, which others are not given meanwhile; null: there is none. */
export async function askNext(
  path: string,
  asked: { readonly task: PaperTask; readonly skip: string | null },
): Promise<PaperReply | null> {
  const { paper } = await api.post<{ paper: PaperReply | null }>(`${path}/papers/next`, asked);
  return paper;
}

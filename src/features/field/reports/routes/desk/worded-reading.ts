import type { Db } from '../../../../../platform/http/endpoint.ts';
import { nameFileChoices, openCodebooks } from '../../../forms/access.ts';
import type { AnswersReply, ReadingWarning } from '../../arrivals/arrival-replies.ts';
import { textOfAnswer, wordAnswers } from '../../arrivals/word-answers.ts';
import { plainPath } from '../../reading/plain-path.ts';
import { loadNotedNodes } from '../../store/show/load-noted.ts';
import { loadReading, type PartOfReport } from '../../store/show/load-report.ts';

const codebooks = openCodebooks();

/** What a version says in words; answers null: it was not read. @throws Problem `not-found`: there is no such version. */
export async function loadWorded(
  sql: Db,
  missionId: string,
  part: PartOfReport,
): Promise<{ readonly answers: AnswersReply['answers'] | null; readonly warnings: AnswersReply['warnings'] }> {
  const { answers, form, warnings: read } = await loadReading(sql, missionId, part);
  const warnings = read as readonly ReadingWarning[];
  if (answers === null) return { answers: null, warnings };
  const noted = await loadNotedNodes(sql, missionId, part);
  if (form === null) return { answers: wordAnswers({ answers, questions: new Map(), chosen: {}, noted }), warnings };
  const given = Object.entries(answers).map(([path, answer]) => {
    return { formUuid: form.id, path: plainPath(path), value: textOfAnswer(answer) };
  });
  const [questions, chosen] = [await codebooks.of(sql, form), await nameFileChoices(sql, given, form.number)];
  return { answers: wordAnswers({ answers, questions, chosen, noted }), warnings };
}

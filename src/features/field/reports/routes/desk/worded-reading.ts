import type { Db } from '../../../../../platform/http/endpoint.ts';
import { nameFileChoices, openCodebooks } from '../../../forms/access.ts';
import type { AnswersReply, ReadingWarning } from '../../arrivals/arrival-replies.ts';
import { textOfAnswer, wordAnswers } from '../../arrivals/word-answers.ts';
import { asItStands } from '../../reading/as-it-stands.ts';
import { plainPath } from '../../reading/plain-path.ts';
import { LARGEST_READ_BYTES } from '../../reading/read-version.ts';
import { loadNotedNodes } from '../../store/show/load-noted.ts';
import { findRaw, loadReading, type PartOfReport } from '../../store/show/load-report.ts';

const codebooks = openCodebooks();

/** What a version says, in words where it was read with a form; else as it stands there, for a person to look at. */
export async function loadShown(sql: Db, missionId: string, part: PartOfReport): Promise<AnswersReply> {
  const { answers, warnings } = await loadWorded(sql, missionId, part);
  if (answers !== null) return { answers, warnings, isRead: true };
  const raw = await findRaw(sql, missionId, { ...part, mostBytes: LARGEST_READ_BYTES });
  const standing = Object.fromEntries(raw === null ? [] : asItStands(raw));
  const none = { questions: new Map(), chosen: {}, noted: new Map() };
  return { answers: wordAnswers({ answers: standing, ...none }), warnings, isRead: false };
}

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

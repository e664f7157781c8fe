import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TransactionSql } from 'postgres';
import { checkForm, stemOf } from '../../../features/field/forms/checking/check-form.ts';
import { formIdOf } from '../../../features/field/forms/checking/form-id-of.ts';
import { filesNamedIn } from '../../../features/field/forms/checking/named-files.ts';
import { startDraft } from '../../../features/field/forms/routes/edit-draft.ts';
import { electionOf, lockAddressed, subjectOf } from '../../../features/field/forms/routes/form-door.ts';
import { formWork } from '../../../features/field/forms/routes/jobs/form-jobs.ts';
import { prepareVersion, publishDraft } from '../../../features/field/forms/routes/publish-form.ts';
import type { GivenDraft } from '../../../features/field/forms/routes/read-given.ts';
import { getWorkingMission } from '../../../features/mission/missions/access.ts';
import { writeAudit } from '../../../platform/db/audit.ts';
import { openDatabase } from '../../../platform/db/connect.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { paperMessages } from '../../../platform/i18n/messages/paper-messages.ts';
import type { Form } from '../../../xforms/form/form.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';
import { readDatabase } from '../../server/settings.ts';
import type { Arguments } from '../arguments.ts';
import { type Terminal, WrongUsage } from '../command.ts';
import { refusalOf } from '../refusal-of.ts';
import { wordPlacedFault } from './form-words.ts';
import { readBytes } from './open-form-file.ts';

const AUTHOR = 'console';

/** Publishes a form of the disk in a mission, as its next version; says so, or what is wrong with it. */
export async function publishFile(
  path: string,
  { given, terminal }: { given: Arguments; terminal: Terminal },
): Promise<number> {
  const mission = given.values.get('mission');
  if (mission === undefined) throw new WrongUsage('form publish: --mission SLUG is missing.');
  const draft = readDraft(path, terminal);
  if (draft === null) return 1;
  const options = { ...readDatabase(terminal.environment, terminal.folder), say: terminal.note };
  const database = await openDatabase({ ...options, purpose: 'form', sharing: 'join' });
  try {
    const reason = given.values.get('reason') ?? null;
    const { formId, number } = await database.sql.begin((sql) => publish(sql, { mission, draft, reason }));
    terminal.out(`Published ${formId}, version ${number}, in ${mission}.`);
    return 0;
  } catch (error) {
    throw error instanceof Problem ? refusalOfPublishing(basename(path), error) : error;
  } finally {
    await database.close();
  }
}

function refusalOfPublishing(name: string, problem: Problem): Refusal {
  const isReasonMissing = problem.issues?.some(({ code }) => code === 'reason-missing') ?? false;
  if (!isReasonMissing) return refusalOf(`Publish ${name}`, problem);
  return new Refusal(`Publish ${name}: found a version of it already, wanted --reason "why another follows".`);
}

/** The form with what lies beside it and is named in it; null where there are errors, which are told. */
function readDraft(path: string, terminal: Terminal): GivenDraft | null {
  const sourceName = basename(path);
  const read = readWorkbook(readBytes(path), sourceName);
  const checked = read.ok ? checkForm(read.value, stemOf(sourceName)) : null;
  const faults = read.ok ? (checked?.faults ?? []) : read.error;
  for (const fault of faults) terminal.note(`${fault.severity}: ${wordPlacedFault(fault)}`);
  if (!read.ok || faults.some(({ severity }) => severity === 'error')) return null;
  const formId = formIdOf(read.value, sourceName);
  return {
    workbook: JSON.stringify(read.value),
    formId,
    sourceName,
    beside: readNamedFiles(checked?.converted?.form, path),
  };
}

function readNamedFiles(form: Form | undefined, path: string): GivenDraft['beside'] {
  const named = form === undefined ? [] : filesNamedIn(form);
  const present = named.filter(({ name }) => existsSync(join(dirname(path), name)));
  return present.map(({ name }) => ({ name, content: readBytes(join(dirname(path), name)) }));
}

async function publish(
  sql: TransactionSql,
  wanted: { mission: string; draft: GivenDraft; reason: string | null },
): Promise<{ formId: string; number: number }> {
  const author = { id: null, name: AUTHOR, at: new Date() };
  const mission = await getWorkingMission(sql, wanted.mission);
  const { found, revision } = await startDraft(sql, mission, { given: wanted.draft, author });
  const address = { mission: mission.slug, form: found.form.formId };
  const prepared = await prepareVersion(sql, address, { base: { revision }, run: formWork(paperMessages) });
  const { reason } = wanted;
  const number = await publishDraft(sql, await lockAddressed(sql, address), { prepared, reason, author });
  const subject = subjectOf(found);
  await writeAudit(sql, {
    at: author.at,
    actorId: null,
    actorName: AUTHOR,
    action: 'form.published',
    electionId: electionOf(found),
    subjectKind: subject.kind,
    subjectKey: subject.id,
    reason,
    details: { version: number, file: wanted.draft.sourceName },
  });
  return { formId: found.form.formId, number };
}

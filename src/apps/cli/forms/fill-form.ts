import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../../../platform/db/refusal.ts';
import type { NodeKey } from '../../../xforms/form/session.ts';
import { openForm } from '../../../xforms/instance/open.ts';
import type { OpenForm } from '../../../xforms/instance/open-form.ts';
import type { FormPackage } from '../../../xforms/package/form-package.ts';
import type { Environment } from '../../../xforms/xpath/scope.ts';
import type { Arguments } from '../arguments.ts';
import { type Terminal, WrongUsage, writeOut } from '../command.ts';
import { wordPlacedFault } from './form-words.ts';
import { openFormFile, readBytes } from './open-form-file.ts';
import { readBeside } from './read-beside.ts';

/** Fills a form with answers in their order and writes the record, or tells what is wrong with it. */
export async function fillForm(
  path: string,
  { given, terminal }: { given: Arguments; terminal: Terminal },
): Promise<number> {
  const answers = readAnswers(given.values.get('answers'), terminal);
  const { converted, compiled, faults } = openFormFile(path);
  for (const fault of faults.filter(({ severity }) => severity === 'error')) terminal.note(wordPlacedFault(fault));
  if (converted === null || compiled === null) return 1;
  const session = open(compiled, { folder: dirname(path), language: given.values.get('language'), terminal });
  for (const [question, answer] of Object.entries(answers)) answerOne(session, question, answer);
  const violations = session.validate();
  for (const { node, kind, message } of violations) terminal.note(`${session.pathOf(node)}: ${message || kind}`);
  if (violations.length > 0) return 1;
  const { xml } = session.submission();
  const out = given.values.get('out');
  if (out === undefined) terminal.out(xml);
  else writeOut(resolve(terminal.folder, out), xml);
  return 0;
}

function readAnswers(file: string | undefined, terminal: Terminal): Record<string, string> {
  if (file === undefined) throw new WrongUsage('form fill: --answers FILE.json is missing.');
  const path = resolve(terminal.folder, file);
  const text = new TextDecoder().decode(readBytes(path));
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`Read ${path}: ${(error as Error).message}.`);
  }
  const isAnswers =
    typeof parsed === 'object' && parsed !== null && Object.values(parsed).every((one) => typeof one === 'string');
  if (!isAnswers) throw new Refusal(`Read ${path}: wanted { "path of a question": "answer", … }, all texts.`);
  return parsed as Record<string, string>;
}

function open(
  compiled: FormPackage,
  { folder, language, terminal }: { folder: string; language: string | undefined; terminal: Terminal },
): OpenForm {
  const sources = Object.values(compiled.core.instances).map((one) => (one as { readonly src?: string }).src);
  const data = readBeside(
    sources.filter((src) => src !== undefined),
    { folder, terminal },
  );
  const opened = openForm({
    package: compiled,
    data,
    environment: environment(),
    ...(language === undefined ? {} : { language }),
  });
  if (!opened.ok) throw new Refusal(`Open the form: ${opened.error.code}.`);
  return opened.value;
}

function environment(): Environment {
  return {
    now: () => Date.now(),
    uuid: () => randomUUID(),
    random: () => Math.random(),
    offsetMinutes: (instant) => -new Date(instant).getTimezoneOffset(),
    deviceId: 'scrutineer:cli',
    username: '',
    email: '',
    phoneNumber: '',
  };
}

/** Answers one question; a copy of a repeat that is named and not there yet is added. */
function answerOne(session: OpenForm, path: string, answer: string): void {
  let node = session.find(path);
  for (const match of path.matchAll(/\[(\d+)\]/g)) {
    const upTo = path.slice(0, match.index + match[0].length);
    if (session.find(upTo) !== null) continue;
    const repeat = repeatOf(session, path.slice(0, match.index));
    if (repeat !== null) session.addRepeat(repeat);
  }
  node = session.find(path);
  if (node === null) throw new Refusal(`${path}: the form has no such question.`);
  if (!session.get(node).isRelevant)
    throw new Refusal(`${path}: the question is not asked after the answers before it.`);
  session.set(node, answer);
}

/** The repeat whose copies have a path. */
function repeatOf(session: OpenForm, path: string): NodeKey | null {
  const first = session.find(`${path}[1]`) ?? session.find(path);
  if (first === null) return null;
  const { kind, parent } = session.describe(first);
  return kind === 'copy' ? parent : kind === 'repeat' ? first : null;
}

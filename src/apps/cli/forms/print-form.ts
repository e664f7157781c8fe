import { dirname, resolve } from 'node:path';
import { type PaperPdf, printPaper } from '../../../features/field/forms/routes/jobs/print-paper.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { paperMessages } from '../../../platform/i18n/messages/paper-messages.ts';
import type { Form } from '../../../xforms/form/form.ts';
import type { Arguments } from '../arguments.ts';
import { type Terminal, WrongUsage, writeOut } from '../command.ts';
import { wordPlacedFault } from './form-words.ts';
import { openFormFile } from './open-form-file.ts';
import { readBeside } from './read-beside.ts';

/** Writes a form as a PDF that is filled with a pen. */
export async function printForm(
  path: string,
  { given, terminal }: { given: Arguments; terminal: Terminal },
): Promise<number> {
  const out = given.values.get('out');
  if (out === undefined) throw new WrongUsage('form paper: --out FILE.pdf is missing.');
  const { converted, faults } = openFormFile(path);
  for (const fault of faults) terminal.note(`${fault.severity}: ${wordPlacedFault(fault)}`);
  if (converted === null) return 1;
  const { form, extras } = converted;
  const language = chooseLanguage(form, given.values.get('language'));
  const sources = form.instances.flatMap((instance) => (instance.kind === 'external' ? [instance.src] : []));
  const data = readBeside(sources.filter(isTable), { folder: dirname(path), terminal });
  const missionName = given.values.get('mission') ?? '';
  const paper = await refusing(printPaper({ form, extras, language, missionName, data, words: paperMessages }));
  writeOut(resolve(terminal.folder, out), paper.bytes);
  terminal.note(`${out}: ${paper.pageCount} ${paper.pageCount === 1 ? 'page' : 'pages'}.`);
  if (!paper.isAccessible) terminal.note('Some letters of the form are in no font here and stand as blank boxes.');
  return 0;
}

/** Places on a map and earlier records are no lists that could be printed. */
function isTable(src: string): boolean {
  return /\.(csv|xml)$/i.test(src);
}

function chooseLanguage({ languages }: Form, asked: string | undefined): string {
  const names = languages.map(({ name }) => name);
  const chosen = asked ?? languages.find(({ isDefault }) => isDefault)?.name ?? names[0] ?? '';
  if (names.includes(chosen) || (names.length === 0 && chosen === '')) return chosen;
  const wanted = names.length === 0 ? 'no language, for the form is not translated' : names.join(', ');
  throw new WrongUsage(`--language: found ${chosen}, wanted ${wanted}.`);
}

/** What is too much is told to the person at the terminal as to the one at a page. */
async function refusing(printing: Promise<PaperPdf>): Promise<PaperPdf> {
  return await printing.catch((error: unknown) => {
    if (!(error instanceof Problem) || error.kind !== 'too-large') throw error;
    throw new Refusal(
      'Print the form: it is larger than paper takes, which is 2,000 questions, 4,000 places to answer, 200 pages.',
    );
  });
}

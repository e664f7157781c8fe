import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onDisk, Refusal } from '../../../platform/db/refusal.ts';
import type { FormFault } from '../../../xforms/form/form-fault.ts';
import { writeXForm } from '../../../xforms/openrosa/write-xform.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';
import type { Workbook } from '../../../xforms/workbook/workbook.ts';
import { convertForm } from '../../../xforms/xlsform/convert-form.ts';
import { readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage, writeOut } from '../command.ts';
import { wordFault } from '../forms/form-words.ts';

/** `scrutineer oracle`: what this program makes of cases whose result is known from elsewhere, for a judge to compare. */
export const oracle: Command = {
  name: 'oracle',
  synopsis: 'xlsform FOLDER --out FILE',
  summary: 'Convert the XLSForm cases of a folder and write what came of each',
  details: [
    'FOLDER holds cases.json, and where there are real files, files.json and files/.',
    '--out   results by case: { ok, xform, warnings } or { ok, errors: [{ sheet, row, column, message }] }',
  ],
  run: async (terminal) => runOracle(terminal),
};

/** A case as its file has it. */
interface Case {
  readonly id: string;
  readonly form_name: string;
  readonly sheets: Readonly<Record<string, readonly (readonly (string | null)[])[]>>;
}

function runOracle(terminal: Terminal): number {
  const { words, values } = readArguments(terminal.args, { words: ['xlsform', 'FOLDER'], flags: [], values: ['out'] });
  const [what, given = ''] = words;
  const out = values.get('out');
  if (what !== 'xlsform') throw new WrongUsage(`oracle: found ${what}, wanted xlsform.`);
  if (out === undefined) throw new WrongUsage('oracle: --out FILE is missing.');
  const folder = resolve(terminal.folder, given);
  const { cases } = readJson<{ cases: readonly Case[] }>(join(folder, 'cases.json'));
  const results: Record<string, unknown> = {};
  for (const one of cases) {
    const workbook = workbookOf(one);
    results[one.id] = convert(workbook, { formName: one.form_name, fallbackId: 'data' });
  }
  const files = readFiles(folder);
  for (const { file } of files) results[file] = convertFile(join(folder, 'files', file), file);
  writeOut(resolve(terminal.folder, out), JSON.stringify(results, null, 1));
  terminal.note(`${cases.length} cases and ${files.length} files converted.`);
  return 0;
}

function readJson<T>(path: string): T {
  const text = onDisk(`Read ${path}`, () => readFileSync(path, 'utf8'));
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new Refusal(`Read ${path}: ${(error as Error).message}.`);
  }
}

function readFiles(folder: string): readonly { file: string }[] {
  try {
    return JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8')) as { file: string }[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function workbookOf({ sheets }: Case): Workbook {
  const texts = (row: readonly (string | null)[]) => row.map((cell) => cell ?? '');
  return { sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows.map(texts) })) };
}

function convertFile(path: string, file: string): unknown {
  const read = readWorkbook(readFileSync(path), file);
  if (!read.ok) return { ok: false, errors: read.error.map(showFault) };
  const stem = (file.split('/').at(-1) ?? file).replace(/\.[^.]*$/, '');
  return convert(read.value, { formName: 'data', fallbackId: stem });
}

function convert(workbook: Workbook, options: { formName: string; fallbackId: string }): unknown {
  const converted = convertForm(workbook, options);
  if (!converted.ok) return { ok: false, errors: converted.error.map(showFault) };
  const { form, warnings } = converted.value;
  return { ok: true, xform: writeXForm(form), warnings: warnings.map((fault) => showFault(fault).message) };
}

function showFault(fault: FormFault): {
  sheet: string | null;
  row: number | null;
  column: string | null;
  message: string;
} {
  const { sheet, row, column } = fault;
  return { sheet, row, column, message: wordFault(fault) };
}

import { resolve } from 'node:path';
import type { CheckedForm } from '../../../features/field/forms/checking/check-form.ts';
import { codebookTable } from '../../../features/field/forms/checking/codebook-table.ts';
import { writeCsv } from '../../../platform/files/tables/csv.ts';
import { makeCodebook } from '../../../xforms/form/codebook.ts';
import type { Form } from '../../../xforms/form/form.ts';
import { writeXForm } from '../../../xforms/openrosa/write-xform.ts';
import { type Arguments, readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage, writeOut } from '../command.ts';
import { fillForm } from '../forms/fill-form.ts';
import { wordFault, wordPlacedFault } from '../forms/form-words.ts';
import { openFormFile } from '../forms/open-form-file.ts';
import { printForm } from '../forms/print-form.ts';
import { publishFile } from '../forms/publish-file.ts';

const FORMS = ['xform', 'package', 'codebook'] as const;

/** `scrutineer form`: an XLSForm checked, converted or filled, without a server. */
export const form: Command = {
  name: 'form',
  synopsis: 'check|convert|fill|publish|paper FILE [options]',
  summary: 'Check an XLSForm, convert it, fill it from a list of answers, or print it',
  details: [
    'check     what is wrong, by sheet, row and column   [--json]',
    'convert   [--as xform|package|codebook] [--out FILE]   for ODK Collect, for the field app, for readers of the data',
    'fill      --answers FILE.json [--language NAME] [--out FILE]   { "/data/q1": "text", … } in the order of answering;',
    '          files that the form names are looked for beside it; prints the record, or what is wrong with the answers',
    'publish   --mission SLUG [--reason TEXT]   the next version of the form, with the files that lie beside it;',
    '          from the second version on, the reason is needed',
    'paper     --out FILE.pdf [--language NAME] [--mission NAME]   the form to be filled with a pen, with the lists that lie beside it',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const values = ['as', 'out', 'answers', 'language', 'mission', 'reason'];
  const given = readArguments(terminal.args, {
    words: ['check|convert|fill|publish|paper', 'FILE'],
    flags: ['json'],
    values,
  });
  const [what, file = ''] = given.words;
  const path = resolve(terminal.folder, file);
  if (what === 'check') return check(openFormFile(path), given, terminal);
  if (what === 'convert') return convert(openFormFile(path), given, terminal);
  if (what === 'fill') return await fillForm(path, { given, terminal });
  if (what === 'publish') return await publishFile(path, { given, terminal });
  if (what === 'paper') return await printForm(path, { given, terminal });
  throw new WrongUsage(`form: found ${what}, wanted check, convert, fill, publish or paper.`);
}

function check({ compiled, faults }: CheckedForm, { flags }: Arguments, terminal: Terminal): number {
  if (flags.has('json')) {
    const shown = faults.map((fault) => ({ ...fault, message: wordFault(fault) }));
    terminal.out(JSON.stringify({ ok: compiled !== null, faults: shown }, null, 2));
  } else {
    for (const fault of faults) terminal.out(`${fault.severity}: ${wordPlacedFault(fault)}`);
    const count = (severity: string) => faults.filter((fault) => fault.severity === severity).length;
    terminal.note(`${count('error')} errors, ${count('warning')} warnings.`);
  }
  return compiled === null ? 1 : 0;
}

function convert(opened: CheckedForm, { values }: Arguments, terminal: Terminal): number {
  const as = values.get('as') ?? 'xform';
  if (!FORMS.some((one) => one === as)) throw new WrongUsage(`--as: found ${as}, wanted ${FORMS.join(', ')}.`);
  for (const fault of opened.faults) terminal.note(`${fault.severity}: ${wordPlacedFault(fault)}`);
  const { converted, compiled } = opened;
  if (converted === null || compiled === null) return 1;
  const text = {
    xform: () => writeXForm(converted.form),
    package: () => `${JSON.stringify(compiled)}\n`,
    codebook: () => writeCodebook(converted.form),
  }[as as (typeof FORMS)[number]]();
  const out = values.get('out');
  if (out === undefined) terminal.out(text.trimEnd());
  else writeOut(resolve(terminal.folder, out), text);
  return 0;
}

function writeCodebook(form: Form): string {
  const { columns, rows } = codebookTable(makeCodebook(form));
  return writeCsv(columns, rows);
}

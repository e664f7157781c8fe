import { fault } from '../../../../../kernel/issue.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import type { ThreadStop } from '../../../../../platform/jobs/thread.ts';
import { makeCodebook } from '../../../../../xforms/form/codebook.ts';
import { type FormFault, wholeFormFault } from '../../../../../xforms/form/form-fault.ts';
import { writeXForm } from '../../../../../xforms/openrosa/write-xform.ts';
import { readWorkbook } from '../../../../../xforms/workbook/read-workbook.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { writeXlsx } from '../../../../../xforms/workbook/xlsx/write-xlsx.ts';
import type { ConvertedForm } from '../../../../../xforms/xlsform/convert-form.ts';
import { checkForm, stemOf } from '../../checking/check-form.ts';
import { codebookTable } from '../../checking/codebook-table.ts';
import { formIdOf } from '../../checking/form-id-of.ts';
import { filesNamedIn, type NamedFile } from '../../checking/named-files.ts';
import { readTables, tryToOpen } from '../../checking/publishable.ts';
import type { PaperReply, Titles } from '../../form-replies.ts';
import { languageTag } from '../../paper/word-sheet.ts';
import { refusedForm } from '../form-door.ts';
import { type PaperOrder, previewPaper, printPaper } from './print-paper.ts';

/** A workbook as it lies in the database: JSON, which only the work itself takes apart. */
export interface FormSource {
  readonly workbook: string;
  readonly sourceName: string;
}

/** A form with what lies beside it, by name. */
export interface FormWithFiles extends FormSource {
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A form that is to be put on paper. */
export interface PaperSource extends FormWithFiles {
  /** As the form names it; null: its first one. */
  readonly language: string | null;
  /** The mission by language (ISO 639); one of them is printed. */
  readonly missionName: Readonly<Record<string, string>>;
  readonly isDraft: boolean;
}

/** What publishing keeps of a form beside its workbook; package and codebook are JSON. */
export interface MadeVersion {
  readonly title: string;
  readonly titles: Titles;
  readonly version: string | null;
  readonly xform: string;
  readonly package: string;
  readonly codebook: string;
  readonly warnings: readonly FormFault[];
  readonly questions: number;
  readonly languages: readonly string[];
}

/** Work on forms that may take long, or more memory than there is: what it is given, and what it makes. */
export interface FormJobs {
  /** A file that somebody gave. */
  readonly read: {
    readonly given: { readonly bytes: Uint8Array; readonly sourceName: string };
    readonly made: { readonly workbook: string; readonly formId: string };
  };
  /** The files that a form needs; none where it has errors. */
  readonly name: { readonly given: FormSource; readonly made: readonly NamedFile[] };
  /** Converts, compiles and opens the form that is to have the id `formId`. */
  readonly publish: { readonly given: FormWithFiles & { readonly formId: string }; readonly made: MadeVersion };
  readonly pages: {
    readonly given: PaperSource & { readonly from: number; readonly count: number };
    readonly made: PaperReply;
  };
  readonly pdf: {
    readonly given: PaperSource;
    /** `tag`: the language (BCP 47), null where the form does not say. */
    readonly made: { readonly bytes: Uint8Array; readonly tag: string | null };
  };
  readonly xlsx: { readonly given: Pick<FormSource, 'workbook'>; readonly made: Uint8Array };
}

/** Does one job. @throws Problem where the form is refused. */
export type RunFormJob = <K extends keyof FormJobs>(
  kind: K,
  given: FormJobs[K]['given'],
) => Promise<FormJobs[K]['made']>;

type Work = { readonly [K in keyof FormJobs]: (given: FormJobs[K]['given']) => Promise<FormJobs[K]['made']> };

/** The work itself, where it is called. What goes too deep or grows too large is a form that is refused. @param words in the language of the form. */
export function formWork(words: PaperOrder['words']): RunFormJob {
  const work: Work = {
    read: async ({ bytes, sourceName }) => readFile(bytes, sourceName),
    name: async (source) => nameFiles(source),
    publish: async (given) => makeVersion(given),
    pages: async ({ from, count, ...source }) => {
      const pages = await previewPaper(orderOf(source, words));
      return { pages: pages.slice(from, from + count), pageCount: pages.length };
    },
    pdf: async (source) => {
      const order = orderOf(source, words);
      const { bytes } = await printPaper(order);
      return { bytes, tag: languageTag(order.language) };
    },
    xlsx: async ({ workbook }) => writeXlsx(parse(workbook)),
  };
  return async (kind, given) => {
    try {
      return await work[kind](given);
    } catch (thrown) {
      throw thrown instanceof RangeError ? refusalOfRange(thrown) : thrown;
    }
  };
}

/**
 * What whoever asked is told of work that had to be ended; null where it is no fault of the form but a bug of ours.
 *
 * @param seconds how long the work had.
 */
export function refusalOfStop({ reason, cause }: ThreadStop, seconds: number): Problem | null {
  switch (reason) {
    case 'deadline':
      return refusedForm([wholeFormFault(fault('form-too-slow', { wanted: seconds }))]);
    case 'memory':
      return refusedForm([wholeFormFault(fault('form-too-large'))]);
    case 'crash':
      return cause instanceof RangeError ? refusalOfRange(cause) : null;
    case 'closed':
      return new Problem('too-slow');
  }
}

/** Node.js tells that the stack is full as it tells that a text or a list is longer than may be. */
function refusalOfRange({ message }: RangeError): Problem {
  return refusedForm([wholeFormFault(fault(/call stack/.test(message) ? 'form-too-deep' : 'form-too-large'))]);
}

function parse(workbook: string): Workbook {
  return JSON.parse(workbook);
}

function readFile(bytes: Uint8Array, sourceName: string): FormJobs['read']['made'] {
  const read = readWorkbook(bytes, sourceName);
  if (!read.ok) throw refusedForm(read.error);
  return { workbook: JSON.stringify(read.value), formId: formIdOf(read.value, sourceName) };
}

function nameFiles({ workbook, sourceName }: FormSource): readonly NamedFile[] {
  const { converted } = checkForm(parse(workbook), stemOf(sourceName));
  return converted === null ? [] : filesNamedIn(converted.form);
}

function makeVersion({ workbook, sourceName, files, formId }: FormJobs['publish']['given']): MadeVersion {
  const { converted, compiled, faults } = checkForm(parse(workbook), stemOf(sourceName));
  if (converted === null || compiled === null) throw refusedForm(faults);
  const { form, warnings } = converted;
  if (form.id !== formId) throw new Problem('other-form', { found: form.id, wanted: formId });
  const tables = filesNamedIn(form).filter(({ kind }) => kind === 'table');
  requireFiles(tables, files);
  const read = readTables(tables, files);
  if (!read.ok) throw refusedForm(read.error.map(({ file, fault }) => ({ ...fault, sheet: file })));
  const refusal = tryToOpen(compiled, read.value);
  if (refusal !== null) throw refusedForm([refusal]);
  const entries = makeCodebook(form);
  return {
    title: form.title,
    titles: compiled.core.titles ?? null,
    version: form.version,
    xform: writeXForm(form),
    package: JSON.stringify(compiled),
    codebook: JSON.stringify(codebookTable(entries)),
    warnings,
    questions: entries.filter(({ control }) => control !== 'calculate').length,
    languages: form.languages.map(({ name }) => name),
  };
}

function requireFiles(tables: readonly NamedFile[], files: ReadonlyMap<string, Uint8Array>): void {
  const missing = tables.filter(({ name }) => !files.has(name));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  throw new Problem('form-files-missing', { count: missing.length, names });
}

function orderOf(source: PaperSource, words: PaperOrder['words']): PaperOrder {
  const { converted, faults } = checkForm(parse(source.workbook), stemOf(source.sourceName));
  if (converted === null) throw refusedForm(faults);
  const { form, extras } = converted;
  const language = source.language ?? form.languages[0]?.name ?? '';
  const { missionName: names, isDraft } = source;
  const missionName = names[languageTag(language) ?? ''] ?? Object.values(names)[0] ?? '';
  return { form, extras, language, missionName, isDraft, data: tablesOf(converted, source.files), words };
}

/** What lies beside the form and can be read; paper does without the rest. */
function tablesOf({ form }: ConvertedForm, files: ReadonlyMap<string, Uint8Array>): NonNullable<PaperOrder['data']> {
  const tables = filesNamedIn(form).filter(({ kind }) => kind === 'table');
  const read = readTables(tables, files);
  return read.ok ? read.value : new Map();
}

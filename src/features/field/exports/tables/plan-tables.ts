import type { ListedWords } from '../../forms/checking/file-choices.ts';
import { type MetaColumn, VERSION_COLUMNS } from '../../reports/arrivals/list/report-row.ts';
import type { ExportAsk } from '../export-job.ts';
import type { ExportedReport } from './exported-report.ts';
import type { MergedLeaf, MergedShape } from './merge-shapes.ts';
import type { AnswerKind, Labels } from './read-shape.ts';

/** A cell before it is written; null: empty. */
export type Cell = string | null;

/** How a cell is meant, for formats that tell numbers and days from texts. */
export type CellKind = 'text' | 'number' | 'date' | 'moment';

/** A column of answers. */
export interface AnswerColumn {
  readonly header: string;
  readonly kind: CellKind;
  readonly leaf: MergedLeaf;
  /** What of the answer stands there: all, its label, or whether this choice was made. */
  readonly part: 'answer' | 'label' | { readonly choice: string };
  /** The cell of an answer. */
  readonly cell: (answer: string) => Cell;
}

/** A column of what is known of a report. */
export interface ReportColumn {
  readonly header: string;
  readonly kind: CellKind;
  readonly cell: (report: ExportedReport) => Cell;
  /** The same cell out of columns; null: it does not lie there. */
  readonly kept: KeptCell | null;
}

/** Where a cell lies in columns, and what of it is written. */
export interface KeptCell {
  readonly key: MetaColumn | (typeof VERSION_COLUMNS)[keyof typeof VERSION_COLUMNS];
  /** @param value what stands there; null: nothing. */
  readonly cell: (value: string | null, around: AroundCells) => Cell;
  /** Whether it is written as it stands there. */
  readonly isPlain: boolean;
}

/** What cells need that does not stand in their rows. */
export interface AroundCells {
  readonly slug: string;
  readonly devices: ReadonlyMap<string, { readonly pseudonym: string; readonly name: string }>;
}

/** A table of an export: one of reports, and one of each repeat. */
export interface PlannedTable {
  /** As its file or its sheet is called. */
  readonly name: string;
  /** Path of the repeat; empty: the reports themselves. */
  readonly repeat: string;
  /** Before the answers, the id of the report first; only of reports. */
  readonly known: readonly ReportColumn[];
  readonly answers: readonly AnswerColumn[];
}

/** Everything that an export of a form has, before a report is looked at. */
export interface ExportPlan {
  readonly tables: readonly [PlannedTable, ...PlannedTable[]];
  /** Paths of all questions of the versions, whether they are written or not. */
  readonly paths: ReadonlySet<string>;
  readonly repeats: ReadonlySet<string>;
  /** Paths of questions whose answers name files, whether they are written or not. */
  readonly files: ReadonlySet<string>;
  /** Questions that are written, by path. */
  readonly leaves: ReadonlyMap<string, MergedLeaf>;
  /** What stands for an answer of a choice. */
  readonly labelOf: (leaf: MergedLeaf, value: string) => string;
  /** Choices that stand in files beside the form, by path of the question. */
  readonly listed: ReadonlyMap<string, ListedWords>;
  /** The language of labels. */
  readonly language: string;
}

type Wanted = Pick<ExportAsk, 'columns' | 'language' | 'words' | 'splitsChoices' | 'withRepeats' | 'withNames'>;

/** Columns that point from a row of a repeat to its report, to the row above it, and say which copy it is. */
export const POINTERS = ['_report', '_parent', '_position'] as const;
/** The name of the table of reports. */
export const REPORTS = 'reports';

/**
 * Plans the tables of an export of what those versions of a form ask.
 *
 * @param listed words of choices that stand in files beside the form, in the language of the export, by path of the question.
 */
export function planTables(
  shape: MergedShape,
  wanted: Wanted,
  listed: ReadonlyMap<string, ListedWords> = new Map(),
): ExportPlan {
  const chosen = wanted.columns === null ? null : new Set(wanted.columns);
  const language = languageOf(shape, wanted);
  const leaves = shape.leaves.filter(
    ({ path, repeat }) => (chosen === null || chosen.has(path)) && (wanted.withRepeats || repeat === ''),
  );
  const labelOf = createLabels(language, listed);
  const columnsOf = (repeat: string) => {
    const headers = new Set<string>(repeat === '' ? knownColumns(true).map(({ header }) => header) : POINTERS);
    const own = leaves.filter((leaf) => leaf.repeat === repeat);
    return own.flatMap((leaf) => columnsOfLeaf(leaf, { wanted, language, labelOf, headers, listed }));
  };
  const names = new Set([REPORTS]);
  const repeats = wanted.withRepeats ? shape.repeats.filter((path) => isWritten(path, leaves, chosen)) : [];
  const related = repeats.map((repeat) => ({
    name: unlike(repeat.slice(repeat.lastIndexOf('/') + 1), names),
    repeat,
    known: [],
    answers: columnsOf(repeat),
  }));
  return {
    tables: [{ name: REPORTS, repeat: '', known: knownColumns(wanted.withNames), answers: columnsOf('') }, ...related],
    paths: new Set(shape.leaves.map(({ path }) => path)),
    repeats: new Set(shape.repeats),
    files: new Set(shape.leaves.filter(({ type }) => type === 'binary').map(({ path }) => path)),
    leaves: new Map(leaves.map((leaf) => [leaf.path, leaf])),
    labelOf,
    listed,
    language,
  };
}

/** The language in which an export is. */
export function languageOf(shape: Pick<MergedShape, 'language'>, wanted: Pick<ExportAsk, 'language'>): string {
  return wanted.language ?? shape.language;
}

/** Where only some questions are wanted, repeats without any of them are left out. */
function isWritten(repeat: string, leaves: readonly MergedLeaf[], chosen: ReadonlySet<string> | null): boolean {
  return chosen === null || leaves.some((leaf) => leaf.repeat === repeat || leaf.repeat.startsWith(`${repeat}/`));
}

function knownColumns(withNames: boolean): readonly ReportColumn[] {
  return withNames ? KNOWN : KNOWN.filter(({ header }) => header !== DEVICE_NAME);
}

function text(header: string, cell: ReportColumn['cell'], kept: KeptCell | null): ReportColumn {
  return { header, kind: 'text', cell, kept };
}

/** A cell that is made of what stands there; nothing where nothing does. */
function keptCell(key: KeptCell['key'], cell: (value: string, around: AroundCells) => Cell): KeptCell {
  return { key, cell: (value, around) => (value === null ? null : cell(value, around)), isPlain: false };
}

function asItIs(key: KeptCell['key']): KeptCell {
  return { key, cell: (value) => value, isPlain: true };
}

const DEVICE_NAME = '_device_name';
const { receipt: RECEIPT, receivedAt: RECEIVED_AT, formVersion: FORM_VERSION } = VERSION_COLUMNS;

const KNOWN: readonly ReportColumn[] = [
  text('_report', ({ id }) => id, null),
  text(
    '_receipt',
    (report) => report.receipt,
    keptCell(RECEIPT, (value, { slug }) => (slug + value).toUpperCase()),
  ),
  { header: '_first_received', kind: 'moment', cell: ({ firstAt }) => firstAt, kept: asItIs('received') },
  { header: '_received', kind: 'moment', cell: ({ lastAt }) => lastAt, kept: asItIs(RECEIVED_AT) },
  text('_state', ({ state }) => state, asItIs('state')),
  text('_reason', ({ reason }) => reason, asItIs('reason')),
  text('_flags', ({ flags }) => flags.join(' '), asItIs('flags')),
  text('_station', ({ station }) => station, asItIs('station')),
  {
    header: '_moved',
    kind: 'number',
    cell: ({ isMoved }) => (isMoved ? '1' : '0'),
    kept: { key: 'moved', cell: (value) => value ?? '0', isPlain: false },
  },
  text('_form_version', (report) => report.formVersion, asItIs(FORM_VERSION)),
  {
    header: '_form_number',
    kind: 'number',
    cell: ({ formNumber }) => (formNumber === null ? null : String(formNumber)),
    kept: asItIs('version'),
  },
  text('_channel', ({ channel }) => channel, asItIs('channel')),
  text(
    '_device',
    ({ device }) => device,
    keptCell('device', (value, { devices }) => devices.get(value)?.pseudonym ?? null),
  ),
  text(
    DEVICE_NAME,
    ({ deviceName }) => deviceName,
    keptCell('device', (value, { devices }) => devices.get(value)?.name ?? null),
  ),
  text('_other', () => null, null),
];

/** The column of what the form has no place for; the cell is made of all answers together. */
export const OTHER = '_other';

const KINDS: Readonly<Record<AnswerKind, CellKind>> = {
  text: 'text',
  integer: 'number',
  decimal: 'number',
  date: 'date',
  choice: 'text',
  choices: 'text',
  file: 'text',
};

interface Naming {
  readonly wanted: Wanted;
  readonly language: string;
  readonly labelOf: ExportPlan['labelOf'];
  readonly listed: ExportPlan['listed'];
  /** Those that are taken. */
  readonly headers: Set<string>;
}

function columnsOfLeaf(leaf: MergedLeaf, naming: Naming): AnswerColumn[] {
  const { wanted, language, labelOf, listed, headers } = naming;
  const name = nameOf(leaf);
  const hasChoices =
    (leaf.choices.length > 0 || listed.has(leaf.path)) && (leaf.kind === 'choice' || leaf.kind === 'choices');
  const asLabel = (answer: string) => labelOf(leaf, answer);
  const isLabelled = wanted.words === 'labels';
  const title = isLabelled ? (wordIn(leaf.labels, language) ?? name) : name;
  const columns: AnswerColumn[] = [
    {
      header: unlike(title, headers),
      kind: KINDS[leaf.kind],
      leaf,
      part: hasChoices && isLabelled ? 'label' : 'answer',
      cell: hasChoices && isLabelled ? asLabel : (answer) => answer,
    },
  ];
  if (hasChoices && wanted.words === 'both') {
    columns.push({ header: unlike(`${name}:label`, headers), kind: 'text', leaf, part: 'label', cell: asLabel });
  }
  if (leaf.kind !== 'choices' || !wanted.splitsChoices) return columns;
  const split = leaf.choices.map(({ value, labels }): AnswerColumn => {
    const header = isLabelled ? `${title}: ${wordIn(labels, language) ?? value}` : `${name}/${value}`;
    const cell = (answer: string) => (answer.split(' ').includes(value) ? '1' : '0');
    return { header: unlike(header, headers), kind: 'number', leaf, part: { choice: value }, cell };
  });
  return [...columns, ...split];
}

/** The path below the repeat, or below the root. */
function nameOf({ path, repeat }: MergedLeaf): string {
  if (repeat !== '') return path.slice(repeat.length + 1);
  return path.slice(path.indexOf('/', 1) + 1);
}

/** The name, or where it is taken the name with a number. */
function unlike(name: string, taken: Set<string>): string {
  let own = name;
  for (let number = 2; taken.has(own); number += 1) own = `${name} (${number})`;
  taken.add(own);
  return own;
}

/** A text in that language, else without one, else in whichever there is. */
export function wordIn(labels: Labels, language: string): string | null {
  return labels[language] ?? labels[''] ?? Object.values(labels)[0] ?? null;
}

/** What separates the labels of several choices of one answer. */
export const LABEL_SEPARATOR = ' | ';

function createLabels(language: string, listed: ExportPlan['listed']): ExportPlan['labelOf'] {
  const tables = new Map<MergedLeaf, ReadonlyMap<string, string>>();
  const tableOf = (leaf: MergedLeaf) => {
    const known = tables.get(leaf);
    if (known !== undefined) return known;
    const made = new Map(leaf.choices.map(({ value, labels }) => [value, wordIn(labels, language) ?? value]));
    tables.set(leaf, made);
    return made;
  };
  return (leaf, answer) => {
    const [table, ofFile] = [tableOf(leaf), listed.get(leaf.path)?.words];
    const wordOf = (value: string) => table.get(value) ?? ofFile?.get(value) ?? value;
    return leaf.kind === 'choices' ? answer.split(' ').map(wordOf).join(LABEL_SEPARATOR) : wordOf(answer);
  };
}

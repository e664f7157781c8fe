import type { MergedLeaf } from './merge-shapes.ts';
import type { ExportPlan } from './plan-tables.ts';

/** The table of a data dictionary. */
export interface Dictionary {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const HEAD = ['table', 'column', 'kind', 'path', 'control', 'type', 'versions', 'value'] as const;

/**
 * What the columns of an export mean: a row a column, and behind one of a question with choices a row for each of them. The
 * labels stand there in all languages, whichever one the export is in.
 */
export function makeDictionary(plan: ExportPlan): Dictionary {
  const languages = languagesOf(plan);
  const words = (labels: Readonly<Record<string, string>>) => languages.map((language) => labels[language] ?? '');
  const rows = plan.tables.flatMap((table) => [
    ...(table.repeat === ''
      ? []
      : POINTER_NOTES.map(([name, note]) => knownRow(table.name, name, { note, languages }))),
    ...table.known.map(({ header }) => knownRow(table.name, header, { note: KNOWN_NOTES[header] ?? '', languages })),
    ...table.answers.flatMap(({ header, kind, leaf, part }) => {
      const about = [leaf.path, leaf.control, leaf.type, spans(leaf.versions)];
      const made = typeof part === 'object' ? part.choice : '';
      const own = [table.name, header, kind, ...about, made, ...words(leaf.labels), noteOf(plan, leaf, part)];
      if (part !== 'answer' && !(part === 'label' && isAlone(plan, leaf))) return [own];
      const choices = leaf.choices.map(({ value, labels }) => [
        ...[table.name, header, 'choice', leaf.path, '', '', '', value],
        ...words(labels),
        '',
      ]);
      return [own, ...choices];
    }),
  ]);
  const titles = languages.map((language) => (language === '' ? 'label' : `label::${language}`));
  return { columns: [...HEAD, ...titles, 'note'], rows };
}

/** Whether the column of labels is the only one of its question. */
function isAlone(plan: ExportPlan, leaf: MergedLeaf): boolean {
  return plan.tables.every(({ answers }) => !answers.some((one) => one.leaf === leaf && one.part === 'answer'));
}

function languagesOf(plan: ExportPlan): readonly string[] {
  const labelled = [...plan.leaves.values()].flatMap(({ labels, choices }) => [
    labels,
    ...choices.map((choice) => choice.labels),
  ]);
  return [...new Set(labelled.flatMap((labels) => Object.keys(labels)))];
}

const POINTER_NOTES = [
  ['_report', 'the report that the copy belongs to: _report of the table reports'],
  ['_parent', 'the copy of the outer repeat that it lies in, by its positions from the outermost on; empty: in none'],
  ['_position', 'the how many copy it is, from 1 on'],
] as const;

const KNOWN_NOTES: Readonly<Record<string, string>> = {
  _report: 'id of the report',
  _receipt: 'receipt of the version that is exported',
  _first_received: 'when the report came first, UTC',
  _received: 'when the version that is exported came, UTC',
  _state: 'read, held or void',
  _reason: 'why it is held',
  _flags: 'what a person should know of it, separated by spaces',
  _station: 'the polling station that it counts for',
  _moved: '1 where the desk moved it to that station',
  _form_version: 'version of the form, as its author wrote it',
  _form_number: 'number of the version of the form',
  _channel: 'how it came',
  _device: 'pseudonym of the device',
  _device_name: 'the device, as the desk calls it',
  _other: 'what the form has no place for, as JSON: path, answer',
};

function knownRow(
  table: string,
  column: string,
  { note, languages }: { readonly note: string; readonly languages: readonly string[] },
): readonly string[] {
  return [table, column, 'report', '', '', '', '', '', ...languages.map(() => ''), note];
}

function noteOf({ listed }: ExportPlan, { path, types }: MergedLeaf, part: unknown): string {
  const file = part === 'label' ? listed.get(path)?.file : undefined;
  const notes = [
    ...(file === undefined ? [] : [`its words are those of ${file}, which lies beside the form`]),
    ...(types.length > 1 ? [`its type changed, so it is written as text: ${types.join(', ')}, newest first`] : []),
    ...(typeof part === 'object' ? ['1 where this was chosen, 0 where not, empty where nothing was answered'] : []),
  ];
  return notes.join('; ');
}

/** `5, 4, 3, 1` → `1, 3–5`. */
function spans(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

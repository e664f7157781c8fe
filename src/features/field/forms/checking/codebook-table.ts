import type { CodebookEntry } from '../../../../xforms/form/codebook.ts';

/** A codebook as the table of a file. */
export interface CodebookTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The codebook of a form as the table of a file: a row a question, and below it a row for each of its choices. */
export function codebookTable(entries: readonly CodebookEntry[]): CodebookTable {
  const labelled = entries.flatMap((entry) => [entry.labels, ...entry.choices.map(({ labels }) => labels)]);
  const languages = [...new Set(labelled.flatMap((labels) => Object.keys(labels)))];
  const headers = languages.map((language) => (language === '' ? 'label' : `label::${language}`));
  const rows = entries.flatMap((entry) => rowsOf(entry, languages));
  return { columns: ['path', 'control', 'type', 'value', ...headers, ...LOGIC], rows };
}

const LOGIC = ['relevant', 'required', 'constraint', 'calculation'] as const;

function rowsOf(entry: CodebookEntry, languages: readonly string[]): string[][] {
  const words = (labels: Readonly<Record<string, string>>) => languages.map((language) => labels[language] ?? '');
  const logic = LOGIC.map((name) => entry[name]);
  const own = [entry.path, entry.control, entry.type, '', ...words(entry.labels), ...logic];
  const none = LOGIC.map(() => '');
  const choices = entry.choices.map(({ value, labels }) => [
    entry.path,
    'choice',
    '',
    value,
    ...words(labels),
    ...none,
  ]);
  return [own, ...choices];
}

/** A question as the table of a codebook has it. */
export interface CodebookQuestion {
  /** `/data/visit/station`, in NFC as the paths of answers are. */
  readonly path: string;
  readonly control: string;
  readonly type: string;
  /** Language → words; under an empty name where the form is not translated. */
  readonly labels: Readonly<Record<string, string>>;
  readonly choices: readonly { readonly value: string; readonly labels: Readonly<Record<string, string>> }[];
}

const LABEL = 'label';

/** Reads the table of a codebook: its questions by path, in their order. Where a question stands twice, it is the first. */
export function readCodebookTable({ columns, rows }: CodebookTable): ReadonlyMap<string, CodebookQuestion> {
  const [path, control, type, value] = ['path', 'control', 'type', 'value'].map((name) => columns.indexOf(name));
  const languages = columns.flatMap((column, at) =>
    column === LABEL || column.startsWith(`${LABEL}::`) ? [{ name: column.slice(LABEL.length + 2), at }] : [],
  );
  const cell = (row: readonly string[], at: number | undefined) => row[at ?? -1] ?? '';
  const found = new Map<string, CodebookQuestion & { readonly choices: CodebookQuestion['choices'][number][] }>();
  for (const row of rows) {
    const own = cell(row, path).normalize('NFC');
    const labels = Object.fromEntries(
      languages.flatMap(({ name, at }) => (cell(row, at) === '' ? [] : [[name, cell(row, at)]])),
    );
    const known = found.get(own);
    if (cell(row, control) === 'choice') known?.choices.push({ value: cell(row, value), labels });
    else if (known === undefined)
      found.set(own, { path: own, control: cell(row, control), type: cell(row, type), labels, choices: [] });
  }
  return found;
}

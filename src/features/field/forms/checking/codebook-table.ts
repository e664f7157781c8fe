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

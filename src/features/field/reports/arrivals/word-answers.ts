import type { ShownAnswer } from './arrival-replies.ts';

/** The table of a codebook: a row a question, and below it a row for each of its choices. */
export interface CodebookRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Words {
  readonly labels: Readonly<Record<string, string>>;
  readonly choices: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Answers with the words of their questions and of what was chosen, in the order of the answers. */
export function wordAnswers(
  answers: Readonly<Record<string, unknown>>,
  codebook: CodebookRows | null,
): readonly ShownAnswer[] {
  const words = codebook === null ? new Map<string, Words>() : readWords(codebook);
  return Object.entries(answers).map(([path, given]) => {
    const { labels = {}, choices } = words.get(plainPath(path)) ?? {};
    const value = textOf(given);
    const chosen = choices === undefined || choices.size === 0 ? [] : chosenOf(value, choices);
    return { path, labels, value, choices: chosen };
  });
}

/** Places of copies of a repeat are left out: `/data/visit[2]/station` → `/data/visit/station`. */
function plainPath(path: string): string {
  return path.replace(/\[\d+\]/g, '');
}

function textOf(given: unknown): string {
  if (given === null || given === undefined) return '';
  return typeof given === 'object' ? JSON.stringify(given) : String(given);
}

function chosenOf(value: string, choices: Words['choices']): readonly Readonly<Record<string, string>>[] {
  return value
    .split(' ')
    .map((one) => choices.get(one))
    .filter((labels) => labels !== undefined);
}

const LABEL = 'label';

function readWords({ columns, rows }: CodebookRows): ReadonlyMap<string, Words> {
  const [path, control, value] = ['path', 'control', 'value'].map((name) => columns.indexOf(name));
  const languages = columns.flatMap((column, at) =>
    column === LABEL || column.startsWith(`${LABEL}::`) ? [{ name: column.slice(LABEL.length + 2), at }] : [],
  );
  const cell = (row: readonly string[], at: number | undefined) => row[at ?? -1] ?? '';
  const found = new Map<string, { labels: Record<string, string>; choices: Map<string, Record<string, string>> }>();
  for (const row of rows) {
    const labels = Object.fromEntries(
      languages.flatMap(({ name, at }) => (cell(row, at) === '' ? [] : [[name, cell(row, at)]])),
    );
    const known = found.get(cell(row, path));
    if (cell(row, control) === 'choice') known?.choices.set(cell(row, value), labels);
    else if (known === undefined) found.set(cell(row, path), { labels, choices: new Map() });
  }
  return found;
}

import type { Field } from '../../src/kernel/field.ts';
import type { RecordKind } from '../../src/kernel/record.ts';

const TYPES: Readonly<Record<Field<unknown>['type'], string>> = {
  key: 'key',
  text: 'text, one line',
  paragraph: 'text, several lines',
  integer: 'whole number',
  decimal: 'decimal number',
  date: 'day',
  when: 'day or period',
  time: 'time of day',
  choice: 'choice',
  reference: 'reference',
  list: 'texts',
  localized: 'text in several languages',
  url: 'web address',
  timezone: 'time zone',
};

const INTRODUCTION = `# The data dictionary

Every file of an election, column by column. This page and the schemas in \`docs/schemas/\` are written by
\`node tools/run-script.mjs tools/write-schemas.ts\` from the same descriptions that the program reads files with; a test fails when they
do not agree.

## How the files are written

An election is a folder: \`election.yaml\`, any of the CSV files below, and a \`README.md\` that introduces it to its readers. A folder may
hold only some of the files; what it does not hold stays as it is. A zip archive of the folder does as well.

* **Text** is UTF-8. A file in another encoding is refused; on screen it can be read in an encoding that a person chooses.
* **CSV** is separated by commas, with quotes where a cell holds a comma, a quote or a line break. The first row names the columns. A column
  that is not listed here is an error. Rows without any text are passed over.
* **\`election.yaml\`** is a flat list of \`name: text\`. Everything is text: \`08:00\` and \`on\` are what they look like. No comments, lists or nested
  values.
* **\`README.md\`** is the column \`about\` of the election; it may stand in \`election.yaml\` instead, but not in both.
* **An empty cell** says nothing. A column that the file does not have leaves what is known as it is; an empty cell in a column that it has takes it away
  (the old value stays in the history).
* **Several values** in a cell are separated by \`|\`.
* **Languages**: \`title\` stands for \`title_en\`, \`title_ru\`, \`title_az\`, or any other language tag, also with a script (\`title_az-Cyrl\`).
* **A key** names the record within its file: letters, digits and \`. _ / -\`, at most 100 characters. \`007\` is not \`7\`.
* **A day** is \`YYYY-MM-DD\`, a time \`HH:MM\`. **A day or period** is as exact as its source: \`2024-01-09\`, \`by 2024-01-09\` (that day or earlier),
  \`from 2024-01-09\` (that day or later), \`2024-01-02/2024-01-05\` (between, both included), \`2024-02\`, \`2024\`.
* **Numbers** have digits and a point, no spaces: \`6478623\`, \`2.0\`.
* **Formulas**: a text that a spreadsheet would run (one that starts with \`=\`, \`+\`, \`-\`, \`@\`, a tab or a line break) is written with an apostrophe before
  it, which is taken off again when it is read: \`'=1+1\`. Negative numbers stay as they are.
* **Unicode**: text is kept in the composed form (NFC), so that two spellings of one name are one.
`;

/** The data dictionary, in Markdown. */
export function makeDictionary(kinds: readonly RecordKind[]): string {
  const list = kinds.map((kind) => `* [\`${kind.file}\`](#${anchorOf(kind)}): ${kind.doc}`);
  return [INTRODUCTION, '## The files\n', ...list, '', ...kinds.map(makeSection)].join('\n');
}

function makeSection(kind: RecordKind): string {
  const rows = Object.entries(kind.fields).map(([name, field]) => makeRow(name, field, kind));
  const head = ['| column | type | needed | what it says |', '|---|---|---|---|'];
  return [`## ${kind.file}\n`, `${kind.doc}\n`, ...head, ...rows, ''].join('\n');
}

function makeRow(name: string, field: Field<unknown>, kind: RecordKind): string {
  const column = field.type === 'localized' ? `${name}_…` : name;
  const needed = field.required ? 'yes' : '';
  return `| \`${column}\` | ${typeOf(field, kind)} | ${needed} | ${escapeCell(meaningOf(field))} |`;
}

function typeOf(field: Field<unknown>, kind: RecordKind): string {
  if (field.type === 'reference')
    return `${field.many ? 'keys' : 'key'} of ${field.to}${field.to === kind.name ? ' (this file)' : ''}`;
  return field.many && field.type !== 'list' ? `${TYPES[field.type]}, several` : TYPES[field.type];
}

function meaningOf(field: Field<unknown>): string {
  const choices =
    field.choices.length === 0 ? '' : ` One of: ${field.choices.map((value) => `\`${value}\``).join(', ')}.`;
  return `${field.doc}${choices}${boundsOf(field)}`;
}

function boundsOf({ type, minimum, maximum }: Field<unknown>): string {
  if (type !== 'integer' && type !== 'decimal') return '';
  const low = minimum === null || minimum === 0 ? '' : ` From ${minimum}.`;
  return maximum === null || maximum === Number.MAX_SAFE_INTEGER ? low : `${low} At most ${maximum}.`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function anchorOf(kind: RecordKind): string {
  return kind.file.replaceAll('.', '');
}

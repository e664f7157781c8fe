/**
 * Texts between tabs, as spreadsheet programs exchange ranges over the clipboard: a row a line, each line ended. A cell
 * with a tab, a line break or a quote at its beginning stands in quotes, quotes in it doubled.
 */
export function writeTabText(block: readonly (readonly string[])[]): string {
  return block.map((row) => `${row.map(writeField).join('\t')}\n`).join('');
}

/**
 * Reads what spreadsheet programs put on the clipboard. Line breaks within cells become `\n`; a cell that begins with a quote
 * and does not end as a quoted one is taken as it stands; all rows come out equally long.
 */
export function parseTabText(text: string): string[][] {
  const source = text.replace(/\r\n?/g, '\n');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  do {
    const field = readField(source, at);
    row.push(field.text);
    if (source[field.end] !== '\t') {
      rows.push(row);
      row = [];
    }
    at = field.end + 1;
  } while (at < source.length || (at === source.length && row.length > 0));
  return padded(rows);
}

function writeField(text: string): string {
  return /[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function readField(source: string, from: number): { readonly text: string; readonly end: number } {
  if (source[from] === '"') {
    const end = closingQuote(source, from);
    if (end !== null) return { text: source.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
  }
  let end = from;
  while (end < source.length && source[end] !== '\t' && source[end] !== '\n') end += 1;
  return { text: source.slice(from, end), end };
}

/** Where the quoted text that begins at `from` ends; null where it is no quoted text. */
function closingQuote(source: string, from: number): number | null {
  let at = source.indexOf('"', from + 1);
  while (at >= 0 && source[at + 1] === '"') at = source.indexOf('"', at + 2);
  if (at < 0) return null;
  const after = source[at + 1];
  return after === undefined || after === '\t' || after === '\n' ? at : null;
}

function padded(rows: readonly string[][]): string[][] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  return rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
}

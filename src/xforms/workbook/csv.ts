import type { Fault, MessageParameters } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/**
 * The rows of a CSV text (RFC 4180): commas, or semicolons or tabs where the first line has more of them; quotes where
 * they open a cell. A quote that is not closed is refused with its line, and so are more than `mostCells` cells, empty ones included.
 */
export function parseCsv(source: string, mostCells: number): Result<readonly (readonly string[])[], Fault> {
  const text = source.replace(/^\uFEFF/, '');
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let line = 1;
  let cells = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedAt(text, at) : bareAt(text, at, separator);
    if (cell === null) return err(csvFault('workbook-quote', { line }));
    cells += 1;
    if (cells > mostCells) return err(csvFault('workbook-too-many-cells', { limit: mostCells }));
    row.push(cell.text);
    line += cell.lines;
    at = cell.end;
    if (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') {
      return err(csvFault('workbook-quote', { line }));
    }
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return ok(rows);
}

function csvFault(code: string, parameters: MessageParameters): Fault {
  return { code, parameters };
}

function separatorOf(text: string): string {
  const head = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (separator: string) => head.split(separator).length;
  const best = [',', ';', '\t'].reduce((one, other) => (count(other) > count(one) ? other : one));
  return best;
}

interface Cell {
  readonly text: string;
  readonly end: number;
  readonly lines: number;
}

function bareAt(text: string, start: number, separator: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { text: text.slice(start, end), end, lines: 0 };
}

function quotedAt(text: string, start: number): Cell | null {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return null;
  const inner = text.slice(start + 1, end);
  return { text: inner.replaceAll('""', '"'), end: end + 1, lines: inner.split('\n').length - 1 };
}

import type { MessageParameters } from '../../../kernel/issue.ts';
import type { Workbook } from '../../workbook/workbook.ts';
import { faultOfExpression } from '../expressions/parse-cell.ts';
import type { FaultList } from '../fault-list.ts';
import { NO_LANGUAGE } from '../settings.ts';
import { type Cell, type TableRow, textOf } from '../tables/cell.ts';
import { findSheet, type SheetName } from '../tables/find-sheets.ts';
import { plainHeaders } from '../tables/headers.ts';
import { readTable, type Table } from '../tables/read-table.ts';
import { type Element, pathOf, walk } from '../tree/element.ts';
import { findReferences } from '../tree/names.ts';
import type { ReferenceResolver } from '../tree/resolve-references.ts';

/** Texts by language as the form names it; one without a language is under `default`. */
export type Texts = Readonly<Record<string, string>>;

/** Something that is wrong with a report where its condition is true. */
export interface FormCheck {
  readonly name: string;
  readonly scope: 'report' | 'station' | 'pair' | 'official';
  /** XPath with absolute paths. */
  readonly condition: string;
  readonly severity: 'error' | 'warning';
  readonly message: Texts;
}

/** A number that is computed over reports. */
export interface FormFigure {
  readonly name: string;
  readonly kind: 'count' | 'share' | 'ratio' | 'weighted-ratio' | 'quantile' | 'estimate';
  /** XPath with absolute paths; for shares, a condition. */
  readonly numerator: string;
  readonly denominator: string | null;
  readonly filter: string | null;
  readonly weight: string | null;
  /** The least n for which it is shown. */
  readonly floor: number | null;
  readonly label: Texts;
}

/** How far an answer may be seen: public after release, restricted, sealed. */
export type AnswerClass = 'P' | 'R' | 'S';

/** What the sheets of our own say. */
export interface FormExtras {
  readonly checks: readonly FormCheck[];
  readonly figures: readonly FormFigure[];
  /** Path of a question → the obligations that it bears on. */
  readonly obligations: ReadonlyMap<string, readonly string[]>;
  /** Path of a question → its class, where the column `class` says one; others are restricted. */
  readonly classes: ReadonlyMap<string, AnswerClass>;
}

const SCOPES = ['report', 'station', 'pair', 'official'] as const;
const SEVERITIES = ['error', 'warning'] as const;
const KINDS = ['count', 'share', 'ratio', 'weighted-ratio', 'quantile', 'estimate'] as const;
const CLASSES = ['P', 'R', 'S'] as const;
const CHECK_COLUMNS = ['name', 'scope', 'condition', 'severity', 'message'];
const FIGURE_COLUMNS = ['name', 'kind', 'numerator', 'denominator', 'filter', 'weight', 'floor', 'label'];
const WITH_DENOMINATOR = ['share', 'ratio', 'weighted-ratio', 'estimate'];

interface ExtrasContext {
  readonly survey: Table;
  readonly resolver: ReferenceResolver;
  readonly root: Element;
}

/** Reads `checks`, `figures`, `obligations` and the column `class`; references become absolute paths. */
export function readExtras(workbook: Workbook, context: ExtrasContext, faults: FaultList): FormExtras {
  const read = (sheet: SheetName, columns: readonly string[], required: readonly string[]) => {
    const found = findSheet(workbook, sheet);
    if (found === null || found.rows.length === 0) return [];
    const options = { sheet, names: plainHeaders(columns), required, unnamed: NO_LANGUAGE, isCleaned: false };
    const table = readTable(found, options, faults);
    noteUnknown(table, columns, faults);
    const rows = table.rows.filter(({ cells }) => cells.size > 0);
    if (sheet !== 'obligations') noteTwice(rows, sheet, faults);
    return rows.map((row) => new ExtraRow(row, { sheet, resolver: context.resolver, faults }));
  };
  const checks = read('checks', CHECK_COLUMNS, ['name', 'condition']).map(readCheck);
  const figures = read('figures', FIGURE_COLUMNS, ['name', 'kind', 'numerator']).map(readFigure);
  const obligations = new Map<string, string[]>();
  for (const row of read('obligations', ['question', 'obligation'], ['question', 'obligation'])) {
    const [path, obligation] = [row.question('question'), row.text('obligation')];
    if (path !== null) obligations.set(path, [...(obligations.get(path) ?? []), obligation]);
  }
  return { checks, figures, obligations, classes: readClasses(context, faults) };
}

/** A row of one of our sheets; what it lacks or says wrongly is noted as it is asked for. */
class ExtraRow {
  private readonly row: TableRow;
  private readonly context: { sheet: SheetName; resolver: ReferenceResolver; faults: FaultList };

  constructor(row: TableRow, context: { sheet: SheetName; resolver: ReferenceResolver; faults: FaultList }) {
    this.row = row;
    this.context = context;
  }

  text(column: string): string {
    const text = textOf(this.row.cells, column);
    if (text === null) this.note('cell-missing', column, {});
    return text ?? '';
  }

  oneOf<T extends string>(column: string, wanted: readonly T[], unsaid: T | null): T {
    const found = textOf(this.row.cells, column);
    const value = wanted.find((one) => one === found) ?? null;
    if (value === null && !(found === null && unsaid !== null)) {
      this.note('cell-choice', column, { found: found ?? '', wanted: wanted.join(', ') });
    }
    return value ?? unsaid ?? (wanted[0] as T);
  }

  /** An expression with absolute paths, or null where the cell is empty. */
  expression(column: string): string | null {
    const text = textOf(this.row.cells, column);
    if (text === null) return null;
    const references = findReferences(text);
    if (references === null) this.note('reference-form', column, { found: text.slice(0, 80) });
    for (const { name } of references ?? []) {
      if (this.context.resolver.find(name) === null) this.note('reference-unknown', column, { found: name });
    }
    const fault = faultOfExpression(text);
    const name = textOf(this.row.cells, 'name') ?? '';
    if (fault !== null) this.note(fault.code, column, { ...fault.parameters, path: name, property: column });
    return this.context.resolver.resolve(text, null).trim();
  }

  wantedExpression(column: string): string {
    const expression = this.expression(column);
    if (expression === null) this.note('cell-missing', column, {});
    return expression ?? '';
  }

  /** The path of a question that is named with or without `${}`. */
  question(column: string): string | null {
    const name = this.text(column).replace(/^\$\{(.*)\}$/, '$1');
    const element = this.context.resolver.find(name);
    if (element === null && name !== '') this.note('reference-unknown', column, { found: name });
    return element === null ? null : pathOf(element);
  }

  whole(column: string): number | null {
    const text = textOf(this.row.cells, column);
    if (text === null) return null;
    if (!/^\d{1,9}$/.test(text)) this.note('cell-whole', column, { found: text });
    return Number.parseInt(text, 10) || 0;
  }

  texts(column: string): Texts {
    const cell: Cell = this.row.cells.get(column) ?? new Map();
    if (typeof cell === 'string') return { [NO_LANGUAGE]: cell };
    return Object.fromEntries([...cell].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  }

  private note(code: string, column: string, parameters: MessageParameters): void {
    this.context.faults.error(code, { sheet: this.context.sheet, row: this.row.number, column }, parameters);
  }
}

function readCheck(row: ExtraRow): FormCheck {
  return {
    name: row.text('name'),
    scope: row.oneOf('scope', SCOPES, 'report'),
    condition: row.wantedExpression('condition'),
    severity: row.oneOf('severity', SEVERITIES, 'warning'),
    message: row.texts('message'),
  };
}

function readFigure(row: ExtraRow): FormFigure {
  const kind = row.oneOf('kind', KINDS, null);
  const isDivided = WITH_DENOMINATOR.includes(kind);
  return {
    name: row.text('name'),
    kind,
    numerator: row.wantedExpression('numerator'),
    denominator: isDivided ? row.wantedExpression('denominator') : row.expression('denominator'),
    filter: row.expression('filter'),
    weight: kind === 'weighted-ratio' ? row.wantedExpression('weight') : row.expression('weight'),
    floor: row.whole('floor'),
    label: row.texts('label'),
  };
}

function noteUnknown(table: Table, columns: readonly string[], faults: FaultList): void {
  table.headers.forEach((header, at) => {
    const first = table.paths[at]?.[0];
    if (first === undefined || columns.includes(first)) return;
    faults.error('column-unknown', { sheet: table.sheet, row: 1, column: header }, { wanted: columns.join(', ') });
  });
}

function noteTwice(rows: readonly TableRow[], sheet: SheetName, faults: FaultList): void {
  const seen = new Map<string, number>();
  for (const { number, cells } of rows) {
    const name = textOf(cells, 'name') ?? '';
    const other = seen.get(name);
    if (other !== undefined)
      faults.error('extra-twice', { sheet, row: number, column: 'name' }, { found: name, other });
    seen.set(name, number);
  }
}

function readClasses({ survey, root }: ExtrasContext, faults: FaultList): Map<string, AnswerClass> {
  const byRow = new Map([...walk(root)].map((element) => [element.row, element] as const));
  const classes = new Map<string, AnswerClass>();
  for (const { number, cells } of survey.rows) {
    const found = textOf(cells, 'class');
    if (found === null) continue;
    const place = { sheet: 'survey', row: number, column: 'class' };
    const known = CLASSES.find((one) => one === found);
    if (known === undefined) faults.error('cell-choice', place, { found, wanted: CLASSES.join(', ') });
    const element = byRow.get(number);
    if (known !== undefined && element !== undefined) classes.set(pathOf(element), known);
  }
  return classes;
}

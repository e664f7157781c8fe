import { plainPath } from '../../reports/reading/plain-path.ts';
import type { ExportedReport } from './exported-report.ts';
import { type Cell, type ExportPlan, OTHER, type PlannedTable } from './plan-tables.ts';

/** The rows of one table that a report gives. */
export type Rows = readonly (readonly Cell[])[];

/** The rows that a report gives, table by table in the order of the plan; a row of a repeat begins with its pointers. */
export function cutReport(plan: ExportPlan, report: ExportedReport): readonly Rows[] {
  const answers = report.answers ?? {};
  const [reports, ...related] = plan.tables;
  const own = [
    ...reports.known.map(({ header, cell }) => (header === OTHER ? otherAnswers(plan, report) : cell(report))),
    ...reports.answers.map(({ leaf, cell }) => cellOf(answers[leaf.path], cell)),
  ];
  if (related.length === 0) return [[own]];
  const copies = findCopies(plan, Object.keys(answers));
  const cut = (table: PlannedTable): Rows =>
    (copies.get(table.repeat) ?? []).map((copy) => [
      report.id,
      parentOf(plan, copy),
      copy.slice(copy.lastIndexOf('[') + 1, -1),
      ...table.answers.map(({ leaf, cell }) => cellOf(answers[copy + leaf.path.slice(table.repeat.length)], cell)),
    ]);
  return [[own], ...related.map(cut)];
}

function cellOf(answer: string | null | undefined, cell: (answer: string) => Cell): Cell {
  return answer === undefined || answer === null || answer === '' ? null : cell(answer);
}

/** Copies of repeats in their order, those that hold only others included: path of the repeat → paths with positions. */
function findCopies(plan: ExportPlan, paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const path of paths) {
    for (let end = path.indexOf(']'); end >= 0; end = path.indexOf(']', end + 1)) {
      const copy = path.slice(0, end + 1);
      if (seen.has(copy)) continue;
      seen.add(copy);
      const repeat = plainPath(copy);
      if (!plan.repeats.has(repeat)) continue;
      const same = found.get(repeat);
      if (same === undefined) found.set(repeat, [copy]);
      else same.push(copy);
    }
  }
  return found;
}

/** The copy that a copy lies in, as it stands in the table of the outer repeat: its positions; empty: in the report itself. */
function parentOf(plan: ExportPlan, copy: string): Cell {
  const outer = copy.slice(0, copy.lastIndexOf('['));
  const end = outer.lastIndexOf(']');
  if (end < 0 || !plan.repeats.has(plainPath(outer.slice(0, end + 1)))) return null;
  return positionsOf(outer);
}

/** `/data/visit[2]/person[1]` → `2.1`. */
export function positionsOf(path: string): string {
  return [...path.matchAll(/\[(\d+)\]/g)].map((match) => match[1]).join('.');
}

/** What the form has no place for, as JSON; null where there is nothing. */
function otherAnswers(plan: ExportPlan, { answers, flags }: ExportedReport): Cell {
  const others = findOthers(plan, { answers, flags });
  return others.length === 0 ? null : JSON.stringify(Object.fromEntries(others));
}

/** Answers that no question of the form has a place for. */
export function findOthers(
  plan: Pick<ExportPlan, 'paths'>,
  { answers, flags }: Pick<ExportedReport, 'answers' | 'flags'>,
): readonly (readonly [string, string | null])[] {
  // Only then there are any: whoever has none is not searched.
  if (answers === null || !flags.includes('unknown-elements')) return [];
  return Object.entries(answers).filter(([path]) => !path.includes('/@') && !plan.paths.has(plainPath(path)));
}

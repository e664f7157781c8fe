import { plainPath } from '../../reports/reading/plain-path.ts';
import { findOthers } from '../tables/cut-report.ts';
import type { ExportedReport } from '../tables/exported-report.ts';
import type { MergedLeaf } from '../tables/merge-shapes.ts';
import type { ExportPlan } from '../tables/plan-tables.ts';

/** What an answer, a group or copies of a repeat become: text of JSON, members, or a list. */
type JsonNode = string | Map<string, JsonNode> | JsonNode[];

/** How answers are written as JSON. */
export interface JsonLook {
  readonly words: 'codes' | 'labels' | 'both';
  readonly withNames: boolean;
}

/** A report as a line of JSON: groups as objects, copies of a repeat as a list of objects. */
export function jsonLine(plan: ExportPlan, report: ExportedReport, look: JsonLook): string {
  const { ordinal: _, answers, deviceName, ...known } = report;
  const head = JSON.stringify(look.withNames ? { ...known, deviceName } : known);
  const others = Object.fromEntries(findOthers(plan, report));
  const tail = Object.keys(others).length === 0 ? '' : `,"other":${JSON.stringify(others)}`;
  const nested = answers === null ? 'null' : write(nest(plan, answers, look));
  return `${head.slice(0, -1)},"answers":${nested}${tail}}\n`;
}

function nest(plan: ExportPlan, answers: Readonly<Record<string, string | null>>, look: JsonLook): JsonNode {
  const root = new Map<string, JsonNode>();
  for (const [path, answer] of Object.entries(answers)) {
    const leaf = plan.leaves.get(plainPath(path));
    if (leaf !== undefined) place(root, path, answer === null ? 'null' : wordAnswer(plan, { leaf, answer, look }));
  }
  return root;
}

/** Puts an answer at its path; the root of the record is left out. */
function place(root: Map<string, JsonNode>, path: string, value: string): void {
  const names = path.split('/').slice(2);
  let at = root;
  for (const name of names.slice(0, -1)) {
    const [, plain = name, position] = /^(.*)\[(\d+)\]$/.exec(name) ?? [];
    at = position === undefined ? memberOf(at, plain) : copyOf(at, plain, Number(position));
  }
  at.set(names.at(-1) ?? '', value);
}

function memberOf(at: Map<string, JsonNode>, name: string): Map<string, JsonNode> {
  const known = at.get(name);
  if (known instanceof Map) return known;
  const made = new Map<string, JsonNode>();
  at.set(name, made);
  return made;
}

function copyOf(at: Map<string, JsonNode>, name: string, position: number): Map<string, JsonNode> {
  const known = at.get(name);
  const list = Array.isArray(known) ? known : [];
  if (list !== known) at.set(name, list);
  while (list.length < position) list.push(new Map());
  return list[position - 1] as Map<string, JsonNode>;
}

function write(node: JsonNode): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return `[${node.map(write).join(',')}]`;
  return `{${[...node].map(([name, value]) => `${JSON.stringify(name)}:${write(value)}`).join(',')}}`;
}

/** What JSON takes for a number, digit by digit as it stands. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

function wordAnswer(
  plan: ExportPlan,
  { leaf, answer, look }: { readonly leaf: MergedLeaf; readonly answer: string; readonly look: JsonLook },
): string {
  const { kind } = leaf;
  if ((kind === 'integer' || kind === 'decimal') && NUMBER.test(answer)) return answer;
  if (kind !== 'choice' && kind !== 'choices') return JSON.stringify(answer);
  const values = kind === 'choices' ? answer.split(' ').filter((value) => value !== '') : [answer];
  const words = values.map((code) => {
    if (look.words === 'codes') return code;
    const label = plan.labelOf(leaf, code);
    return look.words === 'labels' ? label : { code, label };
  });
  return JSON.stringify(kind === 'choices' ? words : words[0]);
}

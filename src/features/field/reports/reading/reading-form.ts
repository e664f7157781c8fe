import type { ItemTable } from '../../../../xforms/form/form.ts';
import { type Definition, definitionsOf } from '../../../../xforms/instance/record/definition.ts';
import { readItems } from '../../../../xforms/openrosa/read-items.ts';
import type { FormCore, FormPackage, PackedBody, PackedChoices } from '../../../../xforms/package/form-package.ts';
import { type Ast, isList, Op } from '../../../../xforms/xpath/ast.ts';
import { STATIONS_FILE } from '../../forms/checking/register-tables.ts';
import { plainPath } from './plain-path.ts';
import type { Answers } from './reading.ts';

/** A version of a form, ready to read records with. */
export interface ReadingForm {
  /** Of the form, in tables. */
  readonly id: string;
  readonly number: number;
  readonly core: FormCore;
  /** What may be answered, by number of node, where the choices are stations of a file that lies beside the version. */
  readonly stations: ReadonlyMap<number, ReadonlySet<string>>;
  /** Paths of the questions about a station, without the positions of repeats. */
  readonly stationPaths: ReadonlySet<string>;
}

/** A version of a form, of its package as JSON and of the file of stations that lies beside it; null: none does. */
export function openReadingForm(
  version: Pick<ReadingForm, 'id' | 'number'>,
  loaded: { readonly package: string; readonly file: Uint8Array | null },
): ReadingForm {
  const { core } = JSON.parse(loaded.package) as FormPackage;
  const questions = stationQuestions(core);
  return { ...version, core, stationPaths: pathsOf(core, questions), stations: stationsOf(questions, loaded.file) };
}

function stationsOf(questions: StationQuestions, file: Uint8Array | null): ReadingForm['stations'] {
  if (questions.size === 0 || file === null) return new Map();
  const read = readItems(new TextDecoder().decode(file), STATIONS_FILE);
  if (!read.ok) return new Map();
  return new Map([...questions].map(([node, { value }]) => [node, valuesOfColumn(read.value, value)]));
}

/** The columns of the file of stations that a question takes what is answered, and what is shown, from. */
export interface StationColumns {
  readonly value: string;
  readonly label: string;
}

/** Which columns of the file of stations a version of a form chooses by, of its package as JSON. Each pair once. */
export function stationColumns(form: string): readonly StationColumns[] {
  const { core } = JSON.parse(form) as FormPackage;
  const found = [...stationQuestions(core).values()];
  return [...new Map(found.map((columns) => [`${columns.value}\t${columns.label}`, columns])).values()];
}

/** The stations among which a version of a form lets one choose, of its package as JSON and of the file that lies beside it. */
export function listedStations(loaded: { readonly package: string; readonly file: Uint8Array }): ReadonlySet<string> {
  const { core } = JSON.parse(loaded.package) as FormPackage;
  return new Set([...stationsOf(stationQuestions(core), loaded.file).values()].flatMap((codes) => [...codes]));
}

/** Questions whose choices are rows of the file of stations, by the number of their node. */
type StationQuestions = ReadonlyMap<number, StationColumns>;

function stationQuestions(core: FormCore): StationQuestions {
  const instances = Object.entries(core.instances)
    .filter(([, instance]) => 'src' in instance && instance.src.endsWith(`/${STATIONS_FILE}`))
    .map(([id]) => id);
  const found = new Map<number, StationColumns>();
  if (instances.length > 0) collect(core.body, instances, found);
  return found;
}

function collect(body: readonly PackedBody[], instances: readonly string[], found: Map<number, StationColumns>): void {
  for (const part of body) {
    const columns = part.choices === undefined ? null : columnsOf(part.choices, instances);
    if (columns !== null) found.set(part.node, columns);
    collect(part.children ?? [], instances, found);
  }
}

function columnsOf(choices: PackedChoices, instances: readonly string[]): StationColumns | null {
  if (!('nodes' in choices) || !readsOneOf(choices.nodes, instances)) return null;
  const value = columnOf(choices.value);
  return value === null ? null : { value, label: columnOf(choices.label) ?? 'label' };
}

function columnOf(ast: Ast): string | null {
  return isList(ast) && ast[0] === Op.cell && typeof ast[1] === 'string' ? ast[1] : null;
}

function readsOneOf(ast: Ast, instances: readonly string[]): boolean {
  if (!isList(ast)) return false;
  if (ast[0] === Op.items) return typeof ast[1] === 'string' && instances.includes(ast[1]);
  // `randomize(…)` of the rows: any list that an expression makes of others is left alone.
  return ast[0] === Op.call && ast[1] === 'randomize' && ast[2] !== undefined && readsOneOf(ast[2], instances);
}

function pathsOf(core: FormCore, questions: StationQuestions): ReadonlySet<string> {
  const definitions = definitionsOf(core);
  const pathOf = (definition: Definition): string =>
    `${definition.parent === null ? '' : pathOf(definition.parent)}/${definition.name}`;
  const found = definitions.filter(({ number }) => questions.has(number));
  return new Set(found.map((definition) => pathOf(definition).normalize('NFC')));
}

/** The station that a record is of: what it answers first, in the order of the form, to a question about one. */
export function firstStation(answers: Answers, paths: ReadonlySet<string>): string | null {
  if (paths.size === 0) return null;
  for (const [path, answer] of answers) {
    if (answer !== null && answer.trim() !== '' && paths.has(plainPath(path))) return answer.trim();
  }
  return null;
}

function valuesOfColumn({ columns, rows }: ItemTable, column: string): ReadonlySet<string> {
  const at = columns.indexOf(column);
  return new Set(rows.map((row) => (row[at] ?? '').normalize('NFC')));
}

import type { ItemTable } from '../../../../xforms/form/form.ts';
import { openJudge, type RecordJudge } from '../../../../xforms/instance/judge/judge-record.ts';
import { readItems } from '../../../../xforms/openrosa/read-items.ts';
import type { FormCore, FormPackage } from '../../../../xforms/package/form-package.ts';
import { type FileColumns, type FileQuestion, fileQuestions } from '../../forms/checking/file-questions.ts';
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
  /** Numbers of the nodes that tell when filling began (`start`). */
  readonly startNodes: readonly number[];
  /** Judges records by the rules of the form; null: it has none. */
  readonly judge: RecordJudge | null;
}

/** A version of a form, of its package as JSON and of the file of stations that lies beside it; null: none does. */
export function openReadingForm(
  version: Pick<ReadingForm, 'id' | 'number'>,
  loaded: { readonly package: string; readonly file: Uint8Array | null },
): ReadingForm {
  const made = JSON.parse(loaded.package) as FormPackage;
  const { core } = made;
  const questions = stationQuestions(core);
  const stationPaths = new Set(questions.map(({ path }) => path));
  const startNodes = core.nodes.flatMap(({ preload }, number) =>
    preload?.[0] === 'timestamp' && preload[1] === 'start' ? [number] : [],
  );
  const stations = stationsOf(questions, loaded.file);
  return { ...version, core, stationPaths, startNodes, stations, judge: openJudge(made) };
}

function stationsOf(questions: readonly FileQuestion[], file: Uint8Array | null): ReadingForm['stations'] {
  if (questions.length === 0 || file === null) return new Map();
  const read = readItems(new TextDecoder().decode(file), STATIONS_FILE);
  if (!read.ok) return new Map();
  return new Map(questions.map(({ node, value }) => [node, valuesOfColumn(read.value, value)]));
}

/** Which columns of the file of stations a version of a form chooses by, of its package as JSON. Each pair once. */
export function stationColumns(form: string): readonly FileColumns[] {
  const { core } = JSON.parse(form) as FormPackage;
  const found = stationQuestions(core).map(({ value, label }) => ({ value, label }));
  return [...new Map(found.map((columns) => [`${columns.value}\t${columns.label}`, columns])).values()];
}

/** The stations among which a version of a form lets one choose, of its package as JSON and of the file that lies beside it. */
export function listedStations(loaded: { readonly package: string; readonly file: Uint8Array }): ReadonlySet<string> {
  const { core } = JSON.parse(loaded.package) as FormPackage;
  return new Set([...stationsOf(stationQuestions(core), loaded.file).values()].flatMap((codes) => [...codes]));
}

/** Questions whose choices are rows of the file of stations. */
function stationQuestions(core: FormCore): readonly FileQuestion[] {
  return fileQuestions(core).filter(({ file }) => file === STATIONS_FILE);
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

import { type Definition, definitionsOf } from '../../../../xforms/instance/record/definition.ts';
import type { FormCore, PackedBody } from '../../../../xforms/package/form-package.ts';
import { plainPath } from './plain-path.ts';
import type { Answers } from './reading.ts';

/** How well what a record answers fits a form. Copies of a repeat are one part; what names the record is none. */
export interface Fit {
  /** Answered questions of the form. */
  readonly asked: number;
  /** Answered parts that the form has a place for, without those that a device fills by itself. */
  readonly known: number;
  /** Paths of the answered parts that it has none for, in their order. */
  readonly unknown: readonly string[];
}

/** How well the answers of a record, read with a form, fit it. */
export function fitOf(answers: Answers, core: FormCore): Fit {
  const definitions = new Map(definitionsOf(core).map((definition) => [pathOf(definition), definition]));
  const questions = questionsOf(core.body);
  const fit = { asked: 0, known: 0, unknown: [] as string[] };
  for (const path of answeredParts(answers)) {
    const definition = definitions.get(path);
    if (definition === undefined) fit.unknown.push(path);
    else if (definition.packed.preload === undefined) {
      fit.known++;
      if (questions.has(definition.number)) fit.asked++;
    }
  }
  return fit;
}

function answeredParts(answers: Answers): ReadonlySet<string> {
  const answered = [...answers].filter(([, answer]) => answer !== null && answer.trim() !== '');
  return new Set(answered.map(([path]) => plainPath(path)).filter((path) => !NAMES.test(path)));
}

/** What stands in the metadata of the record, and attributes. */
const NAMES = /^\/[^/]+\/(?:\w+:)?meta\/|\/@/;

function pathOf({ parent, name }: Definition): string {
  return `${parent === null ? '' : pathOf(parent)}/${name}`.normalize('NFC');
}

function questionsOf(body: readonly PackedBody[]): ReadonlySet<number> {
  return new Set(body.flatMap((part) => [part.node, ...questionsOf(part.children ?? [])]));
}

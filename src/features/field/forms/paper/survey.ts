import type { Bind, BodyControl, BodyNode, Form, ItemTable } from '../../../../xforms/form/form.ts';
import type { PaperAppendix } from './paper-form.ts';
import { TextReader } from './read-texts.ts';

/** What is asked of a form that goes onto paper. */
export interface PaperOptions {
  /** One of the form's languages, as it names it; empty where it is not translated. */
  readonly language: string;
  /** What the files hold that the form names, by their `src`; lists of other files are not printed. */
  readonly data?: ReadonlyMap<string, ItemTable>;
}

/** A form while it is put onto paper: what its questions are numbered, and the lists that go to the end. */
export class Survey {
  readonly form: Form;
  readonly texts: TextReader;
  readonly data: ReadonlyMap<string, ItemTable>;
  readonly appendices = new Appendices();
  /** Path of a question that stands on paper → its number. */
  readonly numbers = new Map<string, number>();
  readonly #controls = new Map<string, BodyControl>();
  readonly #binds: ReadonlyMap<string, Bind>;

  constructor(form: Form, { language, data = new Map() }: PaperOptions) {
    this.form = form;
    this.texts = new TextReader(form, language);
    this.data = data;
    this.#binds = new Map(form.binds.map((bind) => [bind.nodeset, bind]));
    this.#number(form.body);
  }

  bindOf(path: string): Bind | undefined {
    return this.#binds.get(path);
  }

  /** The question of a number; the first one, where several ask for the same node. */
  controlOf(path: string): BodyControl | undefined {
    return this.#controls.get(path);
  }

  /** Whether it never stands on paper: what is computed, and what is never shown. */
  isLeftOut(path: string | null): boolean {
    const bind = path === null ? undefined : this.#binds.get(path);
    return (bind?.calculate ?? null) !== null || isFalse(bind?.relevant ?? null);
  }

  /** Whether a question is only read. */
  isNote({ kind, ref }: BodyControl): boolean {
    return kind === 'input' && isTrue(this.#binds.get(ref)?.readonly ?? null);
  }

  #number(nodes: readonly BodyNode[]): void {
    for (const node of nodes) {
      if (node.kind === 'group' && !this.isLeftOut(node.ref)) this.#number(node.children);
      else if (node.kind === 'repeat' && !this.isLeftOut(node.nodeset)) this.#number(node.children);
      else if (node.kind !== 'group' && node.kind !== 'repeat') this.#numberOne(node);
    }
  }

  #numberOne(control: BodyControl): void {
    if (this.numbers.has(control.ref) || this.isLeftOut(control.ref) || this.isNote(control)) return;
    this.numbers.set(control.ref, this.numbers.size + 1);
    this.#controls.set(control.ref, control);
  }
}

/** The lists at the end; one that several questions have stands there once. */
class Appendices {
  readonly #lists = new Map<string, { readonly questions: number[]; readonly choices: PaperAppendix['choices'] }>();

  /** @returns the number of the appendix, from 1. */
  add(choices: PaperAppendix['choices'], question: number): number {
    const key = JSON.stringify(choices);
    const known = this.#lists.get(key);
    if (known === undefined) this.#lists.set(key, { questions: [question], choices });
    else if (!known.questions.includes(question)) known.questions.push(question);
    return [...this.#lists.keys()].indexOf(key) + 1;
  }

  list(): readonly PaperAppendix[] {
    return [...this.#lists.values()];
  }
}

/** Whether an expression is `true()`, however it is written. */
export function isTrue(expression: string | null): boolean {
  return expression !== null && /^\s*true\s*\(\s*\)\s*$/.test(expression);
}

function isFalse(expression: string | null): boolean {
  return expression !== null && /^\s*false\s*\(\s*\)\s*$/.test(expression);
}

import type { InstanceNode } from '../../form/form.ts';
import type { Violation } from '../../form/session.ts';
import type { FormPackage, PackedValues, PackedWording } from '../../package/form-package.ts';
import { FUNCTIONS } from '../../xpath/catalogue.ts';
import { XPathEvaluator } from '../../xpath/evaluate.ts';
import type { Environment, Scope } from '../../xpath/scope.ts';
import { SharedValues } from '../../xpath/shared-values.ts';
import type { Definition } from '../record/definition.ts';
import { DocumentNode } from '../record/document-node.ts';
import { eachBelow, Growth, nodesBelow, type RecordNode } from '../record/record-node.ts';
import { pathOf } from '../view/paths.ts';
import { Texts } from '../view/texts.ts';
import { isOfType } from '../view/value-types.ts';
import { FormWorld } from '../world.ts';
import { type JudgedQuestion, type JudgedRule, type JudgedRules, judgedRules } from './judged-rules.ts';

/** An answer that a rule of the form forbids. */
export interface Breach {
  readonly kind: Violation['kind'];
  /** With positions of copies: `/data/visit[2]/voters`. */
  readonly path: string;
  /** What the form says to whoever breaks the rule: language, as the form names it → text; empty where it says nothing. */
  readonly messages: Readonly<Record<string, string>>;
}

/** When a record was filled, in milliseconds since 1970, and by which local time. */
export interface FilledWithin {
  readonly from: number;
  readonly to: number;
  readonly offsetMinutes: number;
}

/** Judges records of one version of a form. */
export interface RecordJudge {
  /**
   * The answers of a record, as they stand there, that a rule of the form forbids, in the order of the form, `MOST_BREACHES` at
   * most: a question that is asked and has to be answered and is not, a text that is no value of its type, a constraint that does
   * not hold. None where the rules look at more than `MOST_VISITS` nodes.
   *
   * @param filled what rules about the time are judged by: they are broken where they are so at both ends. Null: they are not judged.
   */
  judge(record: InstanceNode, filled: FilledWithin | null): readonly Breach[];
}

/** So many breaches of a record are told. */
export const MOST_BREACHES = 200;
/** Nodes that the rules of a record may look at one by one. */
const MOST_VISITS = 500_000;

const EVALUATOR = new XPathEvaluator(FUNCTIONS);

/**
 * What judges records by the rules of a form; null: the form has none that could be broken. Only what is asked, and by what
 * rules, is computed: values stay as they came. Rules that rest on files, on chance or on the telephone are not judged.
 */
export function openJudge(form: FormPackage): RecordJudge | null {
  const rules = judgedRules(form);
  if (rules.questions.length === 0) return null;
  const isTimed = [...rules.relevant, ...rules.questions.flatMap(rulesOf)].some(({ reach }) => reach === 'clock');
  const judgeAt = (record: InstanceNode, now: number, filled: FilledWithin | null) =>
    new Judgement({ form, rules, record, now, filled }).breaches();
  return {
    judge: (record, filled) => {
      const found = judgeAt(record, filled?.to ?? 0, filled);
      if (!isTimed || filled === null || found.length === 0) return found;
      const before = new Set(judgeAt(record, filled.from, filled).map(nameOf));
      return found.filter((breach) => before.has(nameOf(breach)));
    },
  };
}

function rulesOf({ required, constraint }: JudgedQuestion): readonly JudgedRule[] {
  return [required, constraint].filter((rule) => rule !== null);
}

function nameOf({ kind, path }: Breach): string {
  return `${kind} ${path}`;
}

interface Judged {
  readonly form: FormPackage;
  readonly rules: JudgedRules;
  readonly record: InstanceNode;
  readonly now: number;
  readonly filled: FilledWithin | null;
}

/** A record that is judged once. */
class Judgement {
  readonly #given: Judged;
  readonly #world: FormWorld;
  readonly #document = new DocumentNode();
  readonly #shared = new SharedValues();
  /** Nodes of which it cannot be said whether they are asked. */
  readonly #unsure = new Set<RecordNode>();

  constructor(given: Judged) {
    this.#given = given;
    const environment = environmentAt(given.now, given.filled?.offsetMinutes ?? 0);
    this.#world = new FormWorld(given.form, { data: new Map(), environment, document: this.#document });
  }

  breaches(): readonly Breach[] {
    const { rules, record } = this.#given;
    const [root] = rules.definitions;
    const growth = new Growth();
    const values = root === undefined ? {} : valuesOf(record, root);
    if (root === undefined || !growth.hasRoom(root, values)) return [];
    const node = growth.grow(root, null, values);
    node.document = this.#document;
    this.#document.root = node;
    const found: Breach[] = [];
    const isInTime = this.#world.within(MOST_VISITS, () => {
      for (const rule of rules.relevant) this.#ask(rule, node);
      for (const question of rules.questions) found.push(...this.#judge(question, node, MOST_BREACHES - found.length));
    });
    return isInTime ? found : [];
  }

  #ask(rule: JudgedRule, root: RecordNode): void {
    this.#shared.forget();
    for (const node of nodesBelow(root, rule.definition)) {
      if (node.isHidden) continue;
      if (!this.#canJudge(rule)) eachBelow(node, (below) => this.#unsure.add(below));
      else if (!this.#holds(rule, node)) {
        eachBelow(node, (below) => {
          below.isHidden = true;
        });
        this.#shared.forget();
      }
    }
  }

  #judge(question: JudgedQuestion, root: RecordNode, most: number): readonly Breach[] {
    const found: Breach[] = [];
    for (const node of nodesBelow(root, question.definition)) {
      if (found.length >= most) break;
      if (node.isHidden || this.#unsure.has(node)) continue;
      const kind = this.#broken(question, node);
      if (kind !== null) found.push(this.#breach(kind, node));
    }
    return found;
  }

  /** What is wrong with an answer, as the engine says it of one that is being filled (`States.violationOf`). */
  #broken({ required, constraint, isTyped }: JudgedQuestion, node: RecordNode): Breach['kind'] | null {
    const holds = (rule: JudgedRule | null, otherwise: boolean) =>
      rule === null || !this.#canJudge(rule) ? otherwise : this.#holds(rule, node);
    if (node.value === '') return holds(required, false) ? 'required' : null;
    if (isTyped && !isOfType(node.definition.type, node.value)) return 'type';
    return holds(constraint, true) ? null : 'constraint';
  }

  #canJudge({ reach }: JudgedRule): boolean {
    return reach === 'record' || (reach === 'clock' && this.#given.filled !== null);
  }

  #holds({ expression }: JudgedRule, node: RecordNode): boolean {
    return EVALUATOR.boolean(expression, { ...this.#scopeAt(node), shared: this.#shared });
  }

  #scopeAt(node: RecordNode): Scope {
    return { world: this.#world, current: node, node, position: 1, size: 1 };
  }

  #breach(kind: Breach['kind'], node: RecordNode): Breach {
    const { constraintMessage, requiredMessage } = node.definition.packed;
    const wording = kind === 'required' ? requiredMessage : kind === 'constraint' ? constraintMessage : undefined;
    return { kind, path: pathOf(node).normalize('NFC'), messages: this.#word(wording, node) };
  }

  #word(wording: PackedWording | undefined, node: RecordNode): Breach['messages'] {
    if (wording === undefined) return {};
    const { form } = this.#given;
    const texts = new Texts(form, EVALUATOR);
    const languages = form.core.languages.length === 0 ? [form.core.language] : form.core.languages;
    this.#world.texts = {
      itext: (id, scope) => texts.renderId(id, scope),
      choiceName: (_, value) => value,
      language: () => texts.language,
    };
    const worded = languages.map((language) => {
      texts.language = language;
      return [language, texts.render(wording, this.#scopeAt(node)).normalize('NFC').trim()] as const;
    });
    return Object.fromEntries(worded.filter(([, text]) => text !== ''));
  }
}

function environmentAt(now: number, offsetMinutes: number): Environment {
  const nobody = { deviceId: '', username: '', email: '', phoneNumber: '' };
  return { now: () => now, offsetMinutes: () => offsetMinutes, uuid: () => '', random: () => 0, ...nobody };
}

const childrenByName = new WeakMap<Definition, ReadonlyMap<string, Definition>>();

function childrenOf(definition: Definition): ReadonlyMap<string, Definition> {
  const known = childrenByName.get(definition);
  if (known !== undefined) return known;
  const named = definition.children.map((child) => [`${child.isAttribute ? '@' : ''}${child.name}`, child] as const);
  const children = new Map(named);
  childrenByName.set(definition, children);
  return children;
}

/** What stands in a record, by the nodes of the form; what the form has no place for is left out. */
function valuesOf(element: InstanceNode, definition: Definition): PackedValues {
  const values: Record<number, string | PackedValues[]> = {};
  place(element, definition, values);
  return values;
}

function place(element: InstanceNode, definition: Definition, values: Record<number, string | PackedValues[]>): void {
  const children = childrenOf(definition);
  for (const [name, value] of element.attributes) {
    const attribute = children.get(`@${name}`);
    if (attribute !== undefined) values[attribute.number] = value;
  }
  if (element.value !== null) values[definition.number] = element.value;
  for (const child of element.children) {
    const known = children.get(child.name);
    if (known === undefined || child.isTemplate) continue;
    if (!known.isRepeat) place(child, known, values);
    else {
      const copies = values[known.number];
      const copy = valuesOf(child, known);
      if (Array.isArray(copies)) copies.push(copy);
      else values[known.number] = [copy];
    }
  }
}

import { type Fault, fault } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { InstanceNode } from '../form/form.ts';
import type { Draft } from '../form/session.ts';
import { type FormPackage, PACKAGE_FORMAT, type PackedValues } from '../package/form-package.ts';
import { FUNCTIONS } from '../xpath/catalogue.ts';
import { XPathEvaluator } from '../xpath/evaluate.ts';
import type { Environment } from '../xpath/scope.ts';
import { answersOfRecord, type KeptAnswers, type Leftover, restore } from './draft.ts';
import { OpenForm } from './open-form.ts';
import { fillPreloads } from './preloads.ts';
import { Actions } from './record/actions.ts';
import { type Definition, definitionsOf } from './record/definition.ts';
import { DocumentNode } from './record/document-node.ts';
import { type Overflow, Recalculation } from './record/recalculation.ts';
import { Growth, MOST_NODES } from './record/record-node.ts';
import { type ExternalData, FormWorld } from './world.ts';

/** What a form is opened with. */
export interface OpenFormOptions {
  readonly package: FormPackage;
  /** Data that do not come with the form, by their `src`. */
  readonly data: ExternalData;
  readonly environment: Environment;
  /** Goes on where it was left. */
  readonly draft?: Draft | undefined;
  /** Mends a record that was submitted before: the root element of its XML; with a draft, goes on mending it. */
  readonly record?: InstanceNode | undefined;
  /** The language to open in, where the form has it. */
  readonly language?: string | undefined;
}

/** Nodes that expressions may look at one by one while a new form opens: some twenty seconds on a phone. */
const MOST_VISITS = 10_000_000;

const EVALUATOR = new XPathEvaluator(FUNCTIONS);

/**
 * Opens a form to be filled. Faults: `form-format` where the package is of another format, `form-draft` where the draft is of
 * another form or cannot be read, `form-copies` and `form-nodes` where the form would begin with more copies of one repeat, or
 * nodes in all, than a record may have, `form-too-large` where the draft has more, `form-too-slow` where the expressions of a new
 * record look at more than `MOST_VISITS` nodes. Answers for which the form has no place are in `leftovers`.
 */
export function openForm(options: OpenFormOptions): Result<OpenForm, Fault> {
  const { core } = options.package;
  if (core.format !== PACKAGE_FORMAT)
    return err(fault('form-format', { found: core.format, expected: PACKAGE_FORMAT }));
  const definitions = definitionsOf(core);
  const root = definitions[0];
  const given = root === undefined ? null : answersGiven(options, root);
  if (root === undefined || given === null)
    return err(fault('form-draft', { found: options.draft?.form ?? '', expected: core.id }));
  const growth = new Growth();
  if (!growth.hasRoom(root, given.values)) return err(fault('form-too-large', { most: MOST_NODES }));
  const { form, recalculation, actions, world } = assemble(options, { definitions, root, growth, given });
  const isInTime = world.within(given.isNew ? MOST_VISITS : Number.POSITIVE_INFINITY, () => {
    form.setLanguage(options.language ?? options.draft?.language ?? core.language);
    begin(recalculation, actions, given.isNew);
  });
  if (!isInTime) return err(fault('form-too-slow', { most: MOST_VISITS }));
  // What has been answered opens again in any case, with as many copies as there is room for.
  const { overflow } = recalculation;
  if (given.isNew && overflow !== null) return err(overflowFault(overflow));
  return ok(form);
}

function overflowFault({ code, repeat, found, most }: Overflow): Fault {
  const names: string[] = [];
  for (let at: Definition | null = repeat; at !== null; at = at.parent) names.unshift(at.name);
  return fault(code, { path: `/${names.join('/')}`, found, most });
}

interface Materials {
  readonly definitions: readonly Definition[];
  readonly root: Definition;
  readonly growth: Growth;
  readonly given: Given;
}

function assemble(options: OpenFormOptions, { definitions, root, growth, given }: Materials) {
  const { core } = options.package;
  const document = new DocumentNode();
  const world = new FormWorld(options.package, { data: options.data, environment: options.environment, document });
  const record = growth.grow(root, null, given.values);
  record.document = document;
  document.root = record;
  const recalculation = new Recalculation({ core, definitions, root: record, growth, evaluator: EVALUATOR, world });
  const actions = new Actions(recalculation, document);
  const form = new OpenForm({
    form: options.package,
    recalculation,
    actions,
    world,
    leftovers: given.leftovers,
    edited: options.record !== undefined,
  });
  return { form, recalculation, actions, world };
}

function begin(recalculation: Recalculation, actions: Actions, isNew: boolean): void {
  if (isNew) fillPreloads(recalculation);
  recalculation.open(isNew);
  recalculation.touched.values.clear();
  if (isNew) actions.dispatch('odk-instance-first-load');
  if (isNew) actions.dispatch('xforms-ready');
  actions.dispatch('odk-instance-load');
  recalculation.touched.values.clear();
  actions.settle();
}

interface Given {
  readonly values: PackedValues;
  readonly leftovers: readonly Leftover[];
  readonly isNew: boolean;
}

function answersGiven(options: OpenFormOptions, root: Definition): Given | null {
  const { core } = options.package;
  if (options.record !== undefined && options.draft === undefined) {
    return { ...restore(root, answersOfRecord(options.record, root)), isNew: false };
  }
  if (options.draft === undefined) return { values: core.initial, leftovers: [], isNew: true };
  const kept = options.draft.instance;
  if (options.draft.form !== core.id || !isKept(kept)) return null;
  return { ...restore(root, kept), isNew: false };
}

function isKept(value: unknown): value is KeptAnswers {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && Object.values(value).every(isKept);
}

import type { Fault } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { seeded } from '../../kernel/seed.ts';
import type { Bind, Form } from '../form/form.ts';
import { FUNCTIONS } from '../xpath/catalogue.ts';
import { dependentsOf } from './dependents.ts';
import { type FormCore, type FormPackage, PACKAGE_FORMAT, type PackedNode, type PackedRule } from './form-package.ts';
import { type ModelNode, modelOf, valuesOf } from './model-nodes.ts';
import { orderRules } from './order-rules.ts';
import { packActions } from './packing/pack-actions.ts';
import { BodyPacker } from './packing/pack-body.ts';
import { packInstances } from './packing/pack-instances.ts';
import { Words } from './packing/pack-words.ts';
import { preloadFaults } from './preload-faults.ts';
import { RuleBook } from './rules.ts';
import { withMeta } from './with-meta.ts';

/**
 * Compiles a form for the phone. Whatever the engine could not do with it is a fault here and never there: expressions that
 * cannot be parsed (`xpath-…`), unknown functions (`xpath-function`), wrong numbers of arguments (`xpath-arguments`), paths that
 * lead nowhere (`xpath-path`), missing texts (`form-text`), rules that wait for one another (`form-cycle`), values to begin with
 * that the specification does not know (`form-preload`).
 */
export function compilePackage(given: Form): Result<FormPackage, readonly Fault[]> {
  const form = withMeta(given);
  const model = modelOf(form);
  const book = new RuleBook({
    model,
    tables: new Set(form.instances.filter((each) => isTable(each)).map((each) => each.id)),
    instances: new Set(form.instances.map((each) => each.id)),
    functions: FUNCTIONS,
  });
  const words = new Words(form, book);
  book.addBinds(form);
  const body = new BodyPacker(form, book, words).pack(form.body, model.nodes[0] ?? model.document);
  const binds = new Map(form.binds.map((bind) => [bind.nodeset, bind]));
  const nodes = model.nodes.map((node) => packNode(node, binds.get(node.path), words));
  const actions = packActions(form, book);
  const ordered = orderRules(book.rules);
  const faults = [...book.faults, ...ordered.faults, ...preloadFaults(form.binds)];
  if (faults.length > 0) return err(faults);
  const { instances, tables } = packInstances(form, nameOf);
  const core: FormCore = {
    ...headOf(form),
    nodes,
    initial: valuesOf(model.nodes[0] as ModelNode, form.root),
    rules: ordered.rules.map((rule): PackedRule => [rule.kind, rule.node.number, rule.expression]),
    dependents: dependentsOf(model, ordered.rules),
    languageRules: [...ordered.rules.entries()].filter(([, rule]) => rule.readsTexts).map(([number]) => number),
    actions,
    body,
    instances,
  };
  return ok({ core, texts: words.pack(), tables });
}

/** Names data by their content with 128 bits: equal data keep their name from version to version. */
function nameOf(text: string): string {
  return seeded(text)
    .state()
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
}

function isTable(instance: Form['instances'][number]): boolean {
  return instance.kind === 'internal' || (instance.kind === 'external' && !instance.src.startsWith('jr://instance/'));
}

function headOf(
  form: Form,
): Pick<
  FormCore,
  'format' | 'title' | 'titles' | 'id' | 'version' | 'style' | 'languages' | 'language' | 'namespaces'
> {
  const opening = form.languages.find((language) => language.isDefault) ?? form.languages[0];
  return {
    format: PACKAGE_FORMAT,
    title: form.title,
    ...(form.titles === undefined ? {} : { titles: Object.fromEntries(form.titles) }),
    id: form.id,
    version: form.version,
    style: form.style,
    languages: form.languages.map((language) => language.name),
    language: opening?.name ?? '',
    namespaces: Object.fromEntries(form.namespaces),
  };
}

function packNode(node: ModelNode, bind: Bind | undefined, words: Words): PackedNode {
  const kind = node.isRepeat ? 'repeat' : node.isAttribute ? 'attribute' : undefined;
  const type = bind?.type?.replace(/^.*:/, '');
  return {
    name: node.name,
    in: node.parent?.number ?? -1,
    ...(kind === undefined ? {} : { kind }),
    ...(type === undefined || type === 'string' ? {} : { type }),
    ...(node.attributes.size === 0 ? {} : { attributes: Object.fromEntries(node.attributes) }),
    ...(bind === undefined ? {} : packMessages(bind, node, words)),
    ...(node.isRepeat && node.source !== null ? { template: valuesOf(node, node.source, !node.hasTemplate) } : {}),
  };
}

function packMessages(
  bind: Bind,
  node: ModelNode,
  words: Words,
): Pick<PackedNode, 'preload' | 'constraintMessage' | 'requiredMessage'> {
  const { preload, preloadParams, constraintMessage, requiredMessage } = bind;
  return {
    ...(preload === null ? {} : { preload: [preload, preloadParams ?? ''] as const }),
    ...(constraintMessage === null
      ? {}
      : { constraintMessage: words.wordingAt(constraintMessage, node, 'jr:constraintMsg').wording }),
    ...(requiredMessage === null
      ? {}
      : { requiredMessage: words.wordingAt(requiredMessage, node, 'jr:requiredMsg').wording }),
  };
}

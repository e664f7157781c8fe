import type { Bind, Form, SecondaryInstance, Submission } from '../../form/form.ts';
import type { XmlElement } from '../../xml/tree.ts';
import {
  AttributeReader,
  elementName,
  elementsOnly,
  refuseElement,
  refuseMissing,
  refuseTwice,
} from './element-names.ts';
import { NodePaths, resolvePath } from './node-paths.ts';
import { isAction, readAction } from './read-actions.ts';
import { readRecord, readSecondary } from './read-instances.ts';
import { atMostOne, readItext, readMessage } from './read-texts.ts';

const PARTS = ['instance', 'bind', 'itext', 'submission'];

/** What the model says: everything of a form but its title and what is shown. `paths` are those of its binds. */
type ReadModel = Omit<Form, 'title' | 'body' | 'style' | 'namespaces'> & { readonly paths: NodePaths };

/** Reads the model of an XForm (Structure, Instance, Bindings). @throws XFormStop at its first fault. */
export function readModel(model: XmlElement): ReadModel {
  const elements = elementsOnly(model);
  const strange = elements.find((element) => !PARTS.includes(elementName(element)) && !isAction(element));
  if (strange !== undefined) refuseElement(strange, model);
  const [primary = refuseMissing(model, 'instance'), ...others] = elements.filter(
    (element) => elementName(element) === 'instance',
  );
  const root = readRecord(primary);
  const context = `/${root.name}`;
  const { binds, byId } = readBinds(elements, context);
  const paths = new NodePaths(byId);
  const itext = atMostOne(elements, 'itext');
  const submission = atMostOne(elements, 'submission');
  return {
    // A record without `id` is known by its namespace, as JavaRosa and older forms have it.
    id: root.attributes.get('id') ?? root.attributes.get('xmlns') ?? refuseMissing(primary, 'id'),
    version: versionOf(primary),
    root,
    binds,
    actions: elements.filter(isAction).map((action) => readAction(action, { context, paths })),
    instances: readInstances(others),
    ...(itext === null ? { languages: [], itext: new Map() } : readItext(itext)),
    submission: submission === null ? null : readSubmission(submission),
    entitiesVersion: new AttributeReader(model).take('entities:entities-version'),
    paths,
  };
}

function versionOf(primary: XmlElement): string | null {
  const [root = primary] = elementsOnly(primary);
  const attributes = new AttributeReader(root);
  return attributes.take('orx:version') ?? attributes.take('version');
}

function readInstances(elements: readonly XmlElement[]): readonly SecondaryInstance[] {
  const known = new Map<string, SecondaryInstance>();
  for (const element of elements) {
    const instance = readSecondary(element);
    if (known.has(instance.id)) refuseTwice(element, instance.id);
    known.set(instance.id, instance);
  }
  return [...known.values()];
}

function readBinds(
  elements: readonly XmlElement[],
  context: string,
): { readonly binds: readonly Bind[]; readonly byId: ReadonlyMap<string, string> } {
  const binds = new Map<string, Bind>();
  const byId = new Map<string, string>();
  for (const element of elements.filter((each) => elementName(each) === 'bind')) {
    const bind = readBind(element, context);
    if (binds.has(bind.nodeset)) refuseTwice(element, bind.nodeset);
    binds.set(bind.nodeset, bind);
    const id = bind.attributes.get('id');
    if (id !== undefined) byId.set(id, bind.nodeset);
  }
  return { binds: [...binds.values()], byId };
}

function readBind(element: XmlElement, context: string): Bind {
  const [inside] = elementsOnly(element);
  if (inside !== undefined) refuseElement(inside, element);
  const attributes = new AttributeReader(element);
  const preload = attributes.takeExpression('jr:preload');
  const preloadParams = attributes.takeExpression('jr:preloadParams');
  return {
    nodeset: resolvePath(attributes.need('nodeset'), { context, element }),
    type: attributes.takeExpression('type'),
    relevant: attributes.takeExpression('relevant'),
    required: attributes.takeExpression('required'),
    readonly: attributes.takeExpression('readonly'),
    constraint: attributes.takeExpression('constraint'),
    calculate: attributes.takeExpression('calculate'),
    constraintMessage: readMessage(attributes.take('jr:constraintMsg')),
    requiredMessage: readMessage(attributes.take('jr:requiredMsg')),
    // The specification writes it without prefix too (Structure).
    preload: preload ?? attributes.takeExpression('preload'),
    preloadParams: preloadParams ?? attributes.takeExpression('preloadParams'),
    attributes: attributes.rest(),
  };
}

/** Submission, Submission Attributes. */
function readSubmission(element: XmlElement): Submission {
  const attributes = new AttributeReader(element);
  return {
    action: attributes.take('action'),
    method: attributes.take('method'),
    publicKey: attributes.take('base64RsaPublicKey'),
    autoSend: attributes.take('orx:auto-send'),
    autoDelete: attributes.take('orx:auto-delete'),
    attributes: attributes.rest(),
  };
}

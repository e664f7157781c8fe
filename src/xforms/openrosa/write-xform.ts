import type {
  Action,
  Bind,
  BodyControl,
  BodyNode,
  ChoiceList,
  Form,
  InstanceNode,
  SecondaryInstance,
  TextPiece,
  Wording,
} from '../form/form.ts';
import { ENTITIES, NAMESPACES } from './namespaces.ts';
import { type Attributes, XmlText } from './xml-text.ts';

const DECLARATIONS = Object.fromEntries(
  Object.entries(NAMESPACES).map(([prefix, uri]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri]),
);
const FORMS_VERSION = '1.0.0';
const ACTION_NAMES = { setvalue: 'setvalue', setgeopoint: 'odk:setgeopoint', recordaudio: 'odk:recordaudio' } as const;
const NONE: ReadonlyMap<string, string> = new Map();

/** The form as XForm XML (ODK XForms specification 1.0.0), for ODK Collect and every other client that reads it. */
export function writeXForm(form: Form): string {
  const xml = new XmlText();
  const entities = form.entitiesVersion === null ? {} : { 'xmlns:entities': ENTITIES };
  const own = Object.fromEntries([...form.namespaces].map(([prefix, uri]) => [`xmlns:${prefix}`, uri]));
  xml.open('h:html', { ...own, ...entities, ...DECLARATIONS });
  xml.open('h:head');
  xml.leaf('h:title', {}, [form.title]);
  writeModel(xml, form);
  xml.close('h:head');
  xml.open('h:body', { class: form.style });
  for (const node of form.body) writeBody(xml, node);
  xml.close('h:body');
  xml.close('h:html');
  return xml.toString();
}

function writeModel(xml: XmlText, form: Form): void {
  xml.open('model', { 'odk:xforms-version': FORMS_VERSION, 'entities:entities-version': form.entitiesVersion });
  if (form.submission !== null) {
    const { action, method, publicKey, autoSend, autoDelete, attributes } = form.submission;
    const own = {
      action,
      method,
      base64RsaPublicKey: publicKey,
      'orx:auto-send': autoSend,
      'orx:auto-delete': autoDelete,
    };
    xml.leaf('submission', { ...own, ...Object.fromEntries(attributes) });
  }
  if (form.languages.length > 0) writeItext(xml, form);
  xml.open('instance');
  writeRecord(xml, form.root);
  xml.close('instance');
  for (const instance of form.instances) writeInstance(xml, instance);
  const actions = new Map<string, Action[]>();
  for (const action of form.actions) actions.set(action.ref, [...(actions.get(action.ref) ?? []), action]);
  for (const bind of form.binds) {
    xml.leaf('bind', bindAttributes(bind));
    for (const action of actions.get(bind.nodeset) ?? []) writeAction(xml, action);
    actions.delete(bind.nodeset);
  }
  for (const action of [...actions.values()].flat()) writeAction(xml, action);
  xml.close('model');
}

function writeItext(xml: XmlText, form: Form): void {
  xml.open('itext');
  for (const { name, isDefault } of form.languages) {
    xml.open('translation', { lang: name, default: isDefault ? 'true()' : null });
    for (const [id, byLanguage] of form.itext) {
      const values = byLanguage.get(name);
      if (values === undefined) continue;
      xml.open('text', { id });
      for (const { form: kind, pieces } of values)
        writeMixed(xml, { name: 'value', attributes: { form: kind } }, pieces);
      xml.close('text');
    }
    xml.close('translation');
  }
  xml.close('itext');
}

function writeRecord(xml: XmlText, node: InstanceNode): void {
  const attributes = { ...Object.fromEntries(node.attributes), 'jr:template': node.isTemplate ? '' : null };
  if (node.children.length === 0) {
    xml.leaf(node.name, attributes, node.value === null ? [] : [node.value]);
    return;
  }
  xml.open(node.name, attributes);
  for (const child of node.children) writeRecord(xml, child);
  xml.close(node.name);
}

function writeInstance(xml: XmlText, instance: SecondaryInstance): void {
  const { id } = instance;
  if (instance.kind === 'external') {
    xml.leaf('instance', { id, src: instance.src });
    return;
  }
  xml.open('instance', { id });
  if (instance.kind === 'tree') writeRecord(xml, instance.root);
  else {
    const { columns, rows } = instance.items;
    xml.open('root');
    for (const row of rows) {
      xml.open('item');
      columns.forEach((column, at) => {
        const value = row[at] ?? null;
        if (value !== null) xml.leaf(column, {}, [value]);
      });
      xml.close('item');
    }
    xml.close('root');
  }
  xml.close('instance');
}

function bindAttributes(bind: Bind): Attributes {
  return {
    nodeset: bind.nodeset,
    type: bind.type,
    readonly: bind.readonly,
    required: bind.required,
    relevant: bind.relevant,
    constraint: bind.constraint,
    calculate: bind.calculate,
    'jr:constraintMsg': messageOf(bind.constraintMessage),
    'jr:requiredMsg': messageOf(bind.requiredMessage),
    'jr:preload': bind.preload,
    'jr:preloadParams': bind.preloadParams,
    ...Object.fromEntries(bind.attributes),
  };
}

/** Messages stand in attributes: as they are, or by the id of their translations. */
function messageOf(wording: Wording | null): string | null {
  if (wording === null) return null;
  if (wording.kind === 'itext') return itextCall(wording.id);
  return wording.pieces.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.output}}`)).join('');
}

function itextCall(id: string): string {
  return id.includes("'") ? `jr:itext("${id}")` : `jr:itext('${id}')`;
}

function writeAction(xml: XmlText, { kind, events, ref, value, text, attributes }: Action): void {
  const own = { ref, event: events.join(' '), value: value === '' ? null : value };
  xml.leaf(ACTION_NAMES[kind], { ...own, ...Object.fromEntries(attributes) }, text === null ? [] : [text]);
}

function writeBody(xml: XmlText, node: BodyNode): void {
  if (node.kind === 'group') {
    xml.open('group', { ...Object.fromEntries(node.attributes), appearance: node.appearance, ref: node.ref });
    writeWording(xml, 'label', node.label);
    writeWording(xml, 'hint', node.hint);
    for (const child of node.children) writeBody(xml, child);
    xml.close('group');
  } else if (node.kind === 'repeat') {
    xml.open('repeat', {
      nodeset: node.nodeset,
      'jr:count': node.count,
      'jr:noAddRemove': node.isFixed ? 'true()' : null,
      appearance: node.appearance,
      ...Object.fromEntries(node.attributes),
    });
    for (const child of node.children) writeBody(xml, child);
    for (const action of node.actions) writeAction(xml, action);
    xml.close('repeat');
  } else writeControl(xml, node);
}

function writeControl(xml: XmlText, control: BodyControl): void {
  const name = control.kind === 'rank' ? 'odk:rank' : control.kind;
  const { ref, appearance } = control;
  xml.open(name, { ref, appearance, ...Object.fromEntries(control.attributes) });
  writeWording(xml, 'label', control.label);
  writeWording(xml, 'hint', control.hint);
  for (const { key, label } of control.tags) {
    xml.open('tag', { key });
    writeWording(xml, 'label', label ?? { kind: 'inline', pieces: [] });
    xml.close('tag');
  }
  if (control.choices !== null) writeChoices(xml, control.choices);
  for (const action of control.actions) writeAction(xml, action);
  xml.close(name);
}

function writeChoices(xml: XmlText, choices: ChoiceList): void {
  if (choices.kind === 'itemset') {
    xml.open('itemset', { nodeset: choices.nodeset });
    xml.leaf('value', { ref: choices.value });
    xml.leaf('label', { ref: choices.label });
    xml.close('itemset');
    return;
  }
  for (const { value, label } of choices.items) {
    xml.open('item');
    writeWording(xml, 'label', label);
    xml.leaf('value', {}, [value]);
    xml.close('item');
  }
}

function writeWording(xml: XmlText, name: string, wording: Wording | null): void {
  if (wording === null) return;
  if (wording.kind === 'itext') xml.leaf(name, { ref: itextCall(wording.id) });
  else writeMixed(xml, { name, attributes: Object.fromEntries(NONE) }, wording.pieces);
}

function writeMixed(
  xml: XmlText,
  { name, attributes }: { name: string; attributes: Attributes },
  pieces: readonly TextPiece[],
): void {
  const content = pieces.map((piece) =>
    typeof piece === 'string' ? piece : { name: 'output', attributes: { value: piece.output } },
  );
  xml.leaf(name, attributes, content);
}

import type { BodyNode, Form, InstanceNode, Wording } from '../../src/xforms/form/form.ts';

const NAMESPACES = [
  ['', 'http://www.w3.org/2002/xforms'],
  [':h', 'http://www.w3.org/1999/xhtml'],
  [':jr', 'http://openrosa.org/javarosa'],
  [':orx', 'http://openrosa.org/xforms'],
  [':odk', 'http://www.opendatakit.org/xforms'],
] as const;

/** A small form as XForm XML, as far as other engines need it to fill it: no translations, no files. */
export function formAsXml(form: Form): string {
  const binds = form.binds.map((bind) => {
    const { nodeset, type, relevant, required, readonly, constraint, calculate } = bind;
    return tag('bind', { nodeset, type, relevant, required, readonly, constraint, calculate });
  });
  const instances = form.instances.map((instance) => {
    if (instance.kind !== 'internal') return '';
    const { columns, rows } = instance.items;
    const items = rows.map((row) =>
      tag('item', {}, row.map((cell, at) => (cell === null ? '' : tag(columns[at] ?? '', {}, text(cell)))).join('')),
    );
    return tag('instance', { id: instance.id }, tag('root', {}, items.join('')));
  });
  const model = tag(
    'model',
    {},
    tag('instance', {}, element(form.root)) + instances.join('') + binds.join('') + form.actions.map(action).join(''),
  );
  const head = tag('h:head', {}, tag('h:title', {}, text(form.title)) + model);
  const declared = NAMESPACES.map(([prefix, uri]) => ` xmlns${prefix}="${uri}"`).join('');
  return `<h:html${declared}>${head}${tag('h:body', {}, form.body.map(shown).join(''))}</h:html>`;
}

function element(node: InstanceNode): string {
  const attributes = { ...Object.fromEntries(node.attributes), 'jr:template': node.isTemplate ? '' : null };
  return tag(node.name, attributes, node.children.map((child) => element(child)).join('') || text(node.value ?? ''));
}

function action(given: Form['actions'][number]): string {
  return tag('setvalue', { event: given.events.join(' '), ref: given.ref, value: given.value });
}

function shown(node: BodyNode): string {
  if (node.kind === 'group')
    return tag('group', { ref: node.ref }, wording('label', node.label) + node.children.map(shown).join(''));
  if (node.kind === 'repeat') {
    const inside = node.actions.map(action).join('') + node.children.map(shown).join('');
    return tag('repeat', { nodeset: node.nodeset, 'jr:count': node.count }, inside);
  }
  const choices =
    node.choices?.kind === 'itemset'
      ? tag(
          'itemset',
          { nodeset: node.choices.nodeset },
          tag('value', { ref: node.choices.value }) + tag('label', { ref: node.choices.label }),
        )
      : '';
  return tag(node.kind, { ref: node.ref }, wording('label', node.label) + node.actions.map(action).join('') + choices);
}

function wording(name: string, given: Wording | null): string {
  if (given?.kind !== 'inline') return '';
  return tag(
    name,
    {},
    given.pieces
      .map((piece) => (typeof piece === 'string' ? text(piece) : tag('output', { value: piece.output })))
      .join(''),
  );
}

function tag(name: string, attributes: Readonly<Record<string, string | null>>, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${text(value ?? '')}"`);
  return `<${name}${written.join('')}>${content}</${name}>`;
}

function text(value: string): string {
  return value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

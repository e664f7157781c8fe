import type { SubmittedRecord } from '../form/session.ts';
import type { FormCore } from '../package/form-package.ts';
import { eachBelow, type RecordNode } from './record/record-node.ts';

const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
/** Not allowed in XML 1.0 at all, lone surrogates among them: such characters are left out. */
const FORBIDDEN = /(?![\t\n\r\u007f-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const NAMESPACES: Readonly<Record<string, string>> = {
  jr: 'http://openrosa.org/javarosa',
  orx: 'http://openrosa.org/xforms',
  odk: 'http://www.opendatakit.org/xforms',
  entities: 'http://www.opendatakit.org/xforms/entities',
  xsd: 'http://www.w3.org/2001/XMLSchema',
};

/** The record as OpenRosa servers take it: nodes that are not relevant are left out (ODK XForms, Bind Attributes: relevant). `deprecatedId`: what the record mends. */
export function submissionOf(core: FormCore, root: RecordNode, deprecatedId = ''): SubmittedRecord {
  const attachments: string[] = [];
  let instanceId = '';
  eachBelow(root, (node) => {
    if (node.isHidden || node.value === '') return;
    if (node.definition.type === 'binary') attachments.push(node.value);
    if (localName(node.name) === 'instanceID' && localName(node.parent?.name ?? '') === 'meta') instanceId = node.value;
  });
  const xml = `<?xml version="1.0" encoding="UTF-8"?>${withDeprecated(elementOf(root, namespacesOf(core, root)), deprecatedId)}`;
  return { instanceId, xml, attachments };
}

/** Puts the id of the record before beside that of this one, where the form itself has no place for it. */
function withDeprecated(xml: string, deprecatedId: string): string {
  if (deprecatedId === '') return xml;
  return xml.replace(/<\/((?:[\w.-]+:)?)instanceID>(?!.*<\/(?:[\w.-]+:)?instanceID>)/s, (closing, prefix: string) => {
    const name = `${prefix}deprecatedID`;
    return `${closing}<${name}>${escaped(deprecatedId)}</${name}>`;
  });
}

function elementOf(node: RecordNode, extra = ''): string {
  const bound = node.slots.flat().filter((child) => child.isAttribute && !child.isHidden);
  const fixed = Object.entries(node.definition.packed.attributes ?? {}).filter(([name]) => !isDeclaration(name));
  const attributes = [...fixed, ...bound.map((child) => [child.name, child.value] as const)]
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
  const children = node.slots.flat().filter((child) => !child.isAttribute && !child.isHidden);
  const content = node.definition.children.some((child) => !child.isAttribute)
    ? children.map((child) => elementOf(child)).join('')
    : escaped(node.value);
  const head = `<${node.name}${extra}${attributes}`;
  return content === '' ? `${head}/>` : `${head}>${content}</${node.name}>`;
}

function isDeclaration(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:') || name === 'jr:template';
}

/** Declarations of the prefixes that the record uses. */
function namespacesOf(core: FormCore, root: RecordNode): string {
  const prefixes = new Set<string>();
  const note = (name: string) => {
    const at = name.indexOf(':');
    if (at > 0) prefixes.add(name.slice(0, at));
  };
  eachBelow(root, (node) => {
    note(node.name);
    for (const name of Object.keys(node.definition.packed.attributes ?? {})) if (!isDeclaration(name)) note(name);
  });
  const own = root.definition.packed.attributes?.xmlns;
  const declared = own === undefined ? [] : [` xmlns="${escaped(own)}"`];
  for (const prefix of prefixes) {
    const uri = core.namespaces[prefix] ?? NAMESPACES[prefix];
    if (uri !== undefined) declared.push(` xmlns:${prefix}="${escaped(uri)}"`);
  }
  return declared.join('');
}

function localName(name: string): string {
  return name.replace(/^.*:/, '');
}

function escaped(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"\r]/g, (character) => SPECIAL[character] ?? character);
}

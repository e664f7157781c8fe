import { elementsOf, type XmlElement } from '../../xml/tree.ts';
import { ENTITIES, NAMESPACES } from '../namespaces.ts';
import { prefixOf } from './element-names.ts';
import { refuse } from './x-form-stop.ts';

const KNOWN: ReadonlyMap<string, string> = new Map(Object.entries({ ...NAMESPACES, entities: ENTITIES }));

/**
 * The namespaces that a document declares beyond those of the specification, wherever it does. Names are kept as they are written,
 * so that a prefix has to mean the same everywhere. @throws XFormStop where one does not.
 */
export function readNamespaces(root: XmlElement): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (element: XmlElement) => {
    for (const { name, prefix, value } of element.attributes) {
      if (prefix === 'xmlns') declare(found, { prefix: name, uri: value, line: element.line });
    }
    for (const child of elementsOf(element)) visit(child);
  };
  visit(root);
  return found;
}

function declare(
  found: Map<string, string>,
  { prefix, uri, line }: { readonly prefix: string; readonly uri: string; readonly line: number },
): void {
  const wanted = KNOWN.get(prefix) ?? found.get(prefix);
  const isSame = wanted === undefined || uri === wanted || prefixOf(uri) === prefix;
  if (!isSame) refuse('xform-prefix', { line, found: prefix, wanted });
  if (!(prefix in NAMESPACES)) found.set(prefix, wanted ?? uri);
}

import type { Fault } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Form } from '../form/form.ts';
import { parseXml } from '../xml/parse.ts';
import { textOf, type XmlElement } from '../xml/tree.ts';
import { AttributeReader, elementName, elementsOnly, refuseElement, refuseMissing } from './reading/element-names.ts';
import { BodyReader } from './reading/read-body.ts';
import { readModel } from './reading/read-model.ts';
import { readNamespaces } from './reading/read-namespaces.ts';
import { atMostOne } from './reading/read-texts.ts';
import { XFormStop } from './reading/x-form-stop.ts';

/**
 * Reads an XForm (ODK XForms specification 1.0.0). Refuses at the first fault, with its line: what is no XML (`xml-…`), and what the
 * specification does not know (`xform-…`). Paths of binds, actions and the body are made absolute; expressions stay as they are
 * written, and `compilePackage` judges them.
 */
export function readXForm(xml: string): Result<Form, Fault> {
  const parsed = parseXml(xml);
  if (!parsed.ok) return parsed;
  try {
    return ok(readDocument(parsed.value));
  } catch (thrown) {
    if (thrown instanceof XFormStop) return err(thrown.fault);
    throw thrown;
  }
}

function readDocument(html: XmlElement): Form {
  if (elementName(html) !== 'h:html') refuseElement(html, html);
  const namespaces = new Map(readNamespaces(html));
  const { head, body } = partsOf(html, { head: 'h:head', body: 'h:body' });
  const { title, model } = partsOf(head, { title: 'h:title', model: 'model' });
  const { paths, ...read } = readModel(model);
  // Whoever writes a form with entities declares their namespace anyway.
  if (read.entitiesVersion !== null) namespaces.delete('entities');
  return {
    title: textOf(title).trim(),
    ...read,
    body: new BodyReader(paths).children(body, `/${read.root.name}`),
    style: new AttributeReader(body).take('class'),
    namespaces,
  };
}

/** The elements that an element must have, once each, and nothing else. */
function partsOf<Key extends string>(
  element: XmlElement,
  wanted: Readonly<Record<Key, string>>,
): Readonly<Record<Key, XmlElement>> {
  const names = Object.values<string>(wanted);
  const elements = elementsOnly(element);
  const strange = elements.find((each) => !names.includes(elementName(each)));
  if (strange !== undefined) refuseElement(strange, element);
  const parts = Object.entries<string>(wanted).map(
    ([key, name]) => [key, atMostOne(elements, name) ?? refuseMissing(element, name)] as const,
  );
  return Object.fromEntries(parts) as Record<Key, XmlElement>;
}

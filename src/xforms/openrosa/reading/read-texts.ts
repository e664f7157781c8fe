import type { Form, FormLanguage, TextPiece, TextValue, Wording } from '../../form/form.ts';
import { qualifiedName, type XmlElement } from '../../xml/tree.ts';
import {
  AttributeReader,
  elementName,
  elementsOnly,
  refuseElement,
  refuseMissing,
  refuseTwice,
} from './element-names.ts';
import { mergeOrders } from './merge-orders.ts';

const ITEXT = /^\s*jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*$/;

/** A label or hint: a reference to a translated text goes before the text at its place (Languages). */
export function readWording(element: XmlElement): Wording {
  const ref = new AttributeReader(element).takeExpression('ref');
  if (ref === null) return { kind: 'inline', pieces: readPieces(element) };
  const id = itextId(ref);
  return id === null ? { kind: 'inline', pieces: [{ output: ref }] } : { kind: 'itext', id };
}

/** A message that stands in an attribute (Bind Attributes). */
export function readMessage(text: string | null): Wording | null {
  if (text === null) return null;
  const id = itextId(text);
  return id === null ? { kind: 'inline', pieces: text === '' ? [] : [text] } : { kind: 'itext', id };
}

function itextId(expression: string): string | null {
  const match = ITEXT.exec(expression);
  return match?.[1] ?? match?.[2] ?? null;
}

function readPieces(element: XmlElement): readonly TextPiece[] {
  return element.children.map((child): TextPiece => {
    if (typeof child === 'string') return child;
    if (elementName(child) !== 'output') return refuseElement(child, element);
    const attributes = new AttributeReader(child);
    const output = attributes.takeExpression('value') ?? attributes.takeExpression('ref');
    return { output: output ?? refuseMissing(child, 'value') };
  });
}

/** The translations of a form (Languages); texts in an order that is that of every language. */
export function readItext(itext: XmlElement): Pick<Form, 'languages' | 'itext'> {
  const languages: FormLanguage[] = [];
  const texts = new Map<string, ReadonlyMap<string, readonly TextValue[]>>();
  for (const translation of elementsOnly(itext)) {
    if (elementName(translation) !== 'translation') refuseElement(translation, itext);
    const attributes = new AttributeReader(translation);
    const name = attributes.need('lang');
    const standard = attributes.take('default');
    if (texts.has(name)) refuseTwice(translation, name);
    languages.push({ name, isDefault: standard !== null && standard.trim() !== 'false()' });
    texts.set(name, readTranslation(translation));
  }
  const ids = mergeOrders([...texts.values()].map((each) => [...each.keys()]));
  return { languages, itext: new Map(ids.map((id) => [id, byLanguage(id, texts)] as const)) };
}

type Texts = ReadonlyMap<string, readonly TextValue[]>;

function byLanguage(id: string, texts: ReadonlyMap<string, Texts>): Texts {
  const values = new Map<string, readonly TextValue[]>();
  for (const [language, known] of texts) {
    const value = known.get(id);
    if (value !== undefined) values.set(language, value);
  }
  return values;
}

function readTranslation(translation: XmlElement): Texts {
  const texts = new Map<string, readonly TextValue[]>();
  for (const text of elementsOnly(translation)) {
    if (elementName(text) !== 'text') refuseElement(text, translation);
    const id = new AttributeReader(text).need('id');
    if (texts.has(id)) refuseTwice(text, id);
    texts.set(
      id,
      elementsOnly(text).map((value) => readValue(value, text)),
    );
  }
  return texts;
}

function readValue(value: XmlElement, text: XmlElement): TextValue {
  if (elementName(value) !== 'value') refuseElement(value, text);
  return { form: new AttributeReader(value).take('form'), pieces: readPieces(value) };
}

/** The one element of a name, if there is one. @throws XFormStop where there are several. */
export function atMostOne(elements: readonly XmlElement[], name: string): XmlElement | null {
  const [first = null, second] = elements.filter((element) => elementName(element) === name);
  return second === undefined ? first : refuseTwice(second, qualifiedName(second));
}

import type { Fault } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { qualifiedName, type XmlElement } from './tree.ts';
import { XmlStop, xmlFault } from './xml-fault.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot hold, section 2.2.
const IMPOSSIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;
const IN_TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const IN_ATTRIBUTE: Readonly<Record<string, string>> = {
  ...IN_TEXT,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
};

/**
 * The document of an element as it stands; namespaces are those that its attributes declare. Reading it gives the same
 * element. Refuses texts that XML cannot hold: control characters, lone surrogates.
 */
export function writeXml(root: XmlElement): Result<string, Fault> {
  const pieces: string[] = [DECLARATION];
  try {
    writeElement(root, pieces);
  } catch (thrown) {
    if (thrown instanceof XmlStop) return err(thrown.fault);
    throw thrown;
  }
  return ok(pieces.join(''));
}

function writeElement(element: XmlElement, pieces: string[]): void {
  const name = qualifiedName(element);
  pieces.push('<', name);
  for (const attribute of element.attributes) {
    refuseImpossible(attribute.value);
    pieces.push(' ', qualifiedName(attribute), '="', escapeAttribute(attribute.value), '"');
  }
  if (element.children.length === 0) {
    pieces.push('/>');
    return;
  }
  pieces.push('>');
  for (const child of element.children) {
    if (typeof child === 'string') {
      refuseImpossible(child);
      pieces.push(escapeText(child));
    } else {
      writeElement(child, pieces);
    }
  }
  pieces.push('</', name, '>');
}

/** A text for between two tags; `>` too, so that no `]]>` comes about, and the carriage return, which readers drop otherwise. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => IN_TEXT[character] ?? character);
}

/** A text for an attribute in double quotes; white space is kept, which readers turn into blanks otherwise. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, (character) => IN_ATTRIBUTE[character] ?? character);
}

/** Whether XML 1.0 can hold a text: no control characters but tab and ends of line, no lone surrogates. */
export function isXmlText(text: string): boolean {
  return !IMPOSSIBLE.test(text);
}

function refuseImpossible(text: string): void {
  const found = IMPOSSIBLE.exec(text)?.[0];
  if (found === undefined) return;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new XmlStop(xmlFault('xml-character', { line: 0, column: 0, found: `U+${code}` }));
}

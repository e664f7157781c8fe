import type { Fault, MessageParameters } from '../../kernel/issue.ts';

/** Why an XML document is not read; each is a message of the catalogue area `formFaults`. */
export type XmlFaultCode =
  | 'xml-encoding'
  | 'xml-doctype'
  | 'xml-instruction'
  | 'xml-entity'
  | 'xml-character'
  | 'xml-tags'
  | 'xml-attribute-twice'
  | 'xml-prefix'
  | 'xml-empty'
  | 'xml-form'
  | 'xml-too-deep'
  | 'xml-too-many-elements'
  | 'xml-too-many-attributes'
  | 'xml-text-too-long'
  | 'xml-name-too-long'
  | 'xml-too-large';

/** A fault of an XML document. `line` and `column` count from 1. */
export function xmlFault(code: XmlFaultCode, parameters: MessageParameters): Fault {
  return { code, parameters };
}

/** Ends the reading of a document from inside a handler; the scanner turns it into the fault that it carries. */
export class XmlStop extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.code);
    this.fault = fault;
  }
}

const KINDS: readonly (readonly [RegExp, XmlFaultCode])[] = [
  [/document must contain a root element/, 'xml-empty'],
  [/undefined entity|empty entity|malformed character entity|unfinished entity/, 'xml-entity'],
  [/unclosed tag|unexpected close tag|unmatched closing tag|unexpected end/, 'xml-tags'],
  [/duplicate attribute/, 'xml-attribute-twice'],
  [/unbound namespace prefix|malformed name|prefix|namespace/, 'xml-prefix'],
  [/processing instruction/, 'xml-instruction'],
  [/doctype/, 'xml-doctype'],
  [/^disallowed character\.$/, 'xml-character'],
];

/** The code for what the reader of XML says, with the rest as `xml-form`. */
export function codeOf(message: string): XmlFaultCode {
  return KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? 'xml-form';
}

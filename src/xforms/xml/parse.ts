import type { Fault } from '../../kernel/issue.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { decodeXml } from './decode.ts';
import { DOCUMENT_LIMITS, type XmlLimits } from './limits.ts';
import { PlainScanner } from './plain-scan.ts';
import { scanXml, type XmlHandlers, type XmlTag } from './scan.ts';
import type { XmlElement, XmlNode } from './tree.ts';
import { xmlFault } from './xml-fault.ts';

interface Growing extends XmlTag {
  readonly children: XmlNode[];
}

/**
 * The root element of a document. Bytes are read as `decodeXml` says. Refuses at the first fault, with line and column,
 * what is not well-formed, DOCTYPE, processing instructions, entities of its own, lone surrogates, and what passes the limits.
 */
export function parseXml(source: string | Uint8Array, limits: XmlLimits = DOCUMENT_LIMITS): Result<XmlElement, Fault> {
  if (typeof source === 'string') return parseText(source.replace(/^\uFEFF/, ''), limits);
  if (source.length > limits.size * 2) {
    return err(xmlFault('xml-too-large', { line: 1, column: 1, found: String(limits.size) }));
  }
  const text = decodeXml(source);
  return text.ok ? parseText(text.value, limits) : text;
}

function parseText(text: string, limits: XmlLimits): Result<XmlElement, Fault> {
  const plain = new TreeBuilder();
  const scanner = new PlainScanner(plain, limits);
  if (scanner.write(text) && scanner.end() && plain.root !== null) return ok(plain.root);
  const tree = new TreeBuilder();
  const read = scanXml(text, tree, limits);
  if (!read.ok) return read;
  return tree.root === null ? err(xmlFault('xml-empty', { line: 1, column: 1, found: '' })) : ok(tree.root);
}

class TreeBuilder implements XmlHandlers {
  root: XmlElement | null = null;
  private readonly path: Growing[] = [];

  open(tag: XmlTag): void {
    const { name, prefix, namespace, attributes, line } = tag;
    const element: Growing = { name, prefix, namespace, attributes, children: [], line };
    this.path.at(-1)?.children.push(element);
    this.root ??= element;
    this.path.push(element);
  }

  text(piece: string): void {
    append(this.path.at(-1)?.children, piece);
  }

  close(): void {
    this.path.pop();
  }
}

function append(children: XmlNode[] | undefined, piece: string): void {
  if (children === undefined || piece === '') return;
  const last = children.at(-1);
  if (typeof last === 'string') children[children.length - 1] = last + piece;
  else children.push(piece);
}

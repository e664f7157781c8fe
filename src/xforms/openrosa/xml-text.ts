import { escapeAttribute, escapeText } from '../xml/write.ts';

/** Attributes by name; null: it is left out. */
export type Attributes = Readonly<Record<string, string | null>>;

/** An element without content among texts. */
export interface EmptyElement {
  readonly name: string;
  readonly attributes: Attributes;
}

/** Writes XML from top to bottom, an element a line, so that large forms need no tree. */
export class XmlText {
  private readonly lines: string[] = ['<?xml version="1.0"?>'];
  private depth = 0;

  open(name: string, attributes: Attributes = {}): void {
    this.line(`<${name}${write(attributes)}>`);
    this.depth += 1;
  }

  close(name: string): void {
    this.depth -= 1;
    this.line(`</${name}>`);
  }

  /** An element with texts and empty elements only. */
  leaf(name: string, attributes: Attributes = {}, content: readonly (string | EmptyElement)[] = []): void {
    const inside = content
      .map((part) => (typeof part === 'string' ? escapeText(part) : `<${part.name}${write(part.attributes)}/>`))
      .join('');
    this.line(inside === '' ? `<${name}${write(attributes)}/>` : `<${name}${write(attributes)}>${inside}</${name}>`);
  }

  toString(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private line(text: string): void {
    this.lines.push(`${'  '.repeat(this.depth)}${text}`);
  }
}

function write(attributes: Attributes): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) text += ` ${name}="${escapeAttribute(value)}"`;
  }
  return text;
}

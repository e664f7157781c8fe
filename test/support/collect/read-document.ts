import { SaxesParser } from 'saxes';

/** An element of an answer. */
export class AnswerElement {
  readonly name: string;
  readonly namespace: string;
  readonly inner: AnswerElement[] = [];
  content = '';

  constructor(name: string, namespace: string) {
    this.name = name;
    this.namespace = namespace;
  }

  all(name: string): readonly AnswerElement[] {
    return this.inner.filter((element) => element.name === name);
  }

  /** The text of the first element of that name; null: there is none. */
  text(name: string): string | null {
    return this.all(name)[0]?.content.trim() ?? null;
  }
}

/** The root of a document. @throws Error where it is not well-formed. */
export function readDocument(text: string): AnswerElement {
  const top = new AnswerElement('', '');
  const open = [top];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ local, uri }) => {
    const element = new AnswerElement(local, uri);
    open.at(-1)?.inner.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => {
    const element = open.at(-1);
    if (element !== undefined) element.content += piece;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [root] = top.inner;
  if (root === undefined) throw new Error('Read a document: it is empty');
  return root;
}

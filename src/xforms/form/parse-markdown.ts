/** A piece of a line. Links lead to `http:`, `https:`, `mailto:` or `tel:` and nowhere else. */
export type Inline =
  | string
  | { readonly kind: 'bold' | 'italic'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] };

/** A part of a text: a line, a heading or a list. */
export type Block =
  | { readonly kind: 'heading' | 'line'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] };

/**
 * Reads the marks that forms may have in labels and hints (ODK documentation, “Styling prompts”): emphasis, headings,
 * links, lists; a backslash takes the meaning of the mark after it. Tags of HTML are left out, what they hold stays.
 */
export function parseMarkdown(text: string): readonly Block[] {
  if (!MAY_BE_MARKED.test(text)) return lineOf(text);
  const blocks: OpenBlock[] = [];
  for (const line of withoutTags(text).split('\n')) {
    const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(?=\S)/.exec(line);
    const heading = /^\s*#{1,6}\s+/.exec(line);
    if (item !== null && continuesList(blocks, item[1])) {
      addItem(blocks, item[1] !== undefined, parseInline(line.slice(item[0].length)));
    } else if (heading !== null) blocks.push({ kind: 'heading', children: parseInline(line.slice(heading[0].length)) });
    else if (line.trim() !== '') blocks.push({ kind: 'line', children: parseInline(line.trim()) });
  }
  return blocks.map(asLineIfSingle);
}

/** What no text without marks has: most texts of a form have none, and are not worth a closer look. */
const MAY_BE_MARKED = /[\\*_#[<\n]|^\s*[-+\d]/;

function lineOf(text: string): readonly Block[] {
  const line = text.trim();
  return line === '' ? [] : [{ kind: 'line', children: [line] }];
}

/** Numbers make a list only where they count from 1: `3. Was the seal whole?` is a question with its number. */
function continuesList(blocks: readonly Block[], number: string | undefined): boolean {
  const last = blocks.at(-1);
  const count = last?.kind === 'list' && last.isOrdered ? last.items.length : 0;
  return number === undefined || number === '1' || Number(number) === count + 1;
}

function asLineIfSingle(block: Block): Block {
  if (block.kind !== 'list' || !block.isOrdered || block.items.length > 1) return block;
  return { kind: 'line', children: joined(['1. ', ...(block.items[0] ?? [])]) };
}

/** The words of a text without its marks, in one line. */
export function plainText(text: string): string {
  const words = parseMarkdown(text).map((block) =>
    block.kind === 'list' ? block.items.map(wordsOf).join(', ') : wordsOf(block.children),
  );
  return words.join(' ');
}

function wordsOf(pieces: readonly Inline[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : wordsOf(piece.children))).join('');
}

function withoutTags(text: string): string {
  return text.replace(/<br\s*\/?>/gi, '\n').replace(/<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?>/gi, '');
}

/** A block that grows while the text is read. */
type OpenBlock =
  | Exclude<Block, { kind: 'list' }>
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: (readonly Inline[])[] };

function addItem(blocks: OpenBlock[], isOrdered: boolean, item: readonly Inline[]): void {
  const last = blocks.at(-1);
  if (last?.kind !== 'list' || last.isOrdered !== isOrdered) blocks.push({ kind: 'list', isOrdered, items: [item] });
  else last.items.push(item);
}

/**
 * A mark at the beginning of what is read: an escaped mark, a link, bold, italic. From each mark that nothing closes, the text is
 * looked through for so many characters and no further.
 */
const MARK =
  /\\([\\*_#[\]()<>-])|\[([^\]\n]{1,1000})\]\(\s*([^()\s]{1,2000})\s*\)|(\*\*|__)(?=\S)([^\n]{0,2000}?\S)\4|(\*|_)(?=\S)([^\n]{0,2000}?\S)\6/u;

function parseInline(text: string): readonly Inline[] {
  const pieces: Inline[] = [];
  let rest = text;
  for (let match = nextMark(rest); match !== null; match = nextMark(rest)) {
    if (match.index > 0) pieces.push(rest.slice(0, match.index));
    pieces.push(pieceOf(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') pieces.push(rest);
  return joined(pieces);
}

/** The next mark; an underscore inside of a word, as in `polling_station`, is none. */
function nextMark(text: string): RegExpExecArray | null {
  const pattern = new RegExp(MARK, 'gu');
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const isUnderscore = match[4] === '__' || match[6] === '_';
    const around = [text[match.index - 1] ?? ' ', text[match.index + match[0].length] ?? ' '];
    if (!isUnderscore || around.every((letter) => !/[\p{L}\p{N}_]/u.test(letter))) return match;
    pattern.lastIndex = match.index + 1;
  }
  return null;
}

function pieceOf(match: RegExpExecArray): Inline {
  const [whole, escaped, words, address, , bold, , italic] = match;
  if (escaped !== undefined) return escaped;
  if (bold !== undefined) return { kind: 'bold', children: parseInline(bold) };
  if (italic !== undefined) return { kind: 'italic', children: parseInline(italic) };
  const isSafe = address !== undefined && /^(https?:\/\/|mailto:|tel:)/i.test(address);
  return isSafe && words !== undefined ? { kind: 'link', href: address, children: parseInline(words) } : whole;
}

function joined(pieces: readonly Inline[]): readonly Inline[] {
  return pieces.reduce<Inline[]>((done, piece) => {
    const last = done.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') done[done.length - 1] = last + piece;
    else done.push(piece);
    return done;
  }, []);
}

/** A text in several languages: BCP 47 tag → text, never empty texts. */
export type LocalizedText = Readonly<Record<string, string>>;

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

/** Whether `tag` is a language tag of the form `az`, `az-Cyrl`, `pt-BR` (the part of BCP 47 that files use). */
export function isLanguageTag(tag: string): boolean {
  return LANGUAGE_TAG.test(tag);
}

/** The language tag in the name of a language as forms write it: `ru` of `Русский (ru)`; null where none is given. */
export function tagOfLanguage(name: string): string | null {
  const tag = /\(([^()]+)\)\s*$/.exec(name)?.[1]?.trim() ?? name.trim();
  return isLanguageTag(tag) ? tag : null;
}

/**
 * The text in the first of `languages` that has one, else in English, else in whatever there is.
 * Gives the language with it, because a screen must mark a text that is not in its own language.
 *
 * @returns null only when `text` is empty.
 */
export function pickText(
  text: LocalizedText,
  languages: readonly string[],
): { readonly language: string; readonly text: string } | null {
  for (const language of [...languages, 'en', ...Object.keys(text)]) {
    const found = text[language];
    if (found !== undefined) return { language, text: found };
  }
  return null;
}

/**
 * Why `text` may not be stored, or null: U+0000 and lone surrogates, which PostgreSQL refuses later with an
 * obscure error, and control characters but tab and line feed.
 */
export function findForbiddenCharacter(text: string): string | null {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (!isForbidden(unit)) continue;
    const isPair = (text.codePointAt(at) ?? 0) > 0xffff;
    if (!isPair) return `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
    at += 1;
  }
  return null;
}

function isForbidden(code: number): boolean {
  const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a;
  return isControl || code === 0x7f || (code >= 0xd800 && code <= 0xdfff);
}

/** Stands between texts that are kept as one; `findForbiddenCharacter` lets none of them hold it. */
export const CELL_SEPARATOR = '\u001f';

/** A text as it is kept: NFC, so that two spellings of the same village are one. */
export function normalizeText(text: string): string {
  return text.normalize('NFC');
}

const FOLDED: Readonly<Record<string, string>> = { ı: 'i', ə: 'e', ё: 'е', ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae' };

/** Letters without marks, and single spaces within: nothing but the case is to be folded. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * The text as a search compares it: no case, no marks, `ı` and `İ` as `i`, `ə` as `e`, `ё` as `е`, one space at most.
 *
 * @example foldText('Əliyev  İLHAM') // 'eliyev ilham'
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain
    .replace(/[ıəёßøđłæ]/g, (letter) => FOLDED[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}

const FORMULA_START = /^'*[=+\-@\t\r\n＝＋－＠]/;
const NEGATIVE_NUMBER = /^-\d+(\.\d+)?$/;

/**
 * The cell as it is written into a file, so that no spreadsheet takes it for a formula: an apostrophe goes before a text that
 * starts with `=`, `+`, `-`, `@`, tab or a line break, with or without apostrophes before. Negative numbers stay.
 *
 * @example neutralizeCell('=1+1') // "'=1+1"
 */
export function neutralizeCell(cell: string): string {
  return FORMULA_START.test(cell) && !NEGATIVE_NUMBER.test(cell) ? `'${cell}` : cell;
}

/** The text that a written cell stands for: the reverse of `neutralizeCell`. */
export function restoreCell(cell: string): string {
  return cell.startsWith("'") && FORMULA_START.test(cell) ? cell.slice(1) : cell;
}

/**
 * A text as a pattern of SQL's `like` takes it letter by letter, with a backslash before what would stand for others.
 *
 * @example escapeLike('100 %') // '100 \\%'
 */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

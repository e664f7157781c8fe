/** First and further characters of an XML name, without colons (Namespaces in XML, NCName). */
const FIRST =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const FURTHER = `${FIRST}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040`;

/** The source of a pattern for an XML name without a prefix. */
export const NAME_PATTERN = `[${FIRST}][${FURTHER}]*`;

const QUALIFIED = new RegExp(`^${NAME_PATTERN}(:${NAME_PATTERN})?$`, 'u');
const REFERENCE = new RegExp(`\\$\\{(last-saved#)?(${NAME_PATTERN})\\}`, 'gu');
const ONE_REFERENCE = new RegExp(`^\\$\\{(last-saved#)?(${NAME_PATTERN})\\}$`, 'u');

/** Whether a text can be the name of an element. */
export function isElementName(text: string): boolean {
  return QUALIFIED.test(text);
}

/** `${q1}` or `${last-saved#q1}` in a text. */
export interface Reference {
  readonly name: string;
  readonly isLastSaved: boolean;
  readonly start: number;
  readonly end: number;
}

/** All references in a text; null where one is not well formed, such as `${q 1}` or `${q1`. */
export function findReferences(text: string): Reference[] | null {
  if (!text.includes('${')) return [];
  const found: Reference[] = [];
  for (const match of text.matchAll(REFERENCE)) {
    found.push({
      name: match[2] ?? '',
      isLastSaved: match[1] !== undefined,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  const opened = text.split('${').length - 1;
  const isTrailing = text.endsWith('${') && opened === found.length + 1 && text.length <= 2;
  return opened === found.length || isTrailing ? found : null;
}

/** Whether a text is one reference and nothing else. */
export function isReference(text: string): boolean {
  return ONE_REFERENCE.test(text);
}

/** Whether a text has a reference that is well formed. */
export function hasReference(text: string): boolean {
  return (findReferences(text)?.length ?? 0) > 0;
}

/** Replaces each reference in a text. */
export function replaceReferences(text: string, replace: (reference: Reference) => string): string {
  let result = '';
  let last = 0;
  for (const reference of findReferences(text) ?? []) {
    result += text.slice(last, reference.start) + replace(reference);
    last = reference.end;
  }
  return result + text.slice(last);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IS_LONG } from '../../../test/support/is-long.ts';
import { canonicalRecord } from './canonical-record.ts';

const RUNS = IS_LONG ? 100_000 : 10_000;
const encode = (text: string) => new TextEncoder().encode(text);

function formOf(source: string): string {
  const written = canonicalRecord(encode(source));
  return written.ok ? written.value : written.error.code;
}

interface Made {
  readonly name: string;
  readonly isForeign: boolean;
  readonly attributes: readonly (readonly [string, string])[];
  readonly content: string | readonly Made[];
}

const { made } = fc.letrec<{ made: Made }>((tie) => ({
  made: fc.record({
    name: fc.constantFrom('a', 'b'),
    isForeign: fc.boolean(),
    attributes: fc.uniqueArray(fc.tuple(fc.constantFrom('x', 'y', 'n:x'), fc.constantFrom('', '1', '<"')), {
      selector: ([name]) => name,
    }),
    content: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('', ' ', 'a', ' a', 'ə<&>', ']]>', '\n'),
      fc.array(tie('made') as fc.Arbitrary<Made>, { minLength: 1, maxLength: 3 }),
    ),
  }),
}));

/** Decisions of a writer, one after the other. */
type Whims = () => boolean;

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function spell({ name, isForeign, attributes, content }: Made, whim: Whims, prefix: string): string {
  const tag = isForeign ? `${prefix}:${name}` : name;
  const ordered = whim() ? attributes : [...attributes].reverse();
  const written = ordered.map(
    ([key, value]) => ` ${key.replace('n:', `${prefix}:`)}='${escaped(value).replace("'", '&apos;')}'`,
  );
  if (content === '' && whim()) return `<${tag}${written.join('')}/>`;
  const space = whim() ? '\n\t' : '';
  const isCdata = whim() && typeof content === 'string' && !content.includes(']]>');
  const inner =
    typeof content !== 'string'
      ? content.map((child) => space + spell(child, whim, prefix)).join('') + space
      : isCdata
        ? `<![CDATA[${content}]]>`
        : escaped(content);
  return `<${tag}${written.join('')}>${whim() ? '<!-- -->' : ''}${inner}</${tag} >`;
}

function document(root: Made, whims: readonly boolean[]): Uint8Array {
  let at = 0;
  const whim: Whims = () => whims[at++ % whims.length] ?? false;
  const prefix = whim() ? 'n' : 'other';
  const body = spell({ ...root, isForeign: false }, whim, prefix).replace(/^<[ab]/, `$& xmlns:${prefix}="urn:n"`);
  return encode(`${whim() ? '\uFEFF' : ''}${whim() ? '<?xml version="1.0"?>\n' : ''}${body}`);
}

describe('the canonical form of a record', () => {
  it('is one for all spellings', () => {
    const whims = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(made, whims, whims, (root, some, others) => {
        const one = canonicalRecord(document(root, some));
        expect(one.ok).toBe(true);
        expect(canonicalRecord(document(root, others))).toEqual(one);
      }),
      { numRuns: RUNS },
    );
  });

  it('is another for every other record', () => {
    const known = new Map<string, string>();
    fc.assert(
      fc.property(made, (root) => {
        const plain = { ...root, isForeign: false };
        const sorted = (element: Made): unknown => [
          element.name,
          element.isForeign,
          [...element.attributes].sort(),
          typeof element.content === 'string' ? element.content : element.content.map(sorted),
        ];
        const meant = JSON.stringify(sorted(plain));
        const form = canonicalRecord(document(root, [false]));
        const text = form.ok ? form.value : '';
        expect(known.get(text) ?? meant).toBe(meant);
        known.set(text, meant);
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['<a><b>x</b></a>', '<a><b>x </b></a>'],
    ['<a><b> </b></a>', '<a><b/></a>'],
    ['<a xmlns="u"/>', '<a/>'],
    ['<a x="1"/>', '<a x="1 "/>'],
    ['<a>t<b/></a>', '<a><b/>t</a>'],
    ['<a><b/><c/></a>', '<a><c/><b/></a>'],
    ['<a x="1"/>', '<a xmlns:n="u" n:x="1"/>'],
  ])('tells %s from %s', (one, other) => {
    expect(formOf(one)).not.toBe(formOf(other));
  });

  it('is in proportion to its record, however long the namespaces are', () => {
    const uri = `urn:${'n'.repeat(100_000)}`;
    const source = `<a xmlns="${uri}" xmlns:b="${uri}x">${'<c b:x="1"/>'.repeat(50_000)}</a>`;
    expect(formOf(source).length).toBeLessThan(source.length * 2);
    expect(formOf('<a xmlns:x="u" xmlns:y="v"/>')).toBe(formOf('<a/>'));
  });

  it('is none of what is refused', () => {
    expect(formOf('<!DOCTYPE a><a/>')).toBe('xml-doctype');
    expect(formOf('<a><b></a>')).toBe('xml-tags');
  });
});

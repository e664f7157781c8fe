import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUtf8Decoder, decodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { must } from '../../kernel/result.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { parseXml } from './parse.ts';
import { attributeOf, childOf, elementsOf, textOf, type XmlElement, type XmlNode } from './tree.ts';
import { escapeAttribute, isXmlText, writeXml } from './write.ts';

const encoder = new TextEncoder();

function read(source: string | Uint8Array): XmlElement {
  const result = parseXml(source);
  return must(result.ok ? result.value : null, JSON.stringify(result));
}

function refusal(source: string | Uint8Array, limits = DOCUMENT_LIMITS): string {
  const result = parseXml(source, limits);
  if (result.ok) return 'read';
  const { line, column } = result.error.parameters;
  return `${result.error.code} ${line}:${column}`;
}

function codeOf(source: string | Uint8Array, limits = DOCUMENT_LIMITS): string {
  return refusal(source, limits).replace(/ .*/, '');
}

describe('reading XML', () => {
  it('gives names, namespaces, attributes and texts in their order', () => {
    const root = read('<a xmlns="urn:a" xmlns:b="urn:b" b:x="1" y="&lt;2&gt;">t&#233;<b:c/>u<![CDATA[<v>]]></a>');
    expect([root.name, root.prefix, root.namespace]).toEqual(['a', '', 'urn:a']);
    expect(attributeOf(root, 'x', 'urn:b')).toBe('1');
    expect(attributeOf(root, 'x')).toBeNull();
    expect(attributeOf(root, 'y')).toBe('<2>');
    expect(root.children.map((child) => (typeof child === 'string' ? child : child.name))).toEqual(['té', 'c', 'u<v>']);
    expect(childOf(root, 'c')?.namespace).toBe('urn:b');
    expect(textOf(root)).toBe('téu<v>');
    expect(elementsOf(root)).toHaveLength(1);
  });

  it('says on which line an element begins', () => {
    expect(childOf(read('<a>\n\n  <b\n c="1"/></a>'), 'b')?.line).toBe(3);
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'xml-doctype'],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'xml-doctype'],
    ['<?php echo 1 ?><a/>', 'xml-instruction'],
    ['<a><?x y?></a>', 'xml-instruction'],
    ['<a>&nbsp;</a>', 'xml-entity'],
    ['<a>&#0;</a>', 'xml-entity'],
    ['<a>&#xD800;</a>', 'xml-entity'],
    ['<a>\u0000</a>', 'xml-character'],
    ['<a>\u0001</a>', 'xml-character'],
    ['<a>\uD800</a>', 'xml-character'],
    ['<a><b></a>', 'xml-tags'],
    ['<a>', 'xml-tags'],
    ['<a b="1" b="2"/>', 'xml-attribute-twice'],
    ['<a xmlns:b="u" xmlns:c="u" b:x="1" c:x="2"/>', 'xml-attribute-twice'],
    ['<b:a/>', 'xml-prefix'],
    ['', 'xml-empty'],
    ['<a/>rest', 'xml-form'],
    ['<a/><b/>', 'xml-form'],
    ['<a b=1/>', 'xml-form'],
    ['<a b="<"/>', 'xml-character'],
    ['<a>]]></a>', 'xml-form'],
  ])('refuses %j', (source, code) => {
    expect(codeOf(source)).toBe(code);
  });

  it('names line and column of the first fault', () => {
    expect(refusal('<a>\n  <b>\n</a>\n<c>')).toBe('xml-tags 3:5');
  });

  it('keeps its limits', () => {
    const tight = { depth: 3, elements: 10, attributes: 2, text: 10, name: 5, size: 200 };
    expect(codeOf('<a><b><c/></b></a>', tight)).toBe('read');
    expect(codeOf('<a><b><c><d/></c></b></a>', tight)).toBe('xml-too-deep');
    expect(codeOf(`<a>${'<b/>'.repeat(10)}</a>`, tight)).toBe('xml-too-many-elements');
    expect(codeOf('<a b="" c="" d=""/>', tight)).toBe('xml-too-many-attributes');
    expect(codeOf('<a b="12345678901"/>', tight)).toBe('xml-text-too-long');
    expect(codeOf('<a>12345678901</a>', tight)).toBe('xml-text-too-long');
    expect(codeOf('<abcdef/>', tight)).toBe('xml-name-too-long');
    expect(codeOf(`<a>${' '.repeat(300)}</a>`, tight)).toBe('xml-too-large');
    expect(codeOf('<a>'.repeat(200_000))).toBe('xml-too-deep');
  });

  it('reads UTF-8 and UTF-16 by mark and by declaration, and no others', () => {
    const text = '<a>ə Ş 𝄞</a>';
    const units = (isLittle: boolean, mark: string) =>
      Uint8Array.from(
        (mark + text).split('').flatMap((unit) => {
          const code = unit.charCodeAt(0);
          return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255];
        }),
      );
    const sources = [
      encoder.encode(text),
      encoder.encode(`\uFEFF${text}`),
      units(true, '\uFEFF'),
      units(false, '\uFEFF'),
    ];
    for (const source of [...sources, units(true, ''), units(false, '')]) expect(textOf(read(source))).toBe('ə Ş 𝄞');
    expect(codeOf(encoder.encode('<?xml version="1.0" encoding="windows-1251"?><a/>'))).toBe('xml-encoding');
    expect(codeOf(Uint8Array.from([0x3c, 0x61, 0x3e, 0xff, 0x3c]))).toBe('xml-encoding');
  });

  it('never throws, whatever it is given', () => {
    const parts = [
      '<a>',
      '</a>',
      '<b c="',
      '"',
      '/>',
      '&lt;',
      '&x;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?x?>',
      '<!DOCTYPE',
      '\uD800',
    ];
    const soup = fc
      .array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary' })))
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(soup, fc.uint8Array()), (source) => {
        const result = parseXml(source);
        if (!result.ok) expect(result.error.code).toMatch(/^xml-/);
      }),
      { numRuns: 1000 },
    );
  });
});

const texts = fc.string({ unit: 'binary' }).filter((text) => text !== '' && isXmlText(text));
const { tree } = fc.letrec<{ tree: XmlElement }>((tie) => ({
  tree: fc.record({
    name: fc.constantFrom('a', 'b-c', 'ə'),
    prefix: fc.constant(''),
    namespace: fc.constant(''),
    attributes: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('x', 'y'), prefix: fc.constant(''), namespace: fc.constant(''), value: texts }),
      { selector: ({ name }) => name },
    ),
    children: fc
      .array(fc.oneof({ maxDepth: 4 }, texts, tie('tree')) as fc.Arbitrary<XmlNode>, { maxLength: 4 })
      .map(joined),
    line: fc.constant(0),
  }),
}));

function joined(children: readonly XmlNode[]): XmlNode[] {
  return children.filter((child, at) => typeof child !== 'string' || typeof children[at - 1] !== 'string');
}

function withoutLines(element: XmlElement): XmlElement {
  const children = element.children.map((child) => (typeof child === 'string' ? child : withoutLines(child)));
  return { ...element, children, line: 0 };
}

describe('writing XML', () => {
  it('reads as what was written', () => {
    fc.assert(
      fc.property(tree, (element) => {
        const written = writeXml(element);
        expect(withoutLines(read(written.ok ? written.value : ''))).toEqual(element);
      }),
    );
  });

  it('keeps white space in attributes', () => {
    expect(escapeAttribute('a\t"b"\r\n<c>&')).toBe('a&#9;&quot;b&quot;&#13;&#10;&lt;c&gt;&amp;');
  });

  it('refuses what XML cannot hold', () => {
    for (const text of ['\u0000', '\u000b', '\uD800', '\uFFFF']) {
      const element = { ...read('<a/>'), children: [text] };
      expect(writeXml(element)).toMatchObject({ ok: false, error: { code: 'xml-character' } });
    }
  });
});

describe('decoding UTF-8', () => {
  it('agrees with the decoder of the platform', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const expected = (bytes: Uint8Array) => {
      try {
        return strict.decode(bytes);
      } catch {
        return null;
      }
    };
    const texts = fc.string({ unit: 'binary' }).map((text) => encoder.encode(text));
    fc.assert(
      fc.property(fc.oneof(texts, fc.uint8Array()), (bytes) => {
        expect(decodeUtf8(bytes)).toBe(expected(bytes));
      }),
      {
        numRuns: 2000,
      },
    );
  });

  it('gives the same text in pieces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ unit: 'grapheme' }),
        fc.nat(40),
        (first, second, cut) => {
          const bytes = encoder.encode(first + second);
          const decoder = createUtf8Decoder();
          const text = [decoder.write(bytes.subarray(0, cut), false), decoder.write(bytes.subarray(cut), true)].join(
            '',
          );
          expect(text).toBe((first + second).replace(/^\uFEFF/, ''));
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_LIMITS } from './limits.ts';
import { PlainScanner } from './plain-scan.ts';
import { createXmlScanner, type XmlHandlers } from './scan.ts';

/** Keeps what it is told; texts that touch are one. */
function listener() {
  const told: unknown[] = [];
  let text = '';
  const tell = (event: unknown) => {
    if (text !== '') told.push(text);
    text = '';
    told.push(event);
  };
  const handlers: XmlHandlers = {
    open: (tag) => tell({ ...tag }),
    text: (piece) => {
      text += piece;
    },
    close: (name) => tell({ close: name }),
  };
  return { told, handlers };
}

/** What a document tells when it comes in pieces, or null where it is not plain. */
function plainly(pieces: readonly string[], limits = DOCUMENT_LIMITS): readonly unknown[] | null {
  const { told, handlers } = listener();
  const scanner = new PlainScanner(handlers, limits);
  const isPlain = pieces.every((piece) => scanner.write(piece)) && scanner.end();
  return isPlain ? told : null;
}

/** What it tells to the scanner that knows all of XML, or the code of its fault. */
function fully(source: string, limits = DOCUMENT_LIMITS): readonly unknown[] | string {
  const { told, handlers } = listener();
  const scanner = createXmlScanner(handlers, limits);
  const fault = scanner.write(source) ?? scanner.end();
  return fault?.code ?? told;
}

function inPieces(source: string, cuts: readonly number[]): string[] {
  const characters = [...source];
  const places = [0, ...cuts.map((cut) => cut % (characters.length + 1)).sort((one, other) => one - other)];
  return places.map((place, at) => characters.slice(place, places[at + 1]).join(''));
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const texts = fc.array(
  fc.constantFrom('a', 'Ş', '𝄞', ' ', '\n', '>', ']', '"', "'", '&lt;', '&amp;', '&#10;', '&#x1D11E;', '&quot;'),
  { maxLength: 12 },
);
const text = texts.map((pieces) => pieces.join('').replace(/\]{2,}>/g, ''));
const value = text.map((written) => written.replace(/[">\n]/g, ''));
const cell = fc.oneof(
  fc.tuple(fc.nat(30), value).map(([row, style]) => `<c r="B${row}" s="${style}"/>`),
  text.map((written) => `<c t="inlineStr"><is><t xml:space="preserve">${written}</t></is></c>`),
  text.map((written) => `<c t="str" ><f>1&lt;2</f><v >${written}</v></c>`),
  value.map((written) => `<x:c xmlns:x="urn:x" x:y="${written}" y="1"><x:v/></x:c>`),
  value.map((written) => `<c xmlns="urn:y" z="${written}"><v z="1" /></c>`),
);
const sheet = fc
  .tuple(
    fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', "<?xml version='1.0'?>\n"),
    fc.array(cell, { maxLength: 8 }),
    fc.constantFrom('', '\n'),
  )
  .map(
    ([head, cells, tail]) => `${head}<worksheet xmlns="${MAIN}" xmlns:r="urn:r">${cells.join('')}</worksheet>${tail}`,
  );

const ODD = [
  '<!-- -->',
  '<![CDATA[x]]>',
  '<?x y?>',
  '<!DOCTYPE a>',
  ']]>',
  '&nbsp;',
  '&#0;',
  '&#xD800;',
  '&#xFFFF;',
  '&',
  '<',
  '>',
  '"',
  '/',
  '=',
  ' ',
  '\r',
  '\t',
  '\u0000',
  '\uFFFE',
  '\uD800',
  '</c>',
  '<c>',
  '<c/>',
  '<c >',
  '< c>',
  '<d:c/>',
  ' a="1"',
  ' b="<"',
  " b='1'",
  ' xml:a="1"',
  ' xmlns:d="urn:d"',
  ' xmlns:d=""',
  ' xmlns:xml="urn:d"',
  ' xmlns=""',
  '<?xml version="1.0"?>',
  'é',
];

describe('scanning plain XML', () => {
  it('tells of sheets as programs write them what the full scanner tells, however they are cut', () => {
    fc.assert(
      fc.property(sheet, fc.array(fc.nat(), { maxLength: 6 }), (source, cuts) => {
        expect(plainly(inPieces(source, cuts))).toEqual(fully(source));
      }),
      { numRuns: 1000 },
    );
  });

  it('never tells anything else: what is odd or wrong is plain no longer, or told alike', () => {
    let odd = 0;
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.constantFrom(...ODD)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(sheet, changes, fc.array(fc.nat(), { maxLength: 3 }), (source, changed, cuts) => {
        let spoilt = source;
        for (const [at, removed, put] of changed) {
          const place = at % (spoilt.length + 1);
          spoilt = spoilt.slice(0, place) + put + spoilt.slice(place + removed);
        }
        const told = plainly(inPieces(spoilt, cuts));
        if (told === null) odd += 1;
        else expect(told).toEqual(fully(spoilt));
      }),
      { numRuns: 5000 },
    );
    expect(odd).toBeGreaterThan(500);
  });

  it.each([
    ['<a><b><c><d/></c></b></a>', { depth: 3 }],
    [`<a>${'<b/>'.repeat(10)}</a>`, { elements: 10 }],
    ['<a b="" c="" d=""/>', { attributes: 2 }],
    ['<a b="12345678901"/>', { text: 10 }],
    ['<a>12345678901</a>', { text: 10 }],
    ['<abcdef/>', { name: 5 }],
    ['<a bcdefghijk=""/>', { name: 5 }],
    ['<a>12345</a>', { size: 10 }],
  ])('leaves what passes a limit to the full scanner: %s', (source, limit) => {
    expect(plainly([source], { ...DOCUMENT_LIMITS, ...limit })).toBeNull();
    expect(fully(source, { ...DOCUMENT_LIMITS, ...limit })).toMatch(/^xml-too|-too-long$/);
    expect(plainly([source])).toEqual(fully(source));
  });

  it('waits for the end of a tag or text no longer than for some pages', () => {
    const pieces = ['<a>', ...Array.from({ length: 20 }, () => 'x'.repeat(4096)), '</a>'];
    expect(plainly(pieces)).toBeNull();
    expect(plainly(['<a b="', ...pieces])).toBeNull();
  });
});

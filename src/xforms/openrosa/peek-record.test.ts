import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IS_LONG } from '../../../test/support/is-long.ts';
import { RECORD_LIMITS } from '../xml/limits.ts';
import { parseXml } from '../xml/parse.ts';
import { attributeOf, elementsOf, textOf, type XmlElement } from '../xml/tree.ts';
import { peekRecord, peekRecordInSteps, type RecordEnvelope } from './peek-record.ts';

const RUNS = IS_LONG ? 200_000 : 10_000;
const encode = (text: string) => new TextEncoder().encode(text);
const ORX = 'http://openrosa.org/xforms';

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = [...`\uFEFF${text}`].flatMap((character) =>
    character.split('').flatMap((unit) => {
      const code = unit.charCodeAt(0);
      return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255];
    }),
  );
  return Uint8Array.from(bytes);
}

/** What a record says of itself by its tree. */
function slowly(root: XmlElement): RecordEnvelope {
  const written = (name: string) =>
    elementsOf(root)
      .filter((child) => child.name === 'meta')
      .flatMap(elementsOf)
      .filter((child) => child.name === name)
      .map(textOf)
      .find((text) => text.trim() !== '') ?? null;
  const formId = [attributeOf(root, 'id') ?? '', root.namespace].find((text) => text.trim() !== '') ?? null;
  return {
    formId,
    version: attributeOf(root, 'version'),
    instanceId: written('instanceID'),
    deprecatedId: written('deprecatedID'),
    isEncrypted: attributeOf(root, 'encrypted') === 'yes',
  };
}

const words = fc
  .array(
    fc.constantFrom(
      'a',
      'ə',
      '𝄞',
      ' ',
      '\n',
      '\r\n',
      ']a',
      '>',
      '&amp;',
      '&#10;',
      '&#x41;',
      '&#13;',
      '"',
      '<![CDATA[<]]>',
    ),
    { maxLength: 4 },
  )
  .map((pieces) => pieces.join(''));
const value = words.map((written) => written.replace(/["\n\r]|<!\[CDATA\[<\]\]>/g, ''));
const meta = fc
  .tuple(
    fc.constantFrom('orx:meta', 'meta', `meta xmlns="${ORX}"`, `x:meta xmlns:x="${ORX}"`),
    fc.array(
      fc.tuple(
        fc.constantFrom('orx:instanceID', 'instanceID', 'deprecatedID', 'orx:deprecatedID', 'audit'),
        fc.oneof(words, fc.constantFrom('uuid:1', 'uuid:2', '<b>x</b>', '<b/>', '<!-- -->uuid:3')),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([name, parts]) => {
    const inner = parts.map(([part, written]) => (written === '' ? `<${part}/>` : `<${part}>${written}</${part}>`));
    return `<${name}>${inner.join('')}</${name.replace(/ .*/, '')}>`;
  });
const answer = fc.oneof(
  words.map((written) => `<q1>${written}</q1>`),
  value.map((written) => `<g x="${written}" y='1'><_q2/>\n<q-3 ></q-3 ></g>`),
  fc.constantFrom('<meta/>', '<g><meta><instanceID>no</instanceID></meta></g>', '<a:b xmlns:a="u"/>', '\n  '),
);
const attributes = fc.subarray([' id="f1"', " version='2'", ' encrypted="yes"', ' xmlns="urn:f"', ' id2="&lt;"']);
const record = fc
  .tuple(
    fc.constantFrom('', "<?xml version='1.0' ?>", '<?xml version="1.0" encoding="UTF-8"?>\n', '\uFEFF', ' '),
    attributes,
    fc.array(fc.oneof(answer, meta), { maxLength: 6 }),
  )
  .map(([head, written, parts]) => `${head}<data${written.join('')} xmlns:orx="${ORX}">${parts.join('')}</data>`);

const ODD = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  '=',
  ' ',
  '\r',
  '\t',
  ']]>',
  '&x;',
  '&#0;',
  '&#xD800;',
  '\u0000',
  '\uFFFF',
].concat([
  ...[
    '<!--',
    '-->',
    '<![CDATA[',
    '<?x?>',
    '<!DOCTYPE a>',
    '</data>',
    '<data>',
    '<data/>',
    '<a:b/>',
    ' id="3"',
    ' a:b="1"',
  ],
  ...[
    ' xmlns=""',
    ' xmlns:orx=""',
    ' xmlns:xml="u"',
    ' xml:a="1"',
    ' orx:b="1" orx:c="2"',
    '<q>',
    '</q>',
    'é',
    '\uFEFF',
  ],
  ...[
    ' xmlns:b="http://www.w3.org/2000/xmlns/"',
    ' xmlns:xmla="u"',
    '<?xml version="1.0"?>',
    '<1/>',
    '<meta>',
    '</meta>',
  ],
]);

function agrees(bytes: Uint8Array): string {
  const peeked = peekRecord(bytes);
  const parsed = parseXml(bytes, RECORD_LIMITS);
  if (peeked.kind === 'record') expect(peeked.envelope).toEqual(slowly((parsed as { value: XmlElement }).value));
  else expect(parsed).toEqual({ ok: false, error: peeked.fault });
  return peeked.kind;
}

describe('a record at first sight', () => {
  it('says what its tree says, whatever it holds and however it is spelt', () => {
    fc.assert(
      fc.property(record, (source) => {
        expect(agrees(encode(source))).toBe('record');
      }),
      { numRuns: RUNS },
    );
  });

  it('has the faults that its tree has, wherever it is spoilt', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.constantFrom(...ODD)), { minLength: 1, maxLength: 3 });
    const seen = new Set<string>();
    fc.assert(
      fc.property(record, changes, (source, changed) => {
        let spoilt = source;
        for (const [at, removed, put] of changed) {
          const place = at % (spoilt.length + 1);
          spoilt = spoilt.slice(0, place) + put + spoilt.slice(place + removed);
        }
        seen.add(agrees(encode(spoilt)));
      }),
      { numRuns: RUNS * 2 },
    );
    expect([...seen].sort()).toEqual(['record', 'refused', 'unreadable']);
  });

  it('never throws, whatever the bytes are, and agrees with what knows all of XML', () => {
    const broken = fc
      .tuple(record, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }))
      .map(([source, changed]) => {
        const bytes = encode(source);
        for (const [at, byte] of changed) bytes[at % bytes.length] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), broken), (bytes) => {
        agrees(bytes);
      }),
      { numRuns: RUNS },
    );
  });

  it('reads UTF-8 beyond ASCII as the decoder of the platform does', () => {
    const head = encode('<a id="x">');
    const tail = encode('</a>');
    const strict = new TextDecoder('utf-8', { fatal: true });
    const near = fc.array(
      fc.constantFrom(0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0x80, 0x8f, 0x9f, 0xa0, 0xbe, 0xbf),
    );
    fc.assert(
      fc.property(near, (middle) => {
        const bytes = Uint8Array.from([...head, ...middle, ...tail]);
        let text: string | null = null;
        try {
          text = strict.decode(bytes);
        } catch {}
        const isRead = text !== null && !/[\uFFFE\uFFFF]/.test(text);
        expect(peekRecord(bytes).kind).toBe(isRead ? 'record' : 'unreadable');
      }),
      { numRuns: RUNS },
    );
  });

  it('XML-13 in UTF-16 or UTF-8, with a mark, is read with all its letters', () => {
    const source = '<data id="seçki" version="ş"><meta><instanceID>uuid:ə𝄞</instanceID></meta></data>';
    const said = { formId: 'seçki', version: 'ş', instanceId: 'uuid:ə𝄞', deprecatedId: null, isEncrypted: false };
    for (const bytes of [encode(source), encode(`\uFEFF${source}`), utf16(source, true), utf16(source, false)]) {
      expect(peekRecord(bytes)).toEqual({ kind: 'record', envelope: said });
    }
  });

  it('XML-13 in an encoding that is not read is unreadable, and gives nothing but ASCII of itself', () => {
    const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
    const head = '<?xml version="1.0" encoding="windows-1254"?>';
    const source = `${head}<data id="f\u00fe" version="2"><meta><instanceID>uuid:1</instanceID></meta></data>`;
    expect(peekRecord(latin(source))).toMatchObject({
      kind: 'unreadable',
      envelope: { formId: null, version: '2', instanceId: 'uuid:1' },
      fault: { code: 'xml-encoding' },
    });
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><data id="x">&d;</data>', 'xml-doctype'],
    ['<data id="x">&nine;</data>', 'xml-entity'],
    ['<data id="x"><?php x ?></data>', 'xml-instruction'],
    [`<data id="x" ${Array.from({ length: 201 }, (_, at) => `a${at}=""`).join(' ')}/>`, 'xml-too-many-attributes'],
    [`<data id="x">${'<b/>'.repeat(200_000)}<!----></data>`, 'xml-too-many-elements'],
    [`<data id="x">${'<b/>'.repeat(50)}<!DOCTYPE x>${'<b/>'.repeat(400_000)}</data>`, 'xml-doctype'],
  ])('XML-01 is refused where it attacks its reader: $1', (source, code) => {
    expect(peekRecord(encode(source))).toMatchObject({ kind: 'refused', fault: { code } });
  });

  it('XML-03 of 200,000 elements in one another is refused at the hundredth', () => {
    const source = encode(`<data id="x">${'<a>'.repeat(200_000)}`);
    const peeked = peekRecord(source);
    expect(peeked).toMatchObject({ kind: 'refused', fault: { code: 'xml-too-deep' } });
    expect(peekRecord(encode(`<data id="x">${'<a>'.repeat(99)}${'</a>'.repeat(99)}</data>`)).kind).toBe('record');
  });

  it.each([
    ['<data id="x" version="2"><meta><instanceID>uuid:1</instanceID></meta><q>broken o', 'xml-tags'],
    ['<data id="x" version="2"><meta><instanceID>uuid:1</instanceID></meta><q>&#0;</q></data>', 'xml-entity'],
    ['<data id="x" version="2"><meta><instanceID>uuid:1</instanceID></meta><q>\u0000</q></data>', 'xml-character'],
    ['<data id="x" version="2"><meta><instanceID>uuid:1</instanceID></meta><q>a & b</q></data>', 'xml-tags'],
  ])('is kept where it is wrong, with what it said before: %s', (source, code) => {
    expect(peekRecord(encode(source))).toMatchObject({
      kind: 'unreadable',
      envelope: { formId: 'x', version: '2', instanceId: 'uuid:1' },
      fault: { code },
    });
  });

  it('is read no further than a million bytes where it is not written plainly', () => {
    const filling = '<q>an answer</q>'.repeat(100_000);
    const envelope = { formId: 'x', version: null, instanceId: 'uuid:1', deprecatedId: null, isEncrypted: false };
    const start = '<data id="x"><meta><instanceID>uuid:1</instanceID></meta>';
    expect(peekRecord(encode(`${start}${filling}</data>`))).toEqual({ kind: 'record', envelope });
    expect(peekRecord(encode(`${start}${filling}<!-- --></data>`))).toMatchObject({
      kind: 'unreadable',
      envelope,
      fault: { code: 'xml-too-large' },
    });
  });

  it('XML-15 says that it is encrypted', () => {
    const source =
      '<data xmlns="http://opendatakit.org/submissions" encrypted="yes" id="f" version="1">' +
      `<base64EncryptedKey>AAAA</base64EncryptedKey><orx:meta xmlns:orx="${ORX}"><orx:instanceID>uuid:1</orx:instanceID>` +
      '</orx:meta><encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>';
    expect(peekRecord(encode(source))).toMatchObject({
      kind: 'record',
      envelope: { isEncrypted: true, instanceId: 'uuid:1' },
    });
  });
});

describe('XML-03 what is written to take long', () => {
  const thirty = [...'abcdefghijklmnopqrstuvwxyzABCD'].map((letter) => ` aaaaaaaa${letter}=""`).join('');
  const record = (inner: string) => encode(`<data id="f" xmlns:p="u">${inner}</data>`);
  const cases: Record<string, Uint8Array> = {
    'sixteen megabytes of attributes': record(`<a${thirty}/>`.repeat(40_000)),
    'sixteen megabytes of references': record(`<a>${'&amp;'.repeat(190_000)}</a>`.repeat(16)),
    'a megabyte of prefixes, deep and not plain': record(`<!---->${'<a>'.repeat(95)}${'<p:a/>'.repeat(150_000)}`),
    'more elements than may be': record('<a/>'.repeat(1_000_000)),
  };
  it.each(Object.entries(cases))('is read in many steps: %s', (_, bytes) => {
    let steps = 0;
    const reading = peekRecordInSteps(bytes);
    let step = reading.next();
    for (; step.done !== true; step = reading.next()) steps += 1;
    expect(steps).toBeGreaterThan(2);
    expect(step.value).toEqual(peekRecord(bytes));
  });

  it('what observers send is read in one', () => {
    expect(peekRecordInSteps(record('<a>1</a>'.repeat(5_000))).next().done).toBe(true);
  });
});

import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEncodingFault, previewText, suspectEncoding, toUtf8 } from './encoding.ts';

/** Text in a one-byte encoding, by the platform's own decoder turned round. */
function encode(text: string, encoding: string): Uint8Array {
  const table = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    table.set(new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte);
  }
  return Uint8Array.from(text, (letter) => table.get(letter) ?? 0x3f);
}

const RUSSIAN = 'code,name_ru\n1,"Избирательный участок\nв школе"\n2,Дом культуры\n';
const TURKISH = 'code,name_az\n1,Şəki rayonu\n2,Yığıncaq evi, şöbə\n';
const ARABIC = 'code,name_ar\n1,مدرسة الحي القديم\n2,دار الثقافة\n';

describe('findEncodingFault', () => {
  it.each([
    ['windows-1251', RUSSIAN, { row: 2, line: 2, byte: 16 }],
    ['windows-1254', TURKISH, { row: 2, line: 2, byte: 15 }],
    ['windows-1256', ARABIC, { row: 2, line: 2, byte: 15 }],
  ])('names byte and row, and that it looks like %s', (encoding, text, { byte, ...place }) => {
    const fault = findEncodingFault(encode(text, encoding));
    expect(fault).toMatchObject({ code: 'encoding-looks-like', parameters: { byte, encoding }, ...place });
  });

  it('names no encoding where none is plausible', () => {
    expect(findEncodingFault(Uint8Array.of(0x61, 0xff, 0x62))).toMatchObject({
      code: 'encoding',
      parameters: { byte: 1, found: 'FF' },
    });
  });

  it('TXT-01: refuses U+0000 with its row', () => {
    const bytes = new TextEncoder().encode('a,b\n"1\n",2\n3,x\u0000y\n');
    expect(findEncodingFault(bytes)).toMatchObject({ code: 'encoding-nul', parameters: { byte: 14 }, row: 3, line: 4 });
  });

  it('refuses UTF-16', () => {
    expect(findEncodingFault(Uint8Array.of(0xff, 0xfe, 0x61, 0))?.code).toBe('encoding-utf-16');
  });

  it('finds the first byte that is not UTF-8, as a search byte by byte does', () => {
    const pieces = fc.oneof(
      fc.constantFrom([0xe4], [0xc3, 0xa9], [0xe2, 0x82, 0xac], [0xf0, 0x9f, 0x98, 0x80], [0x80], [0xed, 0xa0, 0x80]),
      fc.integer({ min: 1, max: 255 }).map((byte) => [byte]),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const bytes = Uint8Array.from([0x61, ...parts.flat()]);
        const expected = isUtf8(bytes) ? undefined : firstInvalid(bytes);
        expect(findEncodingFault(bytes)?.parameters.byte).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The length of the longest valid prefix. */
function firstInvalid(bytes: Uint8Array): number {
  for (let length = bytes.length; length > 0; length -= 1) {
    if (isUtf8(bytes.subarray(0, length))) return length;
  }
  return 0;
}

describe('an explicit choice', () => {
  it('reads the text in the encoding that was chosen', () => {
    expect(new TextDecoder().decode(toUtf8(encode(RUSSIAN, 'windows-1251'), 'windows-1251'))).toBe(RUSSIAN);
  });

  it('shows what the text would look like', () => {
    const bytes = encode(RUSSIAN, 'windows-1251');
    expect(previewText(bytes, 'windows-1251', 1)).toEqual(['1,"Избирательный участок']);
    expect(previewText(bytes, 'windows-1254', 1)).not.toEqual(previewText(bytes, 'windows-1251', 1));
  });

  it('suspects nothing of plain ASCII', () => {
    expect(suspectEncoding(new TextEncoder().encode('code,name\n1,a\n'))).toBeNull();
  });
});

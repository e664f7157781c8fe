import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPdfPages } from '../../../../test/support/pdf-text.ts';
import { Problem } from '../../http/problem.ts';
import { cleanTexts } from './clean-texts.ts';
import { FONT_LIST } from './fonts.ts';
import { typesetPages, typesetPdf } from './typeset.ts';

const TEMPLATE = `
#let data = json(bytes(sys.inputs.data))
#set document(title: "Paper", date: none)
#set page(paper: "a3")
#set text(font: ${FONT_LIST}, hyphenate: false)
#data.pages.join(pagebreak())
`;

/** Texts as they can be searched for in a document, where lines break anywhere. */
function withoutGaps(text: string): string {
  return text.replace(/[\s\u200b]+/g, '');
}

/** What a promise is refused with. */
async function problemOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? [error.kind, error.parameters] : error),
  );
}

describe('a PDF', () => {
  test('is one, tagged, with as many pages as it says', async () => {
    const { bytes, pageCount, isAccessible } = await typesetPdf(TEMPLATE, { pages: ['one', 'two', 'three'] });
    const file = Buffer.from(bytes).toString('latin1');
    expect(file.slice(0, 8)).toBe('%PDF-1.7');
    expect(file).toContain('/StructTreeRoot');
    expect(file).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect([pageCount, isAccessible]).toEqual([3, true]);
    expect(readPdfPages(bytes)).toEqual(['one', 'two', 'three']);
  });
  test.each(['Müşahidəçi ƏĞİŞ', 'Наблюдатель ё', 'დამკვირვებელი', 'Դիտորդ', 'Παρατηρητής'])(
    'has the letters of %s',
    async (text) => {
      const { bytes, isAccessible } = await typesetPdf(TEMPLATE, { pages: [text] });
      expect(isAccessible).toBe(true);
      expect(withoutGaps(readPdfPages(bytes).join())).toBe(withoutGaps(text));
    },
  );
  test.each(['كم عدد الناخبين؟', 'כמה בוחרים?'])('has the letters of %s', async (text) => {
    expect((await typesetPdf(TEMPLATE, { pages: [text] })).isAccessible).toBe(true);
  });
  test('shows what data say as it is, whatever it looks like', async () => {
    const letters = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 });
    const markup = fc.constantFrom(
      '#read("/etc/passwd")',
      '#panic()',
      '*a*',
      '$x^2$',
      '@ref',
      '<label>',
      '= h',
      '\\',
      '//',
      '/*',
      '`',
      '---',
    );
    const texts = fc.array(fc.oneof(letters, markup), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { bytes } = await typesetPdf(TEMPLATE, { pages: [text] });
        expect(withoutGaps(readPdfPages(bytes).join('\n'))).toBe(withoutGaps(text));
      }),
      { numRuns: 60 },
    );
  });
  test('takes any text there is', async () => {
    const texts = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect((await typesetPdf(TEMPLATE, { pages: [text, '\ud800', '\u0000', '漢字'] })).isAccessible).toBe(false);
      }),
      { numRuns: 30 },
    );
  });
  test('is the same for the same data', async () => {
    const data = { pages: ['a', 'b'] };
    const [one, other] = await Promise.all([typesetPdf(TEMPLATE, data), typesetPdf(TEMPLATE, data)]);
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
  });
  test('does not read what lies elsewhere on the machine', async () => {
    for (const path of ['/etc/passwd', '../../../../etc/passwd', `${process.cwd()}/package.json`]) {
      await expect(typesetPdf(`#read("${path}")`, {})).rejects.toThrow(/file not found|access denied|escape/);
    }
  });
});

describe('what is too much', () => {
  test('is refused: data, pages', async () => {
    expect(await problemOf(typesetPdf(TEMPLATE, { pages: ['x '.repeat(2_500_000)] }))).toEqual([
      'too-large',
      { limitBytes: 4_000_000 },
    ]);
    expect(await problemOf(typesetPages(TEMPLATE, { pages: Array(201).fill('x') }))).toEqual([
      'too-large',
      { limit: 200 },
    ]);
  });
  test('waits for its turn, up to 20 documents, and is refused beyond', async () => {
    const asked = Array.from({ length: 30 }, (_, at) => typesetPdf(TEMPLATE, { pages: [`n${at}`] }));
    const done = await Promise.allSettled(asked);
    expect(done.map(({ status }) => status)).toEqual([...Array(20).fill('fulfilled'), ...Array(10).fill('rejected')]);
    for (const [at, one] of done.slice(0, 20).entries()) {
      expect(one.status === 'fulfilled' && readPdfPages(one.value.bytes)).toEqual([`n${at}`]);
    }
    expect((await typesetPdf(TEMPLATE, { pages: ['x'] })).pageCount).toBe(1);
  });
  test('leaves its turn to others when it fails', async () => {
    await expect(typesetPdf('#panic()', {})).rejects.toThrow(/Typeset a template: panicked/);
    expect((await typesetPdf(TEMPLATE, { pages: ['x'] })).pageCount).toBe(1);
  });
});

describe('pages', () => {
  test('are drawings, each with the letters that it uses and no others', async () => {
    const pages = await typesetPages(TEMPLATE, { pages: ['aa', 'abc'] });
    expect(pages.length).toBe(2);
    for (const [at, page] of pages.entries()) {
      const used = new Set([...page.matchAll(/xlink:href="#([^"]+)"/g)].map(([, id]) => id));
      const given = [...page.matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id);
      expect(given.sort()).toEqual([...used].sort());
      expect(used.size).toBe([1, 3][at]);
      expect(page).toMatch(/^<svg xmlns="[^"]+" xmlns:xlink="[^"]+" viewBox="0 0 841\.8\d+ 1190\.5\d+"/);
      expect(page).toMatch(/<\/svg>$/);
      expect(page.match(/<g\b/g)?.length).toBe(page.match(/<\/g>/g)?.length);
    }
  });
});

describe('texts', () => {
  test('keep what can be printed', () => {
    expect(cleanTexts({ a: ['b\n', 1, null, true], c: '\u0000\ud83dx😀' })).toEqual({
      a: ['b\n', 1, null, true],
      c: '\ufffd\ufffdx😀',
    });
  });
  test('may break within long words, and lose nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zа-яəğ ]{0,200}$/u), (text) => {
        const clean = String(cleanTexts(text));
        expect(clean.replaceAll('\u200b', '')).toBe(text);
        expect(clean.split(/[\s\u200b]/).every((word) => word.length <= 24)).toBe(true);
      }),
    );
  });
});

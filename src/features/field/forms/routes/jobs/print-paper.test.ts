import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formOf, sheetOf } from '../../../../../../test/support/paper-outline.ts';
import { type DrawnGlyph, readPdfGlyphs, readPdfPages } from '../../../../../../test/support/pdf-text.ts';
import { must } from '../../../../../kernel/result.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { paperMessages } from '../../../../../platform/i18n/messages/paper-messages.ts';
import type { ConvertedForm } from '../../../../../xforms/xlsform/convert-form.ts';
import { paperForm } from '../../paper/make-paper.ts';
import type { SheetPart } from '../../paper/word-sheet.ts';
import { type PaperOrder, previewPaper, printPaper } from './print-paper.ts';

const EXAMPLES = join(process.cwd(), 'examples/forms');
const names = readdirSync(EXAMPLES).filter((name) => /^[a-z-]+\.md$/.test(name));

function orderOf({ form, extras }: Pick<ConvertedForm, 'form' | 'extras'>, language = ''): PaperOrder {
  return { form, extras, language, missionName: 'Mission “North”', words: paperMessages };
}

/** A form of rows `type | name | label | relevant`. */
function formOfRows(rows: readonly string[]): ConvertedForm {
  return formOf(
    ['| survey |', '| | type | name | label | relevant |', ...rows.map((row) => `| | ${row} |`)].join('\n'),
  );
}

function withoutGaps(text: string): string {
  return text.replace(/[\s\u200b]+/g, '');
}

/** Every text of a sheet, beginning with its title. */
function wordsOn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    if (['text', 'condition', 'remark', 'heading', 'label'].includes(name) && typeof one === 'string') return [one];
    return wordsOn(one);
  });
}

/** Where the letters of a drawing begin, in points from its left edge. */
function lettersAt(svg: string): number[] {
  const offsets = [0];
  return [...svg.matchAll(/<\/g>|<g\b(?:[^>]*[^/])?>|<use [^>]*x="([\d.]+)"/g)].flatMap(([tag, x]) => {
    const outer = offsets.at(-1) ?? 0;
    if (tag === '</g>') offsets.pop();
    else if (tag.startsWith('<g')) offsets.push(outer + Number(/matrix\(1 0 0 -?1 ([\d.-]+)/.exec(tag)?.[1] ?? 0));
    else return [outer + Number(x)];
    return [];
  });
}

async function problemOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? [error.kind, error.parameters] : error),
  );
}

describe.each(names)('%s', (name) => {
  const converted = formOf(readFileSync(join(EXAMPLES, name), 'utf8'));

  test('is printed in all its languages, with every text that is on its sheet', async () => {
    expect(converted.form.languages.length).toBe(3);
    for (const { name: language } of converted.form.languages) {
      const { bytes, pageCount, isAccessible } = await printPaper(orderOf(converted, language));
      const pages = readPdfPages(bytes);
      expect([pages.length, isAccessible]).toEqual([pageCount, true]);
      const printed = withoutGaps(pages.join('\n'));
      const sheet = sheetOf(paperForm(converted.form, converted.extras, { language }));
      const words = wordsOn(sheet.parts);
      expect(words.length).toBeGreaterThan(10);
      expect(words.filter((word) => !printed.includes(withoutGaps(word)))).toEqual([]);
      for (const [at, page] of pages.entries()) {
        expect(withoutGaps(page)).toContain(withoutGaps(`Mission “North” · ${sheet.title}`));
        expect(withoutGaps(page)).toContain(withoutGaps(sheet.edition));
        const words = sheet.words.page?.replace('⟨', String(at + 1)).replace('⟩', String(pageCount)) ?? '';
        expect(withoutGaps(page)).toContain(withoutGaps(words));
      }
    }
  });
  test('is shown as the pages that are printed', async () => {
    const order = orderOf(converted, converted.form.languages[1]?.name);
    expect((await previewPaper(order)).length).toBe((await printPaper(order)).pageCount);
  });
});

describe('what an author may write', () => {
  test('stays text', async () => {
    const text = '#read("/etc/passwd") $x^2$ @ref #panic() // c /* d */ ~ --- = h + - "q" #{x} [y] ]]';
    const { bytes } = await printPaper(orderOf(formOfRows([`text | a | ${text} | `])));
    expect(withoutGaps(readPdfPages(bytes).join())).toContain(withoutGaps(text));
  });
  test('stays within the sheet, however long its words are', async () => {
    const word = 'Ж'.repeat(400);
    const pages = await previewPaper(orderOf(formOfRows([`text | a | ${word} | `, `integer | ${word} | ${word} | `])));
    const edges = pages.flatMap(lettersAt);
    expect(edges.length).toBeGreaterThan(800);
    expect(Math.max(...edges)).toBeLessThan(550);
    expect(Math.min(...edges)).toBeGreaterThan(45);
  });
  test('may be written from right to left', async () => {
    const rows = ['text | a | اسم مركز الاقتراع | ', 'integer | b | عدد الناخبين | '];
    expect(await printPaper(orderOf(formOfRows(rows)))).toMatchObject({ pageCount: 1, isAccessible: true });
  });
  test('may have letters without a font, and is printed with boxes in their places', async () => {
    const { bytes, isAccessible } = await printPaper(orderOf(formOfRows(['text | a | 投票 | '])));
    expect(isAccessible).toBe(false);
    expect(glyphsOf(bytes).filter(({ glyph }) => glyph === 0).length).toBe(2);
  });
  test('may be a form of nothing', async () => {
    expect(await printPaper(orderOf(formOfRows(['note | n | Read | '])))).toMatchObject({
      pageCount: 1,
    });
  });
});

/** A form in the languages that the case names; its words mean what forms ask. */
const IN_SCRIPTS = formOf(`
| survey |
| | type | name | label::العربية (ar) | label::አማርኛ (am) | label::ქართული (ka) |
| | integer | voters | 🗳 كم عدد الناخبين؟ | 🗳 ስንት መራጮች ተመዝግበዋል? | 🗳 რამდენი ამომრჩეველია სიაში? |
| | note | seal | 🔒 المركز 1205 مفتوح ⚠️ | 🔒 ጣቢያ 1205 ክፍት ነው ⚠️ | 🔒 უბანი 1205 ღიაა ⚠️ |
| | note | letters | ببب ب | ሰላም | გამარჯობა |
`);

function glyphsOf(bytes: Uint8Array): readonly DrawnGlyph[] {
  return readPdfGlyphs(bytes)
    .flat(2)
    .filter(({ text }) => withoutGaps(text) !== '');
}

describe('EXP-09 a form in Arabic, Amharic and Georgian, with emoji', () => {
  const glyphsIn = async (language: string) => {
    const { bytes, isAccessible } = await printPaper(orderOf(IN_SCRIPTS, language));
    expect(isAccessible).toBe(true);
    return glyphsOf(bytes);
  };
  const joined = (glyphs: readonly DrawnGlyph[]) => glyphs.map(({ text }) => text).join('');

  test.each([
    ['العربية (ar)', 'Vazirmatn-Regular'],
    ['አማርኛ (am)', 'NotoSansEthiopic-Regular'],
    ['ქართული (ka)', 'NotoSansGeorgian-Regular'],
  ])('has a shape for every letter in %s', async (language, font) => {
    const glyphs = await glyphsIn(language);
    expect(glyphs.filter(({ glyph, text }) => glyph === 0 || text === '\ufffd')).toEqual([]);
    expect(new Set(glyphs.map((each) => each.font))).toEqual(
      new Set(['NotoSans-Regular', 'NotoSans-Bold', font, 'NotoEmoji-Regular']),
    );
  });
  test.each([
    ['አማርኛ (am)', ['🗳ስንትመራጮችተመዝግበዋል?', '🔒ጣቢያ1205ክፍትነው⚠']],
    ['ქართული (ka)', ['🗳რამდენიამომრჩეველიასიაში?', '🔒უბანი1205ღიაა⚠']],
  ])('is found by its words in %s', async (language, texts) => {
    const text = joined(await glyphsIn(language));
    for (const wanted of texts) expect(text).toContain(wanted);
  });
  test('is found by its words in Arabic, which are drawn from right to left, and figures among them from left to right', async () => {
    const glyphs = await glyphsIn('العربية (ar)');
    const backwards = joined([...glyphs].reverse());
    for (const word of ['كم', 'عدد', 'الناخبين؟', 'المركز', 'مفتوح']) {
      expect(backwards).toContain(word);
      expect(joined(glyphs)).not.toContain(word);
    }
    expect(joined(glyphs)).toContain('1205');
    // Among the rows that the note is drawn in, the first word stands on the right.
    const places = ['ح', '5', '🔒'].map(
      (letter) =>
        must(
          glyphs.find(({ text }) => text === letter),
          letter,
        ).rowAt,
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(3);
  });
  test('joins the letters of Arabic: one alone, at the beginning, within and at the end is four shapes', async () => {
    const glyphs = await glyphsIn('العربية (ar)');
    expect(new Set(glyphs.filter(({ text }) => text === 'ب').map(({ glyph }) => glyph)).size).toBe(4);
  });
});

describe('how much there may be', () => {
  const many = (count: number) =>
    formOfRows(Array.from({ length: count }, (_, at) => `integer | q${at} | Question ${at} | `));

  test('500 questions, twice at a time', async () => {
    const order = orderOf(many(500));
    const [one, other] = await Promise.all([printPaper(order), printPaper(order)]);
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
    const printed = readPdfPages(one.bytes).join('\n');
    const found = Array.from({ length: 500 }, (_, at) => `Question ${at}\n`).filter((text) => !printed.includes(text));
    expect(found).toEqual([]);
  });
  test('2,000 questions at most', async () => {
    expect((await printPaper(orderOf(many(2_000)))).pageCount).toBeLessThanOrEqual(200);
    expect(await problemOf(printPaper(orderOf(many(2_001))))).toEqual(['too-large', { limit: 2_000 }]);
  });
  test('repeats within repeats as long as they do not run away', async () => {
    const open = ['a', 'b', 'c', 'd'].map((name) => `begin_repeat | ${name} | ${name} | `);
    const columns = '| | type | name | label | repeat_count |';
    const rows = [
      ...open.map((row) => `| | ${row}20 |`),
      '| | geopoint | q | Q |  |',
      ...open.map(() => '| | end_repeat |  |  |  |'),
    ];
    const form = formOf(['| survey |', columns, ...rows].join('\n'));
    expect(await problemOf(printPaper(orderOf(form)))).toEqual(['too-large', { limit: 4_000 }]);
  });
  test('a language of the form and no other', async () => {
    const form = formOf(readFileSync(join(EXAMPLES, 'incident.md'), 'utf8'));
    expect(await problemOf(printPaper(orderOf(form, 'Deutsch (de)')))).toEqual(['not-found', {}]);
    expect(await problemOf(printPaper(orderOf(form)))).toEqual(['not-found', {}]);
    expect(await problemOf(printPaper(orderOf(many(1), 'English (en)')))).toEqual(['not-found', {}]);
  });
});

describe('kinds of questions', () => {
  test('all have room for their answer', async () => {
    const types = [
      'text',
      'integer',
      'decimal',
      'date',
      'time',
      'dateTime',
      'geopoint',
      'geotrace',
      'geoshape',
      'barcode',
    ];
    const media = ['image', 'audio', 'video', 'file', 'acknowledge', 'note'];
    const rows = [...types, ...media].map((type, at) => `${type} | q${at} | Question of ${type} | `);
    const form = formOf(
      [
        '| survey |',
        '| | type | name | label | relevant |',
        ...rows.map((row) => `| | ${row} |`),
        '| | rank l | rank | Question of rank |  |',
        '| | select_multiple l | many | Question of many |  |',
        '| | begin_repeat | r | Repeat |  |',
        '| | geopoint | p | Inside |  |',
        '| | end_repeat |  |  |  |',
        '| choices |',
        '| | list_name | name | label |',
        '| | l | a | First |',
        '| | l | b | Second |',
      ].join('\n'),
    );
    const { bytes, isAccessible } = await printPaper(orderOf(form));
    const printed = readPdfPages(bytes).join('\n');
    expect(isAccessible).toBe(true);
    for (const type of [...types, ...media, 'rank', 'many']) expect(printed).toContain(`Question of ${type}`);
    const kinds = sheetOf(paperForm(form.form, null, { language: '' })).parts.map((part: SheetPart) => part.kind);
    expect(new Set(kinds)).toEqual(new Set(['question', 'note', 'repeat']));
  });
});

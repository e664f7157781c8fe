import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertedForm, readTemplate, TEMPLATES, workbookOf } from '../../../../../../test/support/form-templates.ts';
import { isLanguageName, TEXT_COLUMNS, TEXT_SHEETS } from '../../editing/columns/text-columns.ts';
import { addLanguage, setTranslation, type Translation } from './set-translation.ts';
import { translationTable } from './translation-table.ts';

const LANGUAGES = ['English (en)', 'Русский (ru)', 'Azərbaycanca (az)'];

const PARTIAL = workbookOf(`
| survey |
| | type | name | label | label::Русский (ru) | media::image::Русский (ru) | hint | constraint_message | disabled |
| | text | who | Who | Кто | face.png | | Wrong | |
| | text | gone | Gone | | | | | yes |
| | select_one yn | sure | Sure? | | | Be honest | | |
| choices |
| | list_name | name | label | caption::Русский (ru) |
| | yn | yes | Yes | Да |
| | yn | no | No | |
| checks |
| | name | condition | message |
| | c | \${who} = '' | Nobody |
| figures |
| | name | kind | numerator | label::Русский (ru) |
| | f | count | \${who} != '' | Названо |
`);

describe('translationTable', () => {
  it.each(TEMPLATES)('%s: is complete in three languages', (name) => {
    const { languages, rows, completeness } = translationTable(readTemplate(name));
    expect(languages).toEqual(LANGUAGES);
    expect(rows.length).toBeGreaterThan(20);
    for (const language of languages)
      expect(completeness.get(language)).toEqual({ translated: rows.length, of: rows.length });
    expect(new Set(rows.map(({ sheet }) => sheet)).size).toBeGreaterThan(1);
  });

  it.each(TEMPLATES)('%s: names the same languages as the form', (name) => {
    const workbook = readTemplate(name);
    const spoken = convertedForm(workbook).form.languages.map((language) => language.name);
    expect([...translationTable(workbook).languages].sort()).toEqual([...spoken].sort());
  });

  it('has a row for each text, with its cells', () => {
    const { languages, rows, completeness } = translationTable(PARTIAL);
    expect(languages).toEqual(['default', 'Русский (ru)']);
    expect(rows.map(({ sheet, row, column, name, list }) => [sheet, row, column, name, list])).toEqual([
      ['survey', 2, 'label', 'who', null],
      ['survey', 2, 'constraint_message', 'who', null],
      ['survey', 2, 'image', 'who', null],
      ['survey', 4, 'label', 'sure', null],
      ['survey', 4, 'hint', 'sure', null],
      ['choices', 2, 'label', 'yes', 'yn'],
      ['choices', 3, 'label', 'no', 'yn'],
      ['checks', 2, 'message', 'c', null],
      ['figures', 2, 'label', 'f', null],
    ]);
    expect([...(rows[1]?.cells ?? [])]).toEqual([
      ['default', { text: 'Wrong', column: 6 }],
      ['Русский (ru)', { text: '', column: null }],
    ]);
    expect(completeness.get('default')).toEqual({ translated: 7, of: 9 });
    expect(completeness.get('Русский (ru)')).toEqual({ translated: 4, of: 9 });
  });

  it('reads headers as the converter does', () => {
    const single = workbookOf('| survey |\n| | type | name | label:English | Hint : English |\n| | text | a | A | B |');
    expect(translationTable(single).languages).toEqual(['English']);
    expect(translationTable(single).rows.map(({ column }) => column)).toEqual(['label', 'hint']);
    const spaced = workbookOf('| survey |\n| | type | name | Label ::  English   (en) |\n| | text | a | A |');
    expect(translationTable(spaced).languages).toEqual(['English (en)']);
  });

  it('takes a column without language for the default language of the settings, and its text where the named one is empty', () => {
    const text =
      '| survey |\n| | type | name | label | label::English (en) |\n| | text | a | One | |\n| | text | b | Two | Three |\n| settings |\n| | default_language |\n| | English (en) |';
    const { languages, rows } = translationTable(workbookOf(text));
    expect(languages).toEqual(['English (en)']);
    expect(rows.map(({ cells }) => cells.get('English (en)'))).toEqual([
      { text: 'One', column: 2 },
      { text: 'Three', column: 3 },
    ]);
  });

  it('has nothing to say of a workbook without sheets', () => {
    expect(translationTable({ sheets: [] })).toEqual({ languages: [], rows: [], completeness: new Map() });
  });
});

describe('setTranslation', () => {
  it('adds the column where it is missing, beside its siblings and written like them', () => {
    const workbook = setTranslation(PARTIAL, {
      sheet: 'choices',
      row: 3,
      column: 'label',
      language: 'Azərbaycanca (az)',
      text: 'Xeyr',
    });
    expect(workbook.sheets[1]?.rows[0]).toEqual([
      'list_name',
      'name',
      'label',
      'caption::Русский (ru)',
      'caption::Azərbaycanca (az)',
    ]);
    expect(workbook.sheets[1]?.rows[2]).toEqual(['yn', 'no', 'No', '', 'Xeyr']);
    const hint = setTranslation(PARTIAL, {
      sheet: 'survey',
      row: 4,
      column: 'hint',
      language: 'Русский (ru)',
      text: 'Честно',
    });
    expect(hint.sheets[0]?.rows[0]?.slice(5, 8)).toEqual(['hint', 'hint::Русский (ru)', 'constraint_message']);
    expect(hint.sheets[0]?.rows[1]?.slice(5, 8)).toEqual(['', '', 'Wrong']);
  });

  it('keeps to single colons in a sheet that has them', () => {
    const single = workbookOf(
      '| survey |\n| | type | name | label:English | bind:relevant |\n| | text | a | A | 1 = 1 |',
    );
    const workbook = setTranslation(single, {
      sheet: 'survey',
      row: 2,
      column: 'label',
      language: 'Русский',
      text: 'А',
    });
    expect(workbook.sheets[0]?.rows[0]).toEqual(['type', 'name', 'label:English', 'label:Русский', 'bind:relevant']);
    expect(convertedForm(workbook).form.binds[0]?.relevant).toBe('1 = 1');
  });

  it('takes a translation out', () => {
    const workbook = setTranslation(PARTIAL, {
      sheet: 'choices',
      row: 2,
      column: 'label',
      language: 'Русский (ru)',
      text: '',
    });
    expect(workbook.sheets[1]?.rows[1]).toEqual(['yn', 'yes', 'Yes']);
  });

  it('refuses what is not there', () => {
    const at = { sheet: 'survey', row: 9, column: 'label', language: 'Русский (ru)', text: 'A' } as const;
    expect(() => setTranslation(PARTIAL, at)).toThrow('survey has no row 9');
    expect(() => setTranslation(PARTIAL, { ...at, row: 1 })).toThrow('row 1 is the header');
    expect(() => setTranslation(PARTIAL, { ...at, row: 2, language: 'a::b' })).toThrow('without colons');
    expect(() => setTranslation({ sheets: [] }, at)).toThrow('no such sheet');
  });

  it('gives the text back, whatever workbook, place and language, and changes no other text', () => {
    const language = fc.oneof(
      fc.constantFrom(...LANGUAGES, 'default'),
      fc.string({ minLength: 1, maxLength: 12 }).filter(isLanguageName),
    );
    const text = fc.oneof(fc.constant(''), fc.string({ maxLength: 30 }));
    const workbook = fc.constantFrom(PARTIAL, ...TEMPLATES.map(readTemplate));
    fc.assert(
      fc.property(workbook, fc.nat(), fc.nat(), fc.tuple(language, text), (given, at, base, [spoken, said]) => {
        const frozen = JSON.stringify(given);
        const place = pick(translationTable(given).rows, at);
        const column = pick(TEXT_COLUMNS[place.sheet], base);
        const translation: Translation = { sheet: place.sheet, row: place.row, column, language: spoken, text: said };
        const table = translationTable(setTranslation(given, translation));
        expect(textsBut(table, translation)).toEqual(textsBut(translationTable(given), translation));
        expect(textAt(table, translation)).toBe(said.trim() === '' ? '' : said);
        expect(JSON.stringify(given)).toBe(frozen);
      }),
      { numRuns: 60 },
    );
  });
});

describe('addLanguage', () => {
  it.each(TEMPLATES)('%s: gets a column beside every text, and converts as before', (name) => {
    const workbook = addLanguage(readTemplate(name), 'ქართული (ka)');
    const table = translationTable(workbook);
    expect(table.languages).toEqual([...LANGUAGES, 'ქართული (ka)']);
    expect(table.completeness.get('ქართული (ka)')?.translated).toBe(0);
    for (const { cells } of table.rows) expect(cells.get('ქართული (ka)')?.column).toEqual(expect.any(Number));
    expect(convertedForm(workbook).warnings).toEqual(convertedForm(readTemplate(name)).warnings);
    expect(addLanguage(workbook, 'ქართული (ka)')).toBe(workbook);
  });

  it('gives a survey without labels one', () => {
    const bare = workbookOf('| survey |\n| | type | name |\n| | text | a |');
    expect(addLanguage(bare, 'English (en)').sheets[0]?.rows[0]).toEqual(['type', 'name', 'label::English (en)']);
  });
});

type Table = ReturnType<typeof translationTable>;
type Place = Pick<Translation, 'sheet' | 'row' | 'column' | 'language'>;

function pick<T>(list: readonly T[], at: number): T {
  const found = list[at % list.length];
  if (found === undefined) throw new Error('An empty list');
  return found;
}

function textAt({ rows }: Table, { sheet, row, column, language }: Place): string {
  const found = rows.find((one) => one.sheet === sheet && one.row === row && one.column === column);
  return found?.cells.get(language)?.text ?? '';
}

function textsBut({ rows }: Table, place: Place): string[] {
  return rows.flatMap(({ sheet, row, column, cells }) =>
    [...cells].flatMap(([language, { text }]) => {
      const isPlace =
        sheet === place.sheet && row === place.row && column === place.column && language === place.language;
      return isPlace || text.trim() === '' ? [] : [`${sheet} ${row} ${column} ${language} ${text}`];
    }),
  );
}

describe('sheets of texts', () => {
  it('have columns each', () => {
    expect(Object.keys(TEXT_COLUMNS)).toEqual([...TEXT_SHEETS]);
  });
});

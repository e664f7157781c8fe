import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { en } from '../../platform/i18n/catalogue-en.ts';
import { escapeText } from '../xml/write.ts';
import { readWorkbook } from './read-workbook.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

interface Parts {
  readonly cells?: string;
  readonly strings?: string;
  readonly styles?: string;
  readonly settings?: string;
  readonly sheets?: readonly string[];
  readonly target?: string;
}

function xlsx({
  cells = '',
  strings = '',
  styles = '',
  settings = '',
  sheets = ['survey'],
  target,
}: Parts): Uint8Array {
  const path = target ?? 'worksheets/sheet1.xml';
  const list = sheets.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="r1"/>`).join('');
  const relation = (id: string, kind: string, to: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${to}"/>`;
  return zipSync({
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${PACKAGE}">${relation('r0', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${settings}<sheets>${list}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${PACKAGE}">${relation('r1', 'worksheet', path)}${relation('r2', 'sharedStrings', 'strings.xml')}${relation('r3', 'styles', 'styles.xml')}</Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${MAIN}"><sheetData>${cells}</sheetData></worksheet>`),
    'xl/strings.xml': strToU8(`<sst xmlns="${MAIN}">${strings}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`),
  });
}

function rowsOf(parts: Parts): unknown {
  const read = readWorkbook(xlsx(parts), 'form.xlsx');
  return read.ok ? read.value.sheets[0]?.rows : read.error;
}

function faultOf(parts: Parts): string {
  const read = readWorkbook(xlsx(parts), 'form.xlsx');
  if (read.ok) return 'read';
  return read.error.map(({ code, sheet, row, column }) => [code, sheet, row, column].join(' ')).join('; ');
}

const row = (...cells: readonly string[]) => `<row>${cells.join('')}</row>`;

describe('cells of .xlsx', () => {
  it('are shared, inline and calculated texts, rich text and phonetic hints included', () => {
    const strings =
      '<si><t>one</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>hint</t></rPh></si>';
    const cells = row(
      '<c t="s"><v>0</v></c>',
      '<c t="s"><v>1</v></c>',
      '<c t="inlineStr"><is><t> in </t></is></c>',
      '<c t="str"><f>A1</f><v>two</v></c>',
    );
    expect(rowsOf({ cells, strings })).toEqual([['one', 'rich text', ' in ', 'two']]);
  });

  it.each([
    ['7', '7'],
    ['7.0', '7'],
    ['1E-3', '0.001'],
    ['0.30000000000000004', '0.3'],
    ['1.5E+21', '1500000000000000000000'],
    ['-0', '0'],
    ['2016071801', '2016071801'],
  ])('are numbers as a person sees them: %s', (value, shown) => {
    expect(rowsOf({ cells: row(`<c><v>${value}</v></c>`) })).toEqual([[shown]]);
  });

  it('are booleans, with plain blanks and line ends', () => {
    const cells = row('<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>', '<c t="str"><v>a\u00a0b_x000D_\nc</v></c>');
    expect(rowsOf({ cells })).toEqual([['TRUE', 'FALSE', 'a b\nc']]);
  });

  const styles = `<numFmts><numFmt numFmtId="170" formatCode="[$-419]d\\ mmmm;@"/><numFmt numFmtId="171" formatCode="0.0&quot;days&quot;"/></numFmts>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="46"/></cellXfs>`;
  it.each([
    ['45331', 1, '2024-02-09'],
    ['45331.75', 1, '2024-02-09T18:00:00'],
    ['0.5', 2, '12:00:00'],
    ['45331.5', 2, '2024-02-09T12:00:00'],
    ['45331', 3, '45331'],
    ['1.5', 4, '36:00:00'],
    ['1', 1, '1900-01-01'],
    ['59', 1, '1900-02-28'],
    ['61', 1, '1900-03-01'],
  ])('are dates by their format: %s in format %d', (value, format, shown) => {
    expect(rowsOf({ cells: row(`<c s="${format}"><v>${value}</v></c>`), styles })).toEqual([[shown]]);
  });

  it('are dates from 1904 where the workbook says so', () => {
    const cells = row('<c s="1"><v>43869</v></c>');
    expect(rowsOf({ cells, styles, settings: '<workbookPr date1904="1"/>' })).toEqual([['2024-02-09']]);
  });

  it.each([
    ['<c r="C4" t="e"><v>#REF!</v></c>', 'cell-error survey 4 C'],
    ['<c r="C4" s="1"><v>60</v></c>', 'cell-date survey 4 C'],
    ['<c r="C4" s="1"><v>-3</v></c>', 'cell-date survey 4 C'],
    ['<c r="C4"><f>1+1</f></c>', 'cell-not-calculated survey 4 C'],
    ['<c r="AA4"><v>x</v></c>', 'cell-number survey 4 AA'],
    ['<c r="C4" t="s"><v>9</v></c>', 'cell-without-text survey 4 C'],
    ['<c r="C4" t="q"><v>9</v></c>', 'cell-type survey 4 C'],
    ['<c r="C4" t="str"><v>a_x0000_</v></c>', 'cell-character survey 4 C'],
    ['<c r="C1048576"><v>1</v></c>', 'sheet-too-many-rows survey 1048576 '],
    ['<c r="XFD4"><v>1</v></c>', 'sheet-too-many-columns survey 4 '],
  ])('are refused by sheet, row and column: %s', (cell, fault) => {
    expect(faultOf({ cells: row(cell), styles })).toBe(fault);
  });

  it('stand where they say, or behind the cell before; empty ones far away cost nothing', () => {
    const cells =
      '<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>';
    expect(rowsOf({ cells })).toEqual([[], ['', '1', '2']]);
  });

  it('are of sheets by their relationship, absolute or relative', () => {
    for (const target of ['/xl/worksheets/sheet1.xml', './../xl/worksheets/sheet1.xml']) {
      expect(rowsOf({ cells: row('<c><v>1</v></c>'), target })).toEqual([['1']]);
    }
    expect(faultOf({ target: 'missing.xml' })).toBe('workbook-broken   ');
  });

  it('are of one sheet only of each name', () => {
    expect(faultOf({ sheets: ['survey', 'Survey'] })).toBe('sheet-twice Survey  ');
  });
});

function codeOf(bytes: Uint8Array, name = 'form.xlsx'): string {
  const read = readWorkbook(bytes, name);
  return read.ok ? 'read' : (read.error[0]?.code ?? '');
}

describe('sheets that are not written as usual', () => {
  const cell = fc.oneof(
    fc.integer().map((number) => `<c><v>${number}</v></c>`),
    fc.nat(3).map((index) => `<c t="s"><v>${index}</v></c>`),
    fc.constantFrom('<c t="e"><v>#REF!</v></c>', '<c><f>1</f></c>', '<c r="D9"/>'),
    fc.string({ unit: 'grapheme' }).map((text) => `<c t="inlineStr"><is><t>${escapeText(text)}</t></is></c>`),
  );
  const strings = ['<si><t>a</t></si>', '<si><t>&lt;</t></si>'];

  it('give the same cells and the same faults, wherever the odd part stands', () => {
    const rows = fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.nat(), fc.boolean(), (cells, at, isComment) => {
        const written = cells.map((each) => row(...each));
        const place = at % (written.length + 1);
        const spoilt = written.toSpliced(place, 0, isComment ? '<!-- -->' : "<row r='9'></row>");
        const asUsual = written.toSpliced(place, 0, isComment ? '' : '<row r="9"></row>');
        const usual = readWorkbook(xlsx({ cells: asUsual.join(''), strings: strings.join('') }), 'form.xlsx');
        const other = { cells: spoilt.join(''), strings: strings.join('<!-- -->') };
        expect(readWorkbook(xlsx(other), 'form.xlsx')).toEqual(usual);
      }),
      { numRuns: 300 },
    );
  });

  it('are counted once where they are read twice', () => {
    const cells = Array.from({ length: 1100 }, (_, at) => `<row><c r="ALK${at + 1}"><v>1</v></c></row>`).join('');
    expect(faultOf({ cells: `${cells}<!-- -->` })).toBe('read');
    const more = Array.from({ length: 1100 }, (_, at) => `<row><c r="ALK${at + 1101}"><v>1</v></c></row>`).join('');
    expect(faultOf({ cells: `${cells}${more}<!-- -->` })).toBe('workbook-too-many-cells survey 1202 ');
  });
});

describe('hostile and foreign files', () => {
  it('are refused by their content', () => {
    expect(codeOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe('workbook-old-format');
    expect(codeOf(zipSync({ 'a.txt': strToU8('a') }))).toBe('workbook-unknown');
    expect(codeOf(Uint8Array.from([0xff, 0xfe, 0x41]), 'a.csv')).toBe('workbook-encoding');
    expect(codeOf(strToU8(''))).toBe('workbook-without-sheets');
  });

  it.each([
    ['this is no zip\n', 'bad.xlsx', 'workbook-text-as-xlsx', { found: 'this is no zip' }],
    [`${'x'.repeat(60)}\nsurvey`, 'Bad.XLSM', 'workbook-text-as-xlsx', { found: `${'x'.repeat(40)}…` }],
    ['| survey |\n| | type |\n', 'a.xls', 'workbook-text-as-xlsx', { found: '| survey |' }],
    ['\u0000\u00ff', 'bad.xlsx', 'workbook-no-xlsx', {}],
    ['hello, world', 'a.csv', 'workbook-unknown', {}],
    ['hello', 'a.md', 'workbook-unknown', {}],
    ['| hello |\n| | world |', 'a.md', 'workbook-unknown', {}],
  ])('are refused where they are not what they are called: %j in %s', (text, name, code, parameters) => {
    const bytes = text.includes('\u00ff') ? Uint8Array.from([0, 0xff]) : strToU8(text);
    const read = readWorkbook(bytes, name);
    expect(read).toMatchObject({ ok: false, error: [{ code, parameters, severity: 'error' }] });
  });

  it.each([
    ['Survey,\n,type', 'a.csv'],
    ['choices,\n,name', 'a.csv'],
    ['| questions |\n| | type | name |', 'a.md'],
  ])('are read where a sheet is one of a form: %j', (text, name) => {
    expect(codeOf(strToU8(text), name)).toBe('read');
  });

  it('stop while they are unpacked, whatever their headers say', () => {
    expect(faultOf({ cells: `${row('<c><v>1</v></c>')}${' '.repeat(30_000_000)}` })).toBe('xml-text-too-long survey  ');
    const bytes = xlsx({ cells: `<!--${'x'.repeat(30_000_000)}-->` });
    expect(codeOf(bytes)).toBe('xml-text-too-long');
  });

  it('end with an error at too many rows', () => {
    const cells = '<row><c><v>1</v></c></row>'.repeat(110_001);
    expect(faultOf({ cells })).toBe('sheet-too-many-rows survey 110001 ');
  });

  it('end with an error at too much that carries no text, which a sheet that is formatted to its last row has not', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, at) => `<row r="${at + 2}" s="1" customFormat="1"/>`);
    const cells = `${row('<c><v>1</v></c>')}${rows(1_048_575).join('')}`;
    expect(rowsOf({ cells })).toEqual([['1']]);
    expect(faultOf({ cells: '<row/>'.repeat(9_000_000) })).toBe('workbook-too-many-bare survey  ');
    expect(faultOf({ cells: `<!-- -->${row('<c/>'.repeat(7_000_000))}` })).toBe('workbook-unusual survey  ');
    expect(faultOf({ strings: '<si/>'.repeat(3_000_000) })).toBe('workbook-too-many-cells   ');
  });

  it('are refused with a DOCTYPE', () => {
    const bytes = zipSync({ 'xl/workbook.xml': strToU8('<!DOCTYPE workbook [<!ENTITY a "b">]><workbook/>') });
    expect(codeOf(bytes)).toBe('xml-doctype');
  });

  it('are refused where a cell stands in no row', () => {
    expect(codeOf(xlsx({ cells: '<c t="str"><v>survey</v></c>' }))).toBe('workbook-broken');
  });

  it('never throw, whatever byte is another one', () => {
    const whole = xlsx({ cells: row('<c t="s"><v>0</v></c>'), strings: '<si><t>a</t></si>' });
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(changes, fc.nat(whole.length), (changed, cut) => {
        const bytes = whole.slice(0, cut < 200 ? whole.length : cut);
        for (const [at, byte] of changed) bytes[at] = byte;
        const read = readWorkbook(bytes, 'form.xlsx');
        if (!read.ok) for (const { code } of read.error) expect(Object.keys(en.formFaults)).toContain(code);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('a.md', 'a.csv', 'a'), (text, name) => {
        const read = readWorkbook(strToU8(text), name);
        if (!read.ok) for (const { code } of read.error) expect(Object.keys(en.formFaults)).toContain(code);
      }),
    );
  });
});

describe('sheets in one text', () => {
  const sheets = [
    {
      name: 'survey',
      rows: [
        ['type', 'name', 'label'],
        ['text', 'q1', 'a|b'],
        ['note', '', 'x, "y"'],
      ],
    },
    { name: 'choices', rows: [['list_name']] },
  ];

  it('are read of Markdown', () => {
    const text =
      '# A form\n| survey |\n| | type | name | label |\n|--|--|--|--|\n| | text | q1 | a\\|b |\n|  | note | | x, "y" | # why\n| choices | |\n| | list_name |\n';
    expect(readWorkbook(strToU8(text), 'form.md')).toEqual({ ok: true, value: { sheets } });
  });

  it.each([[','], [';'], ['\t']])('are read of CSV with %j', (separator) => {
    const lines = ['survey,,,', ',type,name,label', ',text,q1,a|b', ',note,,"x, ""y"""', 'choices,,,', ',list_name,,'];
    const text = `\uFEFF${lines.join('\r\n').replaceAll(',', separator).replace(`x${separator} `, 'x, ')}`;
    expect(readWorkbook(strToU8(text), 'form.csv')).toEqual({ ok: true, value: { sheets } });
  });

  it.each([
    ['form.csv', 'survey\n', ','],
    ['form.csv', 'survey\n', '\n'],
    ['form.md', '| survey |\n', '|'],
    ['form.md', '| survey |\n', '\n'],
  ])('are refused where they have too many cells: %s %j %j', (name, start, again) => {
    expect(codeOf(strToU8(start + again.repeat(19_000_000)), name)).toBe('workbook-too-many-cells');
  });

  it('name the line of a quote that is not closed', () => {
    expect(readWorkbook(strToU8('survey,\n,"a'), 'form.csv')).toMatchObject({
      ok: false,
      error: [{ code: 'workbook-quote', parameters: { line: 2 } }],
    });
  });
});

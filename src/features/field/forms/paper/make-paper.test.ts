import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryForm } from '../../../../../test/support/arbitrary-form.ts';
import { formOf, outlineOf, paperOf, sheetOf } from '../../../../../test/support/paper-outline.ts';
import { paperForm } from './make-paper.ts';
import type { PaperAnswer, PaperForm, PaperPart, PaperQuestion } from './paper-form.ts';

const EXAMPLES = join(process.cwd(), 'examples/forms');
const GOLDEN = join(process.cwd(), 'test/golden/paper');
const names = readdirSync(EXAMPLES).filter((name) => /^[a-z-]+\.md$/.test(name));

function questionsOf(parts: readonly PaperPart[]): PaperQuestion[] {
  return parts.flatMap((part) => {
    if (part.kind === 'question') return [part];
    if (part.kind === 'grid') return [...part.questions];
    return part.kind === 'note' ? [] : questionsOf(part.parts);
  });
}

/** The answer of a form's only question. */
function answerOf(row: string, columns?: string, more?: string): PaperAnswer | undefined {
  return questionsOf(paperOf([row], columns, more).parts)[0]?.answer;
}

/** The sentence before the last question. */
function conditionOf(paper: PaperForm): string | undefined {
  const [last] = sheetOf(paper).parts.slice(-1);
  return last === undefined || last.kind === 'grid' ? undefined : last.condition;
}

test('there are forms to put onto paper', () => expect(names.length).toBeGreaterThan(4));

describe.each(names)('%s', (name) => {
  const { form, extras } = formOf(readFileSync(join(EXAMPLES, name), 'utf8'));
  const papers = form.languages.map((language) => paperForm(form, extras, { language: language.name }));

  test('stands on paper in all its languages as it did', async () => {
    expect(papers.length).toBe(3);
    const outlines = papers.map((paper) => outlineOf(sheetOf(paper)));
    await expect(outlines.join('\n')).toMatchFileSnapshot(join(GOLDEN, name.replace('.md', '.txt')));
  });
  test('asks the same of everybody, in their own words', () => {
    const [first, ...others] = papers.map((paper) => questionsOf(paper.parts));
    for (const other of others) {
      expect(other.map(({ number, isRequired }) => [number, isRequired])).toEqual(
        first?.map(({ number, isRequired }) => [number, isRequired]),
      );
      expect(other.map(({ text }) => text)).not.toEqual(first?.map(({ text }) => text));
    }
  });
});

describe('what stands on paper', () => {
  test('every question that somebody answers once, numbered from 1 in the order of the form', () => {
    fc.assert(
      fc.property(arbitraryForm(true), (form) => {
        const paper = paperForm(form, null, { language: '' });
        const numbers = questionsOf(paper.parts).map(({ number }) => number);
        expect(numbers).toEqual(numbers.map((_, at) => at + 1));
        expect(paper.questionCount).toBe(numbers.length);
      }),
    );
  });
  test('not what is computed, hidden or never asked; what is only read has no number', () => {
    const rows = [
      'calculate | c |  | 1 + 1 | ',
      'hidden | h |  |  | ',
      'text | never | Never |  | false()',
      'note | n | Read this |  | ',
      'text | q | Asked |  | ',
    ];
    const { parts, questionCount } = paperOf(rows, 'type | name | label | calculation | relevant');
    expect(parts.map(({ kind }) => kind)).toEqual(['note', 'question']);
    expect(questionCount).toBe(1);
  });
  test('texts without their marks, and a blank for a value of the record', () => {
    const { parts } = paperOf(['text | a | First', 'text | b | **Is** ${a} [right](https://example.org)?']);
    expect(parts[1]).toMatchObject({
      text: [
        [
          { text: 'Is', isBold: true },
          { text: ' ', isBold: false },
          null,
          { text: ' ' },
          { text: 'right' },
          { text: '?' },
        ],
      ],
    });
  });
  test('its id where it has no title', () => {
    const { form } = formOf('| survey |\n| | type | name | label |\n| | text | q | Q |\n');
    expect(paperForm({ ...form, title: ' ' }, null, { language: '' }).title).toBe('form');
  });
  test('a hint together with its guidance', () => {
    const { parts } = paperOf(['text | a | A | Short | Long'], 'type | name | label | hint | guidance_hint');
    expect(parts[0]).toMatchObject({ hint: [[{ text: 'Short' }], [{ text: 'Long' }]] });
  });
  test('from right to left where its letters are', () => {
    expect(paperOf(['text | a | كم عدد الناخبين؟']).direction).toBe('rtl');
    expect(paperOf(['text | a | כמה בוחרים?']).direction).toBe('rtl');
    expect(paperOf(['text | a | Сколько избирателей в списке (العربية)?']).direction).toBe('ltr');
  });
});

describe('conditions', () => {
  const columns = 'type | name | label | relevant';
  const choices = '| choices |\n| | list_name | name | label |\n| | yn | yes | Yes, all |\n| | yn | no | No |\n';
  const asked = ['select_one yn | one | One | ', 'select_multiple yn | many | Many | ', 'integer | n | N | '];
  const told = (relevant: string) => conditionOf(paperOf([...asked, `text | q | Q | ${relevant}`], columns, choices));

  test.each([
    ["${one} = 'yes'", 'Only if the answer to question 1 is “Yes, all”'],
    ["'no' = ${one}", 'Only if the answer to question 1 is “No”'],
    ["${one} != 'yes'", 'Only if the answer to question 1 is not “Yes, all”'],
    ["not(${one} = 'yes')", 'Only if the answer to question 1 is not “Yes, all”'],
    ["selected(${many}, 'no')", 'Only if “No” is marked in question 2'],
    ["not(selected(${many}, 'no'))", 'Only if “No” is not marked in question 2'],
    ['${n} > 5', 'Only if the answer to question 3 is more than 5'],
    ['5 > ${n}', 'Only if the answer to question 3 is less than 5'],
    ['not(${n} <= 5)', 'Only if the answer to question 3 is more than 5'],
    ["${n} != ''", 'Only if question 3 is answered'],
    [
      "${one} = 'yes' and ${n} >= 2",
      'Only if the answer to question 1 is “Yes, all” and the answer to question 3 is 2 or more',
    ],
    [
      "not(${one} = 'yes' or ${n} = 2)",
      'Only if the answer to question 1 is not “Yes, all” and the answer to question 3 is not “2”',
    ],
    ["${one} = 'yes' and (${n} = 1 or ${n} = 2)", 'Depends on questions 1, 3'],
    ["${one} = 'neither'", 'Depends on question 1'],
    ['${n} > count-selected(${many})', 'Depends on questions 2, 3'],
    ['today() > 5', 'Is not asked in every case'],
    ['true()', ''],
  ])('%s', (relevant, sentence) => {
    expect(told(relevant)).toBe(sentence);
  });
  test('name the questions behind what is computed', () => {
    const rows = [
      'integer | a | A |  | ',
      'integer | b | B |  | ',
      'calculate | c |  |  | ${a} + ${b}',
      'text | q | Q | ${c} > 1 | ',
    ];
    expect(conditionOf(paperOf(rows, 'type | name | label | relevant | calculation'))).toBe(
      'Depends on questions 1, 2',
    );
  });
  test('find their questions from within a repeat', () => {
    const rows = ['begin_repeat | r | R | ', 'integer | a | A | ', 'text | b | B | ${a} > 0', 'end_repeat | | | '];
    const [repeat] = sheetOf(paperOf(rows, columns)).parts;
    expect(repeat).toMatchObject({ parts: [{}, { condition: 'Only if the answer to question 1 is more than 0' }] });
  });
  test('of a group stand at its head', () => {
    const rows = ['integer | a | A | ', 'begin_group | g | G | ${a} > 0', 'text | b | B | ', 'end_group | | | '];
    expect(conditionOf(paperOf(rows, columns))).toBe('Only if the answer to question 1 is more than 0');
  });
});

describe('room for an answer', () => {
  const listOf = (count: number) =>
    `| choices |\n| | list_name | name | label |\n${Array.from({ length: count }, (_, at) => `| | l | c${at} | Choice ${at} |\n`).join('')}`;

  test.each([
    ['integer', { kind: 'digits', count: 6 }],
    ['decimal', { kind: 'decimal' }],
    ['date', { kind: 'date', parts: 'day' }],
    ['time', { kind: 'time' }],
    ['dateTime', { kind: 'date-time' }],
    ['geopoint', { kind: 'points', count: 1 }],
    ['geotrace', { kind: 'points', count: 4 }],
    ['text', { kind: 'lines', count: 1 }],
    ['barcode', { kind: 'lines', count: 1 }],
    ['image', { kind: 'media', media: 'photo' }],
    ['audio', { kind: 'media', media: 'sound' }],
    ['video', { kind: 'media', media: 'film' }],
    ['file', { kind: 'media', media: 'file' }],
    ['acknowledge', { kind: 'acknowledge' }],
    ['select_one_from_file places.csv', { kind: 'code', isMultiple: false, appendix: null }],
  ])('%s', (type, answer) => {
    expect(answerOf(`${type} | q | Q`)).toEqual(answer);
  });
  test.each([
    ['text', 'multiline', { kind: 'lines', count: 4 }],
    ['date', 'month-year', { kind: 'date', parts: 'month' }],
    ['date', 'year', { kind: 'date', parts: 'year' }],
    ['image', 'signature', { kind: 'drawing' }],
  ])('%s that looks like %s', (type, appearance, answer) => {
    expect(answerOf(`${type} | q | Q | ${appearance}`, 'type | name | label | appearance')).toEqual(answer);
  });
  test.each([
    ['. >= 0 and . <= 50', 2],
    ['. < 1000', 3],
    ['9999 >= . and . > 3', 4],
    ['. <= ${other}', 6],
    ['. >= 0 and . <= ${known}', 3],
    ['. <= ${q}', 6],
    ['. > 5', 6],
    ['. <= 1000000000000000', 12],
  ])('as many digits as %s lets through', (constraint, count) => {
    const rows = ['integer | other | O | ', 'integer | known | K | . < 500', `integer | q | Q | ${constraint}`];
    const { parts } = paperOf(rows, 'type | name | label | constraint');
    expect(questionsOf(parts)[2]?.answer).toEqual({ kind: 'digits', count });
  });
  test('a scale of few steps, digits for many', () => {
    const scale = (parameters: string) => answerOf(`range | q | Q | ${parameters}`, 'type | name | label | parameters');
    expect(scale('start=1 end=2 step=0.5')).toEqual({ kind: 'scale', values: ['1.0', '1.5', '2.0'] });
    expect(scale('start=0 end=100 step=1')).toMatchObject({ kind: 'digits' });
  });
  test('boxes for few choices, codes for many, no list where it would fill sheets', () => {
    expect(answerOf('select_one l | q | Q', undefined, listOf(20))).toMatchObject({
      kind: 'choices',
      isMultiple: false,
    });
    expect(answerOf('select_multiple l | q | Q', undefined, listOf(21))).toEqual({
      kind: 'code',
      isMultiple: true,
      appendix: 1,
    });
    expect(answerOf('select_one l | q | Q', undefined, listOf(201))).toEqual({
      kind: 'code',
      isMultiple: false,
      appendix: null,
    });
    expect(answerOf('rank l | q | Q', undefined, listOf(3))).toMatchObject({ kind: 'rank', choices: [{}, {}, {}] });
  });
  test('a list that two questions have stands at the end once', () => {
    const { appendices } = paperOf(['select_one l | a | A', 'select_one l | b | B'], undefined, listOf(30));
    expect(appendices.map(({ questions, choices }) => [questions, choices.length])).toEqual([[[1, 2], 30]]);
  });
  test('a list of a file is printed where the file is there', () => {
    const { form } = formOf('| survey |\n| | type | name | label |\n| | select_one_from_file places.csv | q | Q |\n');
    const items = { columns: ['name', 'label'], rows: [['p1', 'Place one']] };
    const { parts } = paperForm(form, null, { language: '', data: new Map([['jr://file-csv/places.csv', items]]) });
    expect(questionsOf(parts)[0]?.answer).toMatchObject({ kind: 'choices', choices: [[[{ text: 'Place one' }]]] });
  });
});

describe('repeats', () => {
  const repeatOf = (rows: readonly string[], count = '') => {
    const all = [`begin_repeat | r | People | ${count}`, ...rows.map((row) => `${row} | `), 'end_repeat | | | '];
    return paperOf(all, 'type | name | label | repeat_count').parts[0];
  };

  test('are a table where their answers are short', () => {
    const repeat = repeatOf(['text | name | Name', 'integer | age | Age']);
    expect(repeat).toMatchObject({ kind: 'repeat', layout: 'table', copies: 10, isOpen: true });
  });
  test('are copies where they are not', () => {
    expect(repeatOf(['text | name | Name', 'geopoint | at | Where'])).toMatchObject({
      layout: 'copies',
      copies: 2,
      isOpen: true,
    });
  });
  test('are copies where the columns together are wider than a sheet', () => {
    const times = ['a', 'b', 'c', 'd', 'e'].map((name) => `time | ${name} | ${name}`);
    expect(repeatOf(times)).toMatchObject({ layout: 'table' });
    expect(repeatOf([...times, 'date | f | f'])).toMatchObject({ layout: 'copies' });
  });
  test('are printed as often as the form says', () => {
    expect(repeatOf(['text | name | Name'], '3')).toMatchObject({ copies: 3, isOpen: false });
    expect(repeatOf(['text | name | Name'], '500')).toMatchObject({ copies: 40, isOpen: true });
  });
  test('take their heading from the group around them', () => {
    expect(repeatOf(['text | name | Name'])).toMatchObject({ heading: [[{ text: 'People' }]] });
  });
});

describe('grids', () => {
  const choices = '| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |\n';
  const kinds = (rows: readonly string[]) => paperOf(rows, undefined, choices).parts.map(({ kind }) => kind);
  const ask = (name: string) => `select_one yn | ${name} | Question ${name}`;

  test('hold three questions or more with the same choices that follow each other', () => {
    expect(kinds([ask('a'), ask('b'), ask('c')])).toEqual(['grid']);
    expect(kinds([ask('a'), ask('b'), 'text | t | T', ask('c')])).toEqual([
      'question',
      'question',
      'question',
      'question',
    ]);
    expect(kinds([ask('a'), ask('b'), 'select_multiple yn | c | C'])).toEqual(['question', 'question', 'question']);
  });
});

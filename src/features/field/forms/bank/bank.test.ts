import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertedForm, readTemplate, TEMPLATES, workbookOf } from '../../../../../test/support/form-templates.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { convertForm } from '../../../../xforms/xlsform/convert-form.ts';
import { compareForms } from '../compare/compare-forms.ts';
import type { BankQuestion } from './bank-question.ts';
import { insertQuestion } from './insert-question.ts';
import { questionsOf } from './questions-of.ts';
import { searchBank } from './search-bank.ts';

const SOURCE = workbookOf(`
| survey |
| | type | name | label::English (en) | label::Русский (ru) | relevant | calculation | repeat_count | choice_filter |
| | start | start | | | | | | |
| | begin_group | visit | Visit | Посещение | | | | |
| | integer | members | Members | Члены | | | | |
| | select_one yn or_other | sure | Sure that \${members} came? | Уверены? | \${members} > 0 and \${sure} != 'no' | | | |
| | begin_repeat | box | Box | Урна | | | \${members} + 1 | |
| | text | seal | Seal | Пломба | | | | |
| | end_repeat | box | | | | | | |
| | end_group | | | | | | | |
| | calculate | total | | | | count(instance('yn')/root/item) | | |
| | select_multiple yn | both | Both | Оба | \${last-saved#members} = 1 | | | |
| | text | gone | Gone | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Русский (ru) |
| | yn | yes | Yes | Да |
| | yn | no | No | Нет |
`);

const bank = questionsOf(SOURCE, 'source');
const named = (name: string, from: readonly BankQuestion[] = bank): BankQuestion => {
  const found = from.find((question) => question.name === name);
  if (found === undefined) throw new Error(`No question ${name}`);
  return found;
};
const EMPTY: Workbook = { sheets: [{ name: 'Sheet1', rows: [] }] };

describe('questionsOf', () => {
  it('finds questions, groups and repeats, and nothing that is not asked', () => {
    expect(bank.map(({ kind, type, name, row }) => [kind, type, name, row])).toEqual([
      ['group', 'begin_group', 'visit', 3],
      ['question', 'integer', 'members', 4],
      ['question', 'select_one yn or_other', 'sure', 5],
      ['repeat', 'begin_repeat', 'box', 6],
      ['question', 'text', 'seal', 7],
      ['question', 'calculate', 'total', 10],
      ['question', 'select_multiple yn', 'both', 11],
      ['question', 'text', 'gone', 12],
    ]);
    expect(named('visit').rows).toHaveLength(7);
    expect(named('seal').labels).toEqual({ 'English (en)': 'Seal', 'Русский (ru)': 'Пломба' });
  });

  it('brings the lists along, those that expressions ask for too', () => {
    expect(named('total').lists.map(({ name }) => name)).toEqual(['yn']);
    expect(named('visit').lists).toEqual([
      {
        sheet: 'choices',
        name: 'yn',
        rows: [
          { list_name: 'yn', name: 'yes', 'label::English (en)': 'Yes', 'label::Русский (ru)': 'Да' },
          { list_name: 'yn', name: 'no', 'label::English (en)': 'No', 'label::Русский (ru)': 'Нет' },
        ],
      },
    ]);
  });

  it('writes headers so that they mean the same elsewhere', () => {
    const single = workbookOf(
      '| survey |\n| | type | name | label:English | bind:relevant |\n| | text | a | A | 1 = 1 |',
    );
    expect(questionsOf(single, 's')[0]?.rows).toEqual([
      { type: 'text', name: 'a', 'label::English': 'A', 'bind::relevant': '1 = 1' },
    ]);
    const unnamed =
      '| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | default_language |\n| | English (en) |';
    expect(questionsOf(workbookOf(unnamed), 's')[0]?.labels).toEqual({ 'English (en)': 'A' });
  });

  it('leaves out what is disabled and groups that are not closed', () => {
    const text =
      '| survey |\n| | type | name | label | disabled |\n| | begin_group | g | G | |\n| | text | a | A | yes |\n| | text | b | B | |';
    expect(questionsOf(workbookOf(text), 's').map(({ name }) => name)).toEqual(['b']);
  });

  it.each(TEMPLATES)('%s: has every question that is asked', (name) => {
    const workbook = readTemplate(name);
    const found = questionsOf(workbook, name);
    const single = found.filter(({ kind }) => kind === 'question');
    expect(single.length).toBeGreaterThan(5);
    for (const { labels, type } of single) expect(Object.keys(labels)).toHaveLength(type === 'calculate' ? 0 : 3);
  });
});

describe('searchBank', () => {
  const all = TEMPLATES.flatMap((name) => questionsOf(readTemplate(name), name));

  it('finds by words of any language, marks and case aside', () => {
    expect(searchBank(bank, 'ПЛОМБА').map(({ name }) => name)).toEqual(['seal', 'visit', 'box']);
    const inAzerbaijani = searchBank(all, 'umumi qiymet').map(({ name }) => name);
    expect(inAzerbaijani.slice(0, 3)).toEqual(['overall', 'overall', 'overall']);
    expect(searchBank(all, 'no such words')).toEqual([]);
  });

  it('finds by choices, after those that have the words themselves', () => {
    const found = searchBank(bank, 'yes').map(({ name }) => name);
    expect(found).toEqual(['visit', 'sure', 'total', 'both']);
  });

  it('gives all where nothing is asked', () => {
    expect(searchBank(bank, '  ')).toEqual(bank);
  });
});

describe('insertQuestion', () => {
  it('makes a form of nothing', () => {
    const { workbook, renamed, missing } = insertQuestion(EMPTY, named('visit'), 1);
    expect([renamed, missing]).toEqual([[], []]);
    expect(workbook.sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['survey', 8],
      ['choices', 3],
    ]);
    const { form } = convertedForm(workbook);
    expect(form.languages.map(({ name }) => name)).toEqual(['English (en)', 'Русский (ru)']);
  });

  it('gives new names to what is there, and follows them', () => {
    const { workbook, renamed } = insertQuestion(SOURCE, named('visit'), 9);
    expect(renamed.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).toEqual([
      'question visit visit_2',
      'question members members_2',
      'question sure sure_2',
      'question box box_2',
      'question seal seal_2',
    ]);
    const rows = workbook.sheets[0]?.rows ?? [];
    expect(rows[9]?.slice(0, 2)).toEqual(['begin_group', 'visit_2']);
    expect(rows[11]).toEqual([
      'select_one yn or_other',
      'sure_2',
      `Sure that \${members_2} came?`,
      'Уверены?',
      `\${members_2} > 0 and \${sure_2} != 'no'`,
    ]);
    expect(rows[12]?.[6]).toBe(`\${members_2} + 1`);
    expect(rows[14]).toEqual(['end_repeat', 'box_2']);
    expect(workbook.sheets[1]).toEqual(SOURCE.sheets[1]);
    const again = insertQuestion(SOURCE, named('both'), 12).workbook.sheets[0]?.rows.at(-1);
    expect(again?.slice(0, 5)).toEqual(['select_multiple yn', 'both_2', 'Both', 'Оба', `\${last-saved#members} = 1`]);
    convertedForm(workbook);
  });

  it('takes a list that says the same, and renames one that says something else', () => {
    const other: Workbook = {
      sheets: SOURCE.sheets.map((sheet) =>
        sheet.name === 'choices'
          ? { ...sheet, rows: sheet.rows.map((row) => row.map((cell) => cell.replace('Нет', 'Не'))) }
          : sheet,
      ),
    };
    const first = insertQuestion(other, named('total'), 9);
    expect(first.renamed).toEqual([
      { kind: 'question', from: 'total', to: 'total_2' },
      { kind: 'list', from: 'yn', to: 'yn_2' },
    ]);
    expect(first.workbook.sheets[0]?.rows[9]?.[5]).toBe("count(instance('yn_2')/root/item)");
    expect(first.workbook.sheets[1]?.rows.slice(3)).toEqual([
      ['yn_2', 'yes', 'Yes', 'Да'],
      ['yn_2', 'no', 'No', 'Нет'],
    ]);
    const second = insertQuestion(first.workbook, named('sure'), 9);
    expect(second.workbook.sheets[0]?.rows[9]?.slice(0, 2)).toEqual(['select_one yn_2 or_other', 'sure_2']);
    expect(second.workbook.sheets[1]).toEqual(first.workbook.sheets[1]);
  });

  it('keeps lists apart that come together', () => {
    const source = workbookOf(`
| survey |
| | type | name | label |
| | begin_group | g | G |
| | select_one a | one | One |
| | select_one a_2 | two | Two |
| | end_group | | |
| choices |
| | list_name | name | label |
| | a | x | First |
| | a_2 | x | Third |`);
    const brought = named('g', questionsOf(source, 'other'));
    const target = workbookOf(
      '| survey |\n| | type | name |\n| choices |\n| | list_name | name | label |\n| | a | x | Own |',
    );
    const { workbook, renamed } = insertQuestion(target, brought, 1);
    expect(renamed).toEqual([{ kind: 'list', from: 'a', to: 'a_3' }]);
    expect(workbook.sheets[1]?.rows.slice(1)).toEqual([
      ['a', 'x', 'Own'],
      ['a_3', 'x', 'First'],
      ['a_2', 'x', 'Third'],
    ]);
    expect(workbook.sheets[0]?.rows.map((row) => row[0])).toContain('select_one a_3');
  });

  it('minds the names that the converter makes up', () => {
    const text = '| survey |\n| | type | name | label |\n| | text | sure_other | A |\n| | text | SEAL | B |';
    const target = workbookOf(text);
    expect(insertQuestion(target, named('sure'), 2).renamed[0]).toEqual({
      kind: 'question',
      from: 'sure',
      to: 'sure_2',
    });
    expect(insertQuestion(target, named('seal'), 2).renamed).toEqual([
      { kind: 'question', from: 'seal', to: 'seal_2' },
    ]);
  });

  it('tells what the inserted rows refer to and the form lacks', () => {
    expect(insertQuestion(EMPTY, named('sure'), 1).missing).toEqual(['members']);
  });

  it('unites columns, and keeps what single colons mean', () => {
    const single = workbookOf(
      '| survey |\n| | type | name | label:English (en) | bind:relevant |\n| | text | a | A | 1 = 1 |',
    );
    const { workbook } = insertQuestion(single, named('members'), 1);
    expect(workbook.sheets[0]?.rows).toEqual([
      ['type', 'name', 'label:English (en)', 'label:Русский (ru)', 'bind:relevant'],
      ['integer', 'members', 'Members', 'Члены'],
      ['text', 'a', 'A', '', '1 = 1'],
    ]);
    const own = workbookOf('| survey |\n| | type | name | label | bind::odk:length |\n| | text | a | A | 9 |');
    const mixed = insertQuestion(single, named('a', questionsOf(own, 'own')), 2).workbook;
    expect(mixed.sheets[0]?.rows[0]).toEqual([
      'type',
      'name',
      'label::English (en)',
      'label',
      'bind::relevant',
      'bind::odk:length',
    ]);
    expect(convertedForm(mixed).form.binds[0]?.relevant).toBe('1 = 1');
  });

  it('never makes a sound form faulty, loses nothing of it and changes no workbook', () => {
    const workbooks = [SOURCE, ...TEMPLATES.map(readTemplate)];
    const questions = [...bank, ...TEMPLATES.flatMap((name) => questionsOf(readTemplate(name), name))];
    const options = { formName: 'data', fallbackId: 'form' };
    fc.assert(
      fc.property(fc.constantFrom(...workbooks), fc.constantFrom(...questions), fc.nat(60), (target, question, at) => {
        const frozen = JSON.stringify([target, question]);
        const { workbook, missing, renamed } = insertQuestion(target, question, at);
        expect(JSON.stringify([target, question])).toBe(frozen);
        const converted = convertForm(workbook, options);
        if (missing.length > 0) {
          expect(converted.ok ? [] : converted.error.map(({ code }) => code)).toContain('reference-unknown');
          return;
        }
        if (!converted.ok) throw new Error(JSON.stringify(converted.error));
        const { differences } = compareForms(convertedForm(target), converted.value);
        const codes = differences.map(({ code }) => code).filter((code) => !/-added$|^version-same$/.test(code));
        expect(codes).toEqual([]);
        const name =
          renamed.find(({ kind, from }) => kind === 'question' && from === question.name)?.to ?? question.name;
        const added = differences.filter(({ code }) => /^(question|group|repeat|note)-added$/.test(code));
        expect(added.map((one) => one.name)).toContain(name);
      }),
      { numRuns: 100 },
    );
  });
});

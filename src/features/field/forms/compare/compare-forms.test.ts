import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryForm } from '../../../../../test/support/arbitrary-form.ts';
import {
  convertedForm,
  readTemplate,
  TEMPLATES,
  withRows,
  workbookOf,
} from '../../../../../test/support/form-templates.ts';
import type { Form } from '../../../../xforms/form/form.ts';
import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { compareForms } from './compare-forms.ts';
import type { FormDifference } from './difference.ts';

const BASE = `
| survey |
| | type | name | label::English (en) | label::Русский (ru) | hint::English (en) | relevant | constraint | class |
| | text | who | Who | Кто | | | | |
| | begin_group | visit | Visit | Посещение | | | | |
| | integer | members | Members | Члены | Count them | | . > 0 | |
| | select_one quality | overall | Overall | В целом | | \${members} > 3 | | |
| | end_group | | | | | | | |
| | begin_repeat | paper | Paper | Бумага | | | | |
| | text | title | Title | Название | | | | S |
| | end_repeat | | | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Русский (ru) |
| | quality | good | Good | Хорошо |
| | quality | bad | Bad | Плохо |
| settings |
| | form_id | version |
| | visit | 1 |
| checks |
| | name | condition | message::English (en) |
| | bad_alone | \${overall} = 'bad' and \${members} = 1 | Alone |
| figures |
| | name | kind | numerator | denominator | label::English (en) |
| | bad_share | share | \${overall} = 'bad' | \${overall} != '' | Bad |
| obligations |
| | question | obligation |
| | overall | O01 |
`;

const before = convertedForm(workbookOf(BASE));

/** The differences after the text of the workbook was changed and its version raised. */
function edited(...changes: readonly (readonly [string, string])[]): readonly FormDifference[] {
  let text = BASE.replace('| visit | 1 |', '| visit | 2 |');
  for (const [old, present] of changes) {
    expect(text).toContain(old);
    text = text.replaceAll(old, present);
  }
  return compareForms(before, convertedForm(workbookOf(text))).differences;
}

const short = (differences: readonly FormDifference[]) => differences.map(({ code, name }) => `${code} ${name}`.trim());

describe('compareForms', () => {
  it.each(TEMPLATES)('%s: finds nothing between a form and itself', (name) => {
    const [one, other] = [convertedForm(readTemplate(name)), convertedForm(readTemplate(name))];
    expect(compareForms(one, other)).toEqual({ differences: [], counts: { breaks: 0, changes: 0, adds: 0 } });
  });

  it('finds nothing between any form and itself', () => {
    fc.assert(
      fc.property(arbitraryForm(true), (form) => {
        const edition = { form, extras: null };
        expect(compareForms(edition, structuredClone(edition)).differences).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('finds gone in one direction what it finds new in the other', () => {
    const named = (found: readonly FormDifference[], ending: string) =>
      found
        .filter(({ code }) => code.endsWith(ending) && !/^(label|hint|message|media|choice-label)-/.test(code))
        .map(({ code, name, list }) => `${code.slice(0, -ending.length)} ${name} ${list}`)
        .sort();
    const forms = TEMPLATES.map((name) => convertedForm(readTemplate(name)));
    const templates = fc.constantFrom(...forms);
    fc.assert(
      fc.property(templates, templates, (one, other) => {
        const there = compareForms(one, other).differences;
        const back = compareForms(other, one).differences;
        expect(named(there, '-removed')).toEqual(named(back, '-added'));
        expect(there.length > 0).toBe(one !== other);
      }),
      { numRuns: 40 },
    );
  });

  it('passes over a version that alone differs', () => {
    expect(edited()).toEqual([]);
  });

  it('tells of a version that stayed the same', () => {
    const changed = convertedForm(workbookOf(BASE.replace('Who', 'Which')));
    const { differences, counts } = compareForms(before, changed);
    expect(short(differences)).toEqual(['version-same', 'label-changed who']);
    expect(differences[0]).toMatchObject({ severity: 'breaks', before: '1', after: '1' });
    expect(counts).toEqual({ breaks: 1, changes: 1, adds: 0 });
  });

  it('tells of what is gone, with what spoke of it', () => {
    const lines = edited(
      ['| | text | who | Who | Кто | | | | |\n', ''],
      [`\${overall} = 'bad' and \${members} = 1`, `\${members} = 1`],
      ['| | quality | bad | Bad | Плохо |\n', ''],
    );
    expect(short(lines)).toEqual([
      'question-removed who',
      'choice-removed bad',
      'check-changed bad_alone',
      'figure-orphaned bad_share',
    ]);
    expect(lines[0]).toMatchObject({ severity: 'breaks', paths: ['/data/who'], before: 'Who', after: null });
    expect(lines[1]).toMatchObject({
      severity: 'breaks',
      list: 'quality',
      paths: ['/data/visit/overall'],
      before: 'Bad',
    });
    expect(lines[3]).toMatchObject({ severity: 'breaks', before: 'bad' });
  });

  it('tells of other types, and of one choice that became several', () => {
    expect(edited(['| integer | members', '| decimal | members'])[0]).toMatchObject({
      code: 'type-changed',
      severity: 'breaks',
      paths: ['/data/visit/members'],
      before: 'integer',
      after: 'decimal',
    });
    expect(edited(['select_one quality', 'select_multiple quality'])[0]).toMatchObject({
      code: 'select-changed',
      before: 'select_one',
      after: 'select_multiple',
    });
    expect(edited(['text | who', 'select_one quality | who'])[0]).toMatchObject({
      before: 'text',
      after: 'select_one',
    });
  });

  it('follows a question to another place by its name', () => {
    const row = '| | text | who | Who | Кто | | | | |\n';
    const into = (line: string): readonly [string, string] => [line, line + row];
    const moved = edited([row, ''], into('| | begin_group | visit | Visit | Посещение | | | | |\n'));
    expect(short(moved)).toEqual(['question-moved who']);
    expect(moved[0]).toMatchObject({ before: '/data/who', after: '/data/visit/who', paths: ['/data/visit/who'] });
    const repeated = edited([row, ''], into('| | begin_repeat | paper | Paper | Бумага | | | | |\n'));
    expect(short(repeated)).toEqual(['question-moved who', 'question-repeated who']);
    expect(repeated[1]).toMatchObject({ severity: 'breaks', before: null, after: '/paper' });
  });

  it('knows what speaks of a question that moved', () => {
    const found = edited(['| visit | Visit', '| call | Visit']);
    expect(short(found)).toEqual([
      'group-removed visit',
      'question-moved members',
      'question-moved overall',
      'group-added call',
    ]);
  });

  it('does not guess which of two namesakes moved', () => {
    const form = (groups: readonly string[]) =>
      convertedForm({
        sheets: [
          {
            name: 'survey',
            rows: [
              ['type', 'name', 'label'],
              ...groups.flatMap((name) => [['begin_group', name, name], ['text', 'who', 'Who'], ['end_group']]),
            ],
          },
        ],
      });
    const found = compareForms(form(['a', 'b']), form(['c'])).differences;
    expect(short(found).filter((line) => line.endsWith('who'))).toEqual([
      'question-removed who',
      'question-removed who',
      'question-added who',
    ]);
  });

  it('tells when a group becomes a repeat, of it and of what is in it', () => {
    const found = edited(['begin_group', 'begin_repeat'], ['end_group', 'end_repeat']);
    const codes = short(found.filter(({ severity }) => severity === 'breaks'));
    expect(codes).toEqual(['kind-changed visit', 'question-repeated members', 'question-repeated overall']);
  });

  it('does not take the members of a repeat that moved for repeated', () => {
    const found = edited(['| paper | Paper', '| leaf | Paper']);
    expect(short(found)).toEqual([
      'repeat-removed paper',
      'question-moved title',
      'question-repeated title',
      'repeat-added leaf',
    ]);
    const inside = edited(
      ['| | end_group | | | | | | | |\n', ''],
      ['| | end_repeat | | | | | | | |\n', '| | end_repeat | | | | | | | |\n| | end_group | | | | | | | |\n'],
    );
    expect(short(inside)).toContain('repeat-moved paper');
    expect(short(inside)).not.toContain('question-repeated title');
  });

  it('tells of texts by language', () => {
    const found = edited(['| Члены |', '| Присутствует |'], ['Count them', ''], ['| Title |', '| Heading |']);
    expect(found.map(({ code, name, language, before: old, after: now }) => [code, name, language, old, now])).toEqual([
      ['label-changed', 'members', 'Русский (ru)', 'Члены', 'Присутствует'],
      ['hint-removed', 'members', 'English (en)', 'Count them', null],
      ['label-changed', 'title', 'English (en)', 'Title', 'Heading'],
    ]);
  });

  it('tells of a language that came or went once, not at every text', () => {
    expect(short(edited(['Русский (ru)', 'Azərbaycanca (az)']))).toEqual([
      'language-removed Русский (ru)',
      'language-added Azərbaycanca (az)',
    ]);
  });

  it('holds a form without languages against the language in which the other opens', () => {
    const plain = BASE.replaceAll('::English (en)', '')
      .replaceAll('label::Русский (ru)', 'ru')
      .replace('| 1 |', '| 2 |');
    const found = short(compareForms(before, convertedForm(workbookOf(plain))).differences);
    expect(found).toContain('language-removed Русский (ru)');
    expect(found.filter((line) => line.startsWith('label'))).toEqual([]);
  });

  it('tells of rules', () => {
    const found = edited([`\${members} > 3`, `\${members} > 4`], ['. > 0', '']);
    expect(found).toMatchObject([
      { code: 'constraint-changed', severity: 'changes', name: 'members', before: '. > 0', after: null },
      {
        code: 'relevant-changed',
        name: 'overall',
        before: '/data/visit/members  > 3',
        after: '/data/visit/members  > 4',
      },
    ]);
  });

  it('tells of choices: new ones, other words, other values, another order', () => {
    const added = edited(['| | quality | good', '| | quality | fair | Fair | Сносно |\n| | quality | good']);
    expect(added).toMatchObject([{ code: 'choice-added', severity: 'adds', name: 'fair', after: 'Fair' }]);
    expect(short(edited(['| Good |', '| Fine |']))).toEqual(['choice-label-changed good']);
    const renamed = edited(['quality | good', 'quality | fine']);
    expect(renamed).toMatchObject([
      { code: 'choice-value-changed', severity: 'breaks', before: 'good', after: 'fine' },
    ]);
    const [good, bad] = ['| | quality | good | Good | Хорошо |\n', '| | quality | bad | Bad | Плохо |\n'];
    expect(short(edited([good + bad, bad + good]))).toEqual(['choice-order-changed quality']);
  });

  it('compares a list once, whatever the number of questions, and questions that take another list', () => {
    const many = withTwoLists(workbookOf(BASE));
    const one = convertedForm(many);
    const other = convertedForm(withRows(many, 'choices', (row) => (row[1] === 'bad' ? null : row)));
    const gone = compareForms(one, other).differences.filter(({ code }) => code === 'choice-removed');
    expect(gone).toHaveLength(1);
    expect(gone[0]?.paths).toEqual(['/data/visit/overall', '/data/visit/again']);
  });

  it('tells of choices that come from another file', () => {
    const from = (file: string) =>
      convertedForm(
        workbookOf(`| survey |\n| | type | name | label |\n| | select_one_from_file ${file} | place | Place |`),
      );
    const found = compareForms(from('a.csv'), from('b.csv')).differences;
    expect(found).toMatchObject([
      { code: 'version-same' },
      {
        code: 'choices-elsewhere',
        severity: 'breaks',
        paths: ['/data/place'],
        before: 'a.csv (name, label)',
        after: 'b.csv (name, label)',
      },
    ]);
  });

  it('tells of checks, figures, obligations and classes', () => {
    expect(short(edited(['| | bad_alone', '| | lonely']))).toEqual(['check-removed bad_alone', 'check-added lonely']);
    const figure = edited(['| share | ', '| estimate | ']);
    expect(figure).toMatchObject([{ code: 'figure-changed', before: 'kind: share', after: 'kind: estimate' }]);
    const obligation = edited(['| | overall | O01 |', '| | members | O01 |']);
    expect(short(obligation)).toEqual(['obligation-removed O01', 'obligation-added O01']);
    const seen = edited(['| Название | | | | S |', '| Название | | | | P |']);
    expect(seen).toMatchObject([{ code: 'class-changed', name: 'title', before: 'S', after: 'P' }]);
    const worded = edited(['| Alone |', '| Nobody else |']);
    expect(worded).toMatchObject([{ code: 'check-changed', language: 'English (en)', before: 'message: Alone' }]);
  });

  it('tells of another id, order and of whatever else', () => {
    expect(short(edited(['| visit | 2 |', '| other | 2 |']))).toContain('form-id-changed');
    const [first, second] = [
      '| | integer | members | Members | Члены | Count them | | . > 0 | |\n',
      `| | select_one quality | overall | Overall | В целом | | \${members} > 3 | | |\n`,
    ];
    expect(edited([first + second, second + first])).toMatchObject([
      { code: 'order-changed', name: 'visit', before: 'members, overall', after: 'overall, members' },
    ]);
    expect(
      short(
        edited(['| form_id | version |', '| form_id | version | style |'], ['| visit | 2 |', '| visit | 2 | pages |']),
      ),
    ).toEqual(['other-changed']);
  });

  it('does not take notes without a name for answers', () => {
    const note = (text: string) =>
      ['| | text | who', `| | note | | ${text} | ${text} | | | | |\n| | text | who`] as const;
    expect(edited(note('Mind'))).toMatchObject([{ code: 'note-added', severity: 'adds', after: 'Mind' }]);
    const noted = convertedForm(workbookOf(BASE.replace(...note('Mind'))));
    const further = convertedForm(
      workbookOf(
        BASE.replace(...note('Mind'))
          .replace(...note('Beware'))
          .replace('| 1 |', '| 2 |'),
      ),
    );
    expect(short(compareForms(noted, further).differences).map((line) => line.split(' ')[0])).toEqual(['note-added']);
  });

  it('looks at each of 10,000 choices a bounded number of times', () => {
    const form = convertedForm(manyChoices(10_000));
    let reads = 0;
    const counted: Form = {
      ...form.form,
      itext: countReads(form.form.itext, () => {
        reads += 1;
      }),
    };
    const found = compareForms({ ...form, form: counted }, convertedForm(manyChoices(10_001))).differences;
    expect(short(found)).toEqual(['version-same', 'choice-added c10000']);
    expect(reads).toBeGreaterThan(10_000);
    expect(reads).toBeLessThan(30_000);
  });
});

function withTwoLists(workbook: Workbook): Workbook {
  const asked = ['select_one quality', 'again', 'Again', 'Снова'];
  return {
    sheets: workbook.sheets.map((sheet) =>
      sheet.name !== 'survey'
        ? { ...sheet, rows: sheet.name === 'checks' || sheet.name === 'figures' ? sheet.rows.slice(0, 1) : sheet.rows }
        : { ...sheet, rows: sheet.rows.flatMap((row) => (row[1] === 'overall' ? [row, asked] : [row])) },
    ),
  };
}

function manyChoices(count: number): Workbook {
  const choices = Array.from({ length: count }, (_, at) => ['list', `c${at}`, `Choice ${at}`, `Вариант ${at}`]);
  const asked = Array.from({ length: 50 }, (_, at) => ['select_one list', `q${at}`, `Question ${at}`]);
  return {
    sheets: [
      { name: 'survey', rows: [['type', 'name', 'label::English (en)'], ...asked] },
      { name: 'choices', rows: [['list_name', 'name', 'label::English (en)', 'label::Русский (ru)'], ...choices] },
    ],
  };
}

function countReads<V>(map: ReadonlyMap<string, V>, note: () => void): ReadonlyMap<string, V> {
  return new (class extends Map<string, V> {
    override get(key: string): V | undefined {
      note();
      return super.get(key);
    }
  })(map);
}

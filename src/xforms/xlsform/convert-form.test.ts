import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opened } from '../../../test/support/small-form.ts';
import { writeXForm } from '../openrosa/write-xform.ts';
import { compilePackage } from '../package/compile.ts';
import type { Sheet, Workbook } from '../workbook/workbook.ts';
import { parseXml } from '../xml/parse.ts';
import { convertForm } from './convert-form.ts';

type Rows = readonly (readonly string[])[];

function book(sheets: Readonly<Record<string, Rows>>): Workbook {
  return { sheets: Object.entries(sheets).map(([name, rows]): Sheet => ({ name, rows })) };
}

function convert(sheets: Readonly<Record<string, Rows>>) {
  return convertForm(book(sheets), { formName: 'data', fallbackId: 'form' });
}

function faultsOf(sheets: Readonly<Record<string, Rows>>): string[] {
  const converted = convert(sheets);
  const faults = converted.ok ? converted.value.warnings : converted.error;
  return faults.map(({ severity, code, sheet, row }) => `${severity} ${code} ${sheet} ${row}`);
}

const HEAD = ['type', 'name', 'label', 'relevant'];

describe('a workbook becomes a form', () => {
  it('with questions, choices and logic in XPath', () => {
    const converted = convert({
      survey: [HEAD, ['select_one yn', 'open', 'Open?', ''], ['text', 'why', 'Why?', "${open} = 'no'"]],
      choices: [
        ['list_name', 'name', 'label'],
        ['yn', 'yes', 'Yes'],
        ['yn', 'no', 'No'],
      ],
      settings: [
        ['form_title', 'form_id', 'version'],
        ['Opening', 'opening', '7'],
      ],
    });
    if (!converted.ok) throw new Error(JSON.stringify(converted.error));
    const { form, warnings, rows } = converted.value;
    expect(warnings).toEqual([]);
    expect([form.title, form.id, form.version]).toEqual(['Opening', 'opening', '7']);
    expect(form.binds.find(({ nodeset }) => nodeset === '/data/why')?.relevant).toBe(" /data/open  = 'no'");
    expect(rows.get('/data/why')).toBe(3);
    expect(compilePackage(form).ok).toBe(true);
  });

  it.each([
    [
      [
        ['form_title', 'default_language'],
        ['Visit', 'English (en)'],
      ],
      'Visit',
      null,
    ],
    [
      [
        ['form_title', 'title_in::Русский (ru)', 'default_language'],
        ['Visit', 'Посещение', 'English (en)'],
      ],
      'Visit',
      { 'English (en)': 'Visit', 'Русский (ru)': 'Посещение' },
    ],
    [
      [
        ['form_title', 'title_in::ru'],
        ['Visit', 'Посещение'],
      ],
      'Visit',
      { '': 'Visit', ru: 'Посещение' },
    ],
    [
      [
        ['form_title::az', 'form_title::ru', 'default_language'],
        ['Ziyarət', 'Посещение', 'ru'],
      ],
      'Посещение',
      { az: 'Ziyarət', ru: 'Посещение' },
    ],
  ])('with its title in the languages that have one: %j', (settings, title, titles) => {
    const converted = convert({ survey: [HEAD, ['text', 'a', 'A', '']], settings });
    if (!converted.ok) throw new Error(JSON.stringify(converted.error));
    const { form, warnings } = converted.value;
    const compiled = compilePackage(form);
    expect([form.title, warnings, compiled.ok && (compiled.value.core.titles ?? null)]).toEqual([title, [], titles]);
  });

  it('with groups in groups, to a depth that a phone can bear', () => {
    const rows = (depth: number, type: string) => Array.from({ length: depth }, (_, at) => [type, `g${at}`, 'G', '']);
    const survey = (depth: number) => [
      HEAD,
      ...rows(depth, 'begin_group'),
      ['text', 'q', 'Q', ''],
      ...rows(depth, 'end_group'),
    ];
    const converted = convert({ survey: survey(100) });
    expect(converted.ok && compilePackage(converted.value.form).ok).toBe(true);
    expect(faultsOf({ survey: survey(101) })).toEqual(['error group-deep survey 102']);
    expect(faultsOf({ survey: survey(20_000) })).toEqual(['error group-deep survey 102']);
  });

  it('with every fault at its place, also several at once', () => {
    expect(
      faultsOf({
        survey: [
          HEAD,
          ['text', 'a b', 'Spaces', ''],
          ['txet', 'c', 'Misspelt', ''],
          ['text', 'd', 'Unknown', '${nobody} = 1'],
          ['select_one none', 'e', 'No list', ''],
          ['begin_group', 'g', 'Never ended', ''],
        ],
      }),
    ).toEqual([
      'error name-invalid survey 2',
      'error type-unknown survey 3',
      'error choices-missing survey 5',
      'error end-missing survey 6',
      'error reference-unknown survey 4',
    ]);
  });

  it('with a circle refused where the phone would wait for ever', () => {
    const converted = convert({
      survey: [
        ['type', 'name', 'calculation'],
        ['calculate', 'a', '${b} + 1'],
        ['calculate', 'b', '${a} + 1'],
      ],
    });
    if (!converted.ok) throw new Error(JSON.stringify(converted.error));
    const compiled = compilePackage(converted.value.form);
    expect(compiled.ok ? [] : compiled.error.map(({ code }) => code)).toEqual(['form-cycle']);
  });

  it('with 10,000 choices and 100,000 as well', () => {
    const choices = Array.from({ length: 100_000 }, (_, at) => ['s', `s${at}`, `Station ${at}`]);
    const converted = convert({
      survey: [HEAD, ['select_one s', 'q', 'Q', '']],
      choices: [['list_name', 'name', 'label'], ...choices],
    });
    const [instance] = converted.ok ? converted.value.form.instances : [];
    expect(instance?.kind === 'internal' ? instance.items.rows.length : 0).toBe(100_000);
  });
});

describe('a text that a language lacks', () => {
  const survey = [
    ['type', 'name', 'label::English', 'label::Русский', 'hint::English', 'hint::Русский'],
    ['text', 'a', 'Open?', '', '', 'Подсказка'],
    ['select_one s', 'b', '-', '-', '', ''],
  ];
  const choices = [
    ['list_name', 'name', 'label::English', 'label::Русский'],
    ['s', 'y', 'Yes', 'Да'],
    ['s', 'n', '', 'Нет'],
  ];
  const settings = [['default_language'], ['English']];

  it('is a hyphen in the XForm, and on the phone the text of another language', () => {
    const converted = convert({ survey, choices, settings });
    if (!converted.ok) throw new Error(JSON.stringify(converted.error));
    expect(converted.value.form.itext.get('/data/a:label')?.get('Русский')).toEqual([{ form: null, pieces: ['-'] }]);
    const form = opened(converted.value.form);
    const shown = () => [
      ...['/data/a', '/data/b'].map((path) => form.form.get(form.key(path)).label),
      form.form.get(form.key('/data/a')).hint,
      ...form.form.choices(form.key('/data/b')).map(({ label }) => label),
    ];
    expect(shown()).toEqual(['Open?', '-', 'Подсказка', 'Yes', 'Нет']);
    form.form.setLanguage('Русский');
    expect(shown()).toEqual(['Open?', '-', 'Подсказка', 'Да', 'Нет']);
  });
});

describe('our own sheets', () => {
  const survey = [
    [...HEAD, 'class'],
    ['integer', 'n', 'N', '', 'P'],
    ['text', 't', 'T', '', 'S'],
    ['note', 'x', 'X', '', ''],
  ];

  it('say checks, figures, obligations and classes, with absolute paths', () => {
    const converted = convert({
      survey,
      checks: [
        ['name', 'scope', 'condition', 'severity', 'message::English (en)'],
        ['big', 'report', '${n} > 9', 'error', 'Too many.'],
      ],
      figures: [
        ['name', 'kind', 'numerator', 'denominator', 'floor'],
        ['share', 'share', '${n} > 1', "${n} != ''", '20'],
      ],
      obligations: [
        ['question', 'obligation'],
        ['n', 'O01'],
        ['${n}', 'O07'],
      ],
    });
    if (!converted.ok) throw new Error(JSON.stringify(converted.error));
    const { checks, figures, obligations, classes } = converted.value.extras;
    expect(checks).toEqual([
      {
        name: 'big',
        scope: 'report',
        condition: '/data/n  > 9',
        severity: 'error',
        message: { 'English (en)': 'Too many.' },
      },
    ]);
    expect(figures[0]).toMatchObject({
      kind: 'share',
      numerator: '/data/n  > 1',
      denominator: "/data/n  != ''",
      floor: 20,
    });
    expect(obligations).toEqual(new Map([['/data/n', ['O01', 'O07']]]));
    expect(classes).toEqual(
      new Map([
        ['/data/n', 'P'],
        ['/data/t', 'S'],
      ]),
    );
  });

  it('are refused where they name what is not there', () => {
    const faults = faultsOf({
      survey: [...survey, ['text', 'u', 'U', '', 'Q']],
      checks: [
        ['name', 'condition', 'scope', 'colour'],
        ['a', '${zz} = 1', 'moon', 'red'],
        ['a', '', '', ''],
      ],
      figures: [
        ['name', 'kind', 'numerator'],
        ['f', 'share', '${n} = 1'],
      ],
      obligations: [
        ['question', 'obligation'],
        ['nobody', 'O01'],
      ],
    });
    expect(faults.sort()).toEqual(
      [
        'error cell-choice checks 2',
        'error cell-choice survey 5',
        'error cell-missing checks 3',
        'error cell-missing figures 2',
        'error column-unknown checks 1',
        'error extra-twice checks 3',
        'error reference-unknown checks 2',
        'error reference-unknown obligations 2',
      ].sort(),
    );
  });
});

describe('whatever a workbook holds', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      'text',
      'select_one l',
      'begin_repeat',
      'end_repeat',
      'begin group',
      'end group',
      'calculate',
      'range',
      'audit',
    ),
    fc.constantFrom(
      'a',
      'b',
      'l',
      '${a}',
      '${b',
      "${a} = 'x'",
      'yes',
      'start=1 end=9',
      'label',
      'name',
      'type',
      '<&">',
      '__proto__',
    ),
    fc.string({ maxLength: 12 }),
  );
  const header = fc.constantFrom(
    'type',
    'name',
    'label',
    'label::x',
    'relevant',
    'calculation',
    'trigger',
    'default',
    'parameters',
    'body::a',
    'media::image',
    'constructor',
    'save_to',
  );
  const sheet = (headers: fc.Arbitrary<string>) =>
    fc.tuple(
      fc.uniqueArray(headers, { minLength: 1, maxLength: 8 }),
      fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 }),
    );

  it('it is converted to well-formed XML or refused with places, and never throws', () => {
    let accepted = 0;
    fc.assert(
      fc.property(sheet(header), sheet(fc.constantFrom('list_name', 'name', 'label', 'more')), ([h, r], [ch, cr]) => {
        const converted = convert({ survey: [h, ...r], choices: [ch, ...cr] });
        if (!converted.ok) {
          expect(converted.error.length).toBeGreaterThan(0);
          return;
        }
        accepted += 1;
        const xml = parseXml(writeXForm(converted.value.form));
        if (!xml.ok) expect(xml.error.code).toMatch(/^xml-(prefix|character)$/);
      }),
      { numRuns: 1_500 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});

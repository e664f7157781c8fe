import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bind,
  group,
  knownEnvironment,
  question,
  repeat,
  type ShortNode,
  smallForm,
  words,
} from '../../../../test/support/small-form.ts';
import { must } from '../../../kernel/result.ts';
import type { Form } from '../../form/form.ts';
import { readAnswers } from '../../openrosa/read-record.ts';
import { compilePackage } from '../../package/compile.ts';
import type { FormPackage } from '../../package/form-package.ts';
import { openForm } from '../open.ts';
import { type FilledWithin, MOST_BREACHES, openJudge } from './judge-record.ts';

function compiled(record: ShortNode, given: Partial<Form>): FormPackage {
  const made = compilePackage(smallForm(record, given));
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return JSON.parse(JSON.stringify(made.value)) as FormPackage;
}

/** As the parts of a record stand in XML. */
function rootOf(form: FormPackage, answers: string) {
  const read = readAnswers(
    `<data id="form" version="1">${answers}<meta><instanceID>a</instanceID></meta></data>`,
    form.core,
  );
  return must(read.ok ? read.value.root : null, JSON.stringify(read));
}

function told(form: FormPackage, answers: string, filled: FilledWithin | null = null) {
  const found = openJudge(form)?.judge(rootOf(form, answers), filled) ?? [];
  return found.map(({ kind, path, messages }) => [kind, path, ...Object.values(messages)]);
}

const RECORD = {
  voters: '',
  name: '',
  open: '',
  why: '',
  late: { minutes: '' },
  visit: { seals: '', note: '' },
  meta: { instanceID: '' },
};
const FORM = compiled(RECORD, {
  binds: [
    bind('/data/voters', {
      type: 'int',
      constraint: '. <= 3000',
      constraintMessage: words('At most 3000, not {/data/voters}'),
    }),
    bind('/data/name', { required: 'true()', requiredMessage: words('Who are you?') }),
    bind('/data/why', { relevant: "/data/open = 'no'", required: 'true()' }),
    bind('/data/late', { relevant: "/data/open = 'no'" }),
    bind('/data/late/minutes', { type: 'int', constraint: '. > 5' }),
    bind('/data/visit/seals', { type: 'int', constraint: '. < 4 and . <= /data/voters' }),
  ],
  body: [
    ...['/data/voters', '/data/name', '/data/open', '/data/why'].map((path) => question(path)),
    group('/data/late', [question('/data/late/minutes')]),
    repeat('/data/visit', [question('/data/visit/seals'), question('/data/visit/note')]),
  ],
});

describe('what a form forbids', () => {
  it.each([
    ['<voters>3000</voters><name>A</name>', []],
    ['<voters>3001</voters><name>A</name>', [['constraint', '/data/voters', 'At most 3000, not 3001']]],
    ['<voters>many</voters><name>A</name>', [['type', '/data/voters']]],
    ['<voters>1</voters><name/>', [['required', '/data/name', 'Who are you?']]],
    ['<voters>1</voters>', [['required', '/data/name', 'Who are you?']]],
    ['<name>A</name><open>no</open>', [['required', '/data/why']]],
    [
      '<name>A</name><open>no</open><why>x</why><late><minutes>5</minutes></late>',
      [['constraint', '/data/late/minutes']],
    ],
    // What is not asked breaks nothing.
    ['<name>A</name><open>yes</open><late><minutes>5</minutes></late>', []],
    ['<name>A</name><late><minutes>x</minutes></late>', []],
    [
      '<voters>9</voters><name>A</name><visit><seals>3</seals></visit><visit><seals>4</seals></visit><visit><seals>x</seals></visit>',
      [
        ['constraint', '/data/visit[2]/seals'],
        ['type', '/data/visit[3]/seals'],
      ],
    ],
    // What the form has no place for has no rules either.
    ['<name>A</name><other>5</other>', []],
  ])('is told with its path and the words of the form: %s', (answers, expected) => {
    expect(told(FORM, answers)).toEqual(expected);
  });

  it('is what the engine says of the same record', () => {
    const number = fc.constantFrom('', '2', '6', '3001', 'x', '1.5');
    const copy = fc
      .tuple(number, fc.constantFrom('', 'n'))
      .map(([seals, note]) => `<visit><seals>${seals}</seals><note>${note}</note></visit>`);
    const record = fc
      .tuple(
        number,
        fc.constantFrom('', 'A'),
        fc.constantFrom('', 'yes', 'no'),
        fc.constantFrom('', 'w'),
        number,
        fc.array(copy, { maxLength: 3 }),
      )
      .map(([voters, name, open, why, minutes, copies]) =>
        [
          `<voters>${voters}</voters><name>${name}</name><open>${open}</open><why>${why}</why>`,
          `<late><minutes>${minutes}</minutes></late>${copies.join('')}`,
        ].join(''),
      );
    fc.assert(
      fc.property(record, (answers) => {
        const opened = openForm({
          package: FORM,
          data: new Map(),
          environment: knownEnvironment(),
          record: rootOf(FORM, answers),
        });
        if (!opened.ok) throw new Error(JSON.stringify(opened.error));
        const form = opened.value;
        const expected = form
          .validate()
          .map(({ kind, node, message }) => [kind, form.pathOf(node), ...(message === '' ? [] : [message])]);
        expect(told(FORM, answers).sort()).toEqual(expected.sort());
      }),
      { numRuns: 500 },
    );
  });

  it('is told in the languages of the form', () => {
    const text = (said: string) => [{ form: null, pieces: [said] }];
    const form = compiled(
      { voters: '' },
      {
        languages: [
          { name: 'English (en)', isDefault: true },
          { name: 'Русский (ru)', isDefault: false },
        ],
        itext: new Map([
          [
            'bound',
            new Map([
              ['English (en)', text('Too many')],
              ['Русский (ru)', text('Слишком много')],
            ]),
          ],
        ]),
        binds: [bind('/data/voters', { constraint: '. < 5', constraintMessage: { kind: 'itext', id: 'bound' } })],
        body: [question('/data/voters')],
      },
    );
    const found = openJudge(form)?.judge(rootOf(form, '<voters>7</voters>'), null);
    expect(found?.[0]?.messages).toEqual({ 'English (en)': 'Too many', 'Русский (ru)': 'Слишком много' });
  });

  it('is looked for no further than to so many', () => {
    const answers = `<name>A</name>${'<visit><seals>9</seals></visit>'.repeat(MOST_BREACHES + 5)}`;
    expect(told(FORM, answers).length).toBe(MOST_BREACHES);
  });
});

describe('what a form without the telephone cannot say', () => {
  const form = (constraint: string, given: Partial<Form> = {}) =>
    compiled(
      { day: '', area: '' },
      { binds: [bind('/data/day', { constraint })], body: [question('/data/day')], ...given },
    );

  it('is no breach: rules about chance, files and the person', () => {
    const files = { instances: [{ kind: 'external', id: 'stations', src: 'jr://file-csv/stations.csv' }] } as const;
    for (const made of [
      form('. < random() - 1'),
      form("property('deviceid') = 'x'"),
      form("instance('stations')/root/item[name = current()/.]/open = '1'", files),
      form("pulldata('stations', 'open', 'name', .) = '1'", files),
    ])
      expect(told(made, '<day>5</day>')).toEqual([]);
  });

  it('is not asked of what nobody knows to be asked', () => {
    const made = compiled(
      { day: '', area: { size: '' } },
      {
        binds: [
          bind('/data/area', { relevant: 'random() < 2' }),
          bind('/data/area/size', { type: 'int' }),
          bind('/data/day', { type: 'int' }),
        ],
        body: [question('/data/day'), group('/data/area', [question('/data/area/size')])],
      },
    );
    expect(told(made, '<day>x</day><area><size>x</size></area>')).toEqual([['type', '/data/day']]);
  });

  it('is judged of the time by when it was filled, where that is known', () => {
    const at = (moment: string) => Date.parse(moment);
    const filled = { from: at('2031-05-18T19:00:00Z'), to: at('2031-05-20T08:00:00Z'), offsetMinutes: 300 };
    const breaks = (constraint: string, day: string) => told(form(constraint), `<day>${day}</day>`, filled).length;
    // 19:00 UTC is midnight there.
    expect([breaks('. = today()', '2031-05-19'), breaks('. = today()', '2031-05-18')]).toEqual([0, 1]);
    expect([breaks('. <= today()', '2031-05-20'), breaks('. <= today()', '2031-05-21')]).toEqual([0, 1]);
    expect([breaks('. >= today()', '2031-05-19'), breaks('. >= today()', '2031-05-18')]).toEqual([0, 1]);
    expect(told(form('. = today()'), '<day>2001-01-01</day>')).toEqual([]);
  });
});

it('a form without rules is not judged', () => {
  expect(openJudge(compiled({ note: '' }, { body: [question('/data/note')] }))).toBeNull();
});

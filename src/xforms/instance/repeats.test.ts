import { describe, expect, it } from 'vitest';
import {
  bind,
  group,
  opened,
  question,
  repeat,
  setvalue,
  smallForm,
  table,
  words,
} from '../../../test/support/small-form.ts';

const PEOPLE = (record = { total: '', 'p*': { n: '7', twice: '' }, p: [{ n: '1', twice: '' }] }) =>
  smallForm(record, {
    binds: [bind('/data/p/twice', { calculate: '../n * 2' }), bind('/data/total', { calculate: 'sum(/data/p/twice)' })],
    body: [
      group('/data/p', [repeat('/data/p', [question('/data/p/n'), question('/data/p/twice')])]),
      question('/data/total'),
    ],
  });

describe('Repeats', () => {
  it('calculates per copy, sums over copies, adds from the template and removes', () => {
    const form = opened(PEOPLE());
    expect(form.value('/data/total')).toBe('2');
    const key = form.repeat('/data/p');
    const changes = form.form.addRepeat(key);
    expect([...changes.children]).toEqual([key]);
    expect(form.form.children(key)).toHaveLength(2);
    expect(form.value('/data/p[2]/n')).toBe('7');
    expect(form.value('/data/total')).toBe('16');
    form.set('/data/p[2]/n', '3');
    expect(form.value('/data/p[1]/twice')).toBe('2');
    expect(form.value('/data/total')).toBe('8');
    const second = form.key('/data/p[2]/n');
    form.form.removeRepeat(form.form.children(key)[0] as never);
    expect(form.form.pathOf(second)).toBe('/data/p[1]/n');
    expect(form.value('/data/total')).toBe('6');
    expect(form.xml()).toContain('<total>6</total><p><n>3</n><twice>6</twice></p>');
  });

  it('keeps as many copies as jr:count says, and answers of those that stay', () => {
    const form = opened(
      smallForm(
        { n: '2', 'p*': { a: '' } },
        {
          body: [question('/data/n'), repeat('/data/p', [question('/data/p/a')], { count: '/data/n' })],
        },
      ),
    );
    const key = form.repeat('/data/p');
    expect(form.form.describe(key).isCounted).toBe(true);
    form.set('/data/p[1]/a', 'kept');
    form.set('/data/n', '3');
    expect(form.form.children(key)).toHaveLength(3);
    form.set('/data/n', '1');
    expect(form.form.children(key)).toHaveLength(1);
    expect(form.value('/data/p[1]/a')).toBe('kept');
  });

  it('knows positions, other copies, and nested repeats', () => {
    const form = opened(
      smallForm(
        {
          p: [
            { pos: '', own: '5', run: '', q: [{ x: '1' }, { x: '2' }], sumq: '' },
            { pos: '', own: '6', run: '', q: [{ x: '4' }], sumq: '' },
          ],
          pick: '',
        },
        {
          binds: [
            bind('/data/p/pos', { calculate: 'position(..)' }),
            bind('/data/p/run', {
              calculate: '../own + coalesce(indexed-repeat(/data/p/run, /data/p, position(..) - 1), 0)',
            }),
            bind('/data/p/sumq', { calculate: 'sum(../q/x)' }),
            bind('/data/pick', { calculate: 'indexed-repeat(/data/p/q/x, /data/p, 1, /data/p/q, 2)' }),
          ],
          body: [
            repeat('/data/p', [
              question('/data/p/pos'),
              question('/data/p/own'),
              question('/data/p/run'),
              question('/data/p/sumq'),
              repeat('/data/p/q', [question('/data/p/q/x')]),
            ]),
            question('/data/pick'),
          ],
        },
      ),
    );
    expect([form.value('/data/p[1]/pos'), form.value('/data/p[2]/pos')]).toEqual(['1', '2']);
    expect(form.value('/data/p[2]/run')).toBe('11');
    expect([form.value('/data/p[1]/sumq'), form.value('/data/p[2]/sumq'), form.value('/data/pick')]).toEqual([
      '3',
      '4',
      '2',
    ]);
    form.set('/data/p[1]/own', '10');
    form.set('/data/p[1]/q[2]/x', '9');
    expect(form.value('/data/p[2]/run')).toBe('16');
    expect([form.value('/data/p[1]/sumq'), form.value('/data/p[2]/sumq'), form.value('/data/pick')]).toEqual([
      '10',
      '4',
      '9',
    ]);
    form.form.removeRepeat(form.form.children(form.repeat('/data/p'))[0] as never);
    expect([form.value('/data/p[1]/pos'), form.value('/data/p[1]/run')]).toEqual(['1', '6']);
  });

  it('hides single copies', () => {
    const form = opened(
      smallForm(
        { most: '1', p: [{ a: 'x' }, { a: 'y' }], all: '' },
        {
          binds: [
            bind('/data/p', { relevant: 'position(.) <= /data/most' }),
            bind('/data/all', { calculate: 'join(",", /data/p/a)' }),
          ],
          body: [question('/data/most'), repeat('/data/p', [question('/data/p/a')]), question('/data/all')],
        },
      ),
    );
    expect(form.value('/data/all')).toBe('x');
    form.set('/data/most', '2');
    expect(form.value('/data/all')).toBe('x,y');
  });
});

describe('Events and Actions', () => {
  it('sets values at first load, at a new copy and when a value changes', () => {
    const form = opened(
      smallForm(
        { age: '', twin: '', 'p*': { age: '' }, p: [{ age: '1' }] },
        {
          actions: [setvalue('/data/age', '20 + 1', ['odk-instance-first-load'])],
          body: [
            question('/data/age', { actions: [setvalue('/data/twin', '/data/age', ['xforms-value-changed'])] }),
            question('/data/twin'),
            repeat('/data/p', [question('/data/p/age')], {
              actions: [setvalue('/data/p/age', '../../age + 2', ['odk-new-repeat'])],
            }),
          ],
        },
      ),
    );
    expect(form.value('/data/age')).toBe('21');
    form.set('/data/age', '30');
    expect(form.value('/data/twin')).toBe('30');
    form.form.addRepeat(form.repeat('/data/p'));
    expect([form.value('/data/p[1]/age'), form.value('/data/p[2]/age')]).toEqual(['1', '32']);
  });

  it('asks the program around for a position', () => {
    const action = {
      kind: 'setgeopoint',
      ref: '/data/at',
      value: null,
      text: null,
      attributes: new Map(),
      events: ['odk-instance-first-load'],
    } as const;
    const form = opened(
      smallForm(
        { at: '' },
        { actions: [action], binds: [bind('/data/at', { type: 'geopoint' })], body: [question('/data/at')] },
      ),
    );
    expect(form.form.requests()).toEqual([{ node: '/data/at', kind: 'setgeopoint' }]);
    form.form.answerRequest('/data/at', '40.4 49.9 0 5');
    expect(form.value('/data/at')).toBe('40.4 49.9 0 5');
    expect(form.form.requests()).toEqual([]);
  });
});

describe('Drafts', () => {
  it('opens again where it was left, without doing what is done once', () => {
    const first = opened(PEOPLE());
    first.form.addRepeat(first.repeat('/data/p'));
    first.set('/data/p[2]/n', '5');
    const draft = JSON.parse(JSON.stringify(first.form.draft()));
    const again = opened(PEOPLE(), { draft });
    expect(again.value('/data/p[2]/n')).toBe('5');
    expect(again.form.draft()).toEqual(draft);
  });

  it('reports answers for which a newer version has no place', () => {
    const draft = { form: 'form', version: '0', language: '', instance: { a: 'kept', gone: 'lost', g: { x: 'y' } } };
    const form = opened(smallForm({ a: '', g: '' }, { body: [question('/data/a')] }), { draft });
    expect(form.value('/data/a')).toBe('kept');
    expect(form.form.leftovers).toEqual([
      { path: '/data/gone', value: 'lost' },
      { path: '/data/g/x', value: 'y' },
    ]);
  });
});

describe('Languages', () => {
  it('switches texts, with values in them, and names of choices', () => {
    const both = (en: string, ru: string) =>
      new Map([
        ['en', [{ form: null, pieces: [en] }]],
        ['ru', [{ form: null, pieces: [ru] }]],
      ]);
    const form = opened(
      smallForm(
        { s: 'a', name: '' },
        {
          languages: [
            { name: 'en', isDefault: true },
            { name: 'ru', isDefault: false },
          ],
          itext: new Map([
            [
              'q',
              new Map([
                [
                  'en',
                  [
                    { form: null, pieces: ['Chosen: ', { output: '/data/s' }] },
                    { form: 'image', pieces: ['jr://images/q.png'] },
                  ],
                ],
                ['ru', [{ form: null, pieces: ['Выбрано: ', { output: '../s' }] }]],
              ]),
            ],
            ['c', both('First', 'Первый')],
          ]),
          instances: [{ kind: 'internal', id: 'list', items: table(['itextId', 'name'], ['c', 'a']) }],
          binds: [bind('/data/name', { calculate: "jr:choice-name(/data/s, '/data/s')" })],
          body: [
            question('/data/s', {
              kind: 'select1',
              label: { kind: 'itext', id: 'q' },
              choices: {
                kind: 'itemset',
                nodeset: "instance('list')/root/item",
                value: 'name',
                label: 'jr:itext(itextId)',
              },
            }),
            question('/data/name', { label: words('Name') }),
          ],
        },
      ),
    );
    expect(form.get('/data/s')).toMatchObject({ label: 'Chosen: a', media: { image: 'q.png' } });
    expect(form.value('/data/name')).toBe('First');
    form.form.setLanguage('ru');
    expect(form.get('/data/s').label).toBe('Выбрано: a');
    expect(form.value('/data/name')).toBe('Первый');
  });
});

import { describe, expect, it } from 'vitest';
import { bind, opened, question, smallForm, table, words } from '../../../test/support/small-form.ts';

const STATIONS = table(
  ['name', 'label', 'district'],
  ['s1', 'School 1', 'd1'],
  ['s2', 'School 2', 'd1'],
  ['s3', 'School 3', 'd2'],
);

describe('Bindings', () => {
  it('calculates, and calculates again what depends on an answer', () => {
    const form = opened(
      smallForm(
        { a: '2', b: '', c: '' },
        {
          binds: [bind('/data/c', { calculate: '../b * 10' }), bind('/data/b', { calculate: '/data/a + 1' })],
          body: [question('/data/a'), question('/data/b'), question('/data/c')],
        },
      ),
    );
    expect(form.value('/data/c')).toBe('30');
    const changes = form.set('/data/a', '4');
    expect(form.value('/data/c')).toBe('50');
    expect([...changes.nodes]).toEqual(
      expect.arrayContaining([form.key('/data/a'), form.key('/data/b'), form.key('/data/c')]),
    );
  });

  it('hides what is not relevant, reads it as empty, keeps it in the draft, drops it from the submission', () => {
    const form = opened(
      smallForm(
        { ask: 'yes', g: { detail: 'seen' }, copy: '' },
        {
          binds: [
            bind('/data/g', { relevant: "/data/ask = 'yes'" }),
            bind('/data/copy', { calculate: 'concat("[", /data/g/detail, "]")' }),
          ],
          body: [question('/data/ask'), question('/data/g/detail'), question('/data/copy')],
        },
      ),
    );
    expect(form.value('/data/copy')).toBe('[seen]');
    form.set('/data/ask', 'no');
    expect(form.get('/data/g/detail').isRelevant).toBe(false);
    expect(form.value('/data/copy')).toBe('[]');
    expect(form.xml()).not.toContain('seen');
    expect(JSON.stringify(form.form.draft())).toContain('seen');
    form.set('/data/ask', 'yes');
    expect(form.value('/data/copy')).toBe('[seen]');
  });

  it('says what is wrong with an answer: required, type, constraint', () => {
    const form = opened(
      smallForm(
        { n: '' },
        {
          binds: [
            bind('/data/n', {
              type: 'int',
              required: 'true()',
              constraint: '. < 10',
              constraintMessage: words('At most 9, not {.}'),
            }),
          ],
          body: [question('/data/n')],
        },
      ),
    );
    expect(form.get('/data/n').violation?.kind).toBe('required');
    form.set('/data/n', '3.5');
    expect(form.get('/data/n').violation?.kind).toBe('type');
    form.set('/data/n', '12');
    expect(form.form.validate()).toEqual([
      { node: form.key('/data/n'), kind: 'constraint', message: 'At most 9, not 12' },
    ]);
    form.set('/data/n', '9');
    expect(form.form.validate()).toEqual([]);
  });
});

describe('Secondary Instances', () => {
  it('filters choices by an answer, and takes back a choice that is no longer offered', () => {
    const choices = {
      kind: 'itemset',
      nodeset: "instance('st')/root/item[district = /data/d]",
      value: 'name',
      label: 'label',
    } as const;
    const form = opened(
      smallForm(
        { d: '', s: '' },
        {
          instances: [{ kind: 'internal', id: 'st', items: STATIONS }],
          body: [question('/data/d'), question('/data/s', { kind: 'select1', choices })],
        },
      ),
    );
    expect(form.choices('/data/s')).toEqual([]);
    const changes = form.set('/data/d', 'd1');
    expect([...changes.choices]).toEqual([form.key('/data/s')]);
    expect(form.form.choices(form.key('/data/s')).map((choice) => choice.label)).toEqual(['School 1', 'School 2']);
    form.set('/data/s', 's2');
    form.set('/data/d', 'd2');
    expect(form.choices('/data/s')).toEqual(['s3']);
    expect(form.value('/data/s')).toBe('');
  });

  it('reads data that do not come with the form, and tells which are missing', () => {
    const definition = smallForm(
      { s: 's2', name: '' },
      {
        instances: [{ kind: 'external', id: 'st', src: 'jr://file-csv/stations.csv' }],
        binds: [bind('/data/name', { calculate: "instance('st')/root/item[name = current()/../s]/label" })],
        body: [question('/data/s'), question('/data/name')],
      },
    );
    const data = new Map([['jr://file-csv/stations.csv', STATIONS]]);
    expect(opened({ ...definition, binds: [] }).form.missingData()).toEqual(['jr://file-csv/stations.csv']);
    const form = opened(definition, { data });
    expect([form.value('/data/name'), form.form.missingData()]).toEqual(['School 2', []]);
  });
});

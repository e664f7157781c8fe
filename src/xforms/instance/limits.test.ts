import { describe, expect, it } from 'vitest';
import {
  bind,
  knownEnvironment,
  opened,
  question,
  repeat,
  smallForm,
  table,
  words,
} from '../../../test/support/small-form.ts';
import type { Form } from '../form/form.ts';
import { compilePackage } from '../package/compile.ts';
import { type OpenFormOptions, openForm } from './open.ts';
import { MOST_NODES } from './record/record-node.ts';

function openAnew(form: Form, options: Partial<OpenFormOptions> = {}) {
  const compiled = compilePackage(form);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return openForm({ package: compiled.value, data: new Map(), environment: knownEnvironment(), ...options });
}

/** A repeat in a repeat, with as many copies of both as the record says. */
function nested(outer: string, inner: string): Form {
  return smallForm(
    { n: outer, m: inner, 'p*': { 'q*': Object.fromEntries([...'abcdefghij'].map((name) => [name, ''])) } },
    {
      body: [
        question('/data/n'),
        question('/data/m'),
        repeat('/data/p', [repeat('/data/p/q', [question('/data/p/q/a')], { count: '/data/m' })], { count: '/data/n' }),
      ],
    },
  );
}

describe('A record that would become too large', () => {
  it('is not opened where the form itself asks for it', () => {
    const refused = openAnew(nested('10000', '10000'));
    const parameters = { path: '/data/p/q', found: 10_000, most: MOST_NODES };
    expect(refused.ok ? null : refused.error).toEqual({ code: 'form-nodes', parameters });
    const many = openAnew(nested('10001', '0'));
    expect(many.ok ? null : many.error).toEqual({
      code: 'form-copies',
      parameters: { path: '/data/p', found: 10_001, most: 10_000 },
    });
    expect(openAnew(nested('50', '300')).ok).toBe(true);
  });

  it('stops growing where an answer asks for it, and opens again where it was left', () => {
    const form = opened(nested('1', '0'));
    form.set('/data/n', '3');
    form.set('/data/m', '10000');
    expect(form.form.children(form.repeat('/data/p'))).toHaveLength(3);
    expect(form.value('/data/m')).toBe('10000');
    expect(form.form.find('/data/p[3]/q[10000]/a')).toBeNull();
    form.set('/data/m', '1');
    expect(form.form.find('/data/p[3]/q[1]/a')).not.toBeNull();
    form.set('/data/m', '10000');
    const again = openAnew(nested('1', '0'), { draft: form.form.draft() });
    expect(again.ok).toBe(true);
  });

  it('refuses copies by hand without harm, and takes them again when there is room', () => {
    const wide = Object.fromEntries(Array.from({ length: 999 }, (_, at) => [`q${at}`, '']));
    const form = opened(
      smallForm(
        { n: '198', 'p*': wide, 'r*': wide },
        {
          body: [question('/data/n'), repeat('/data/p', [], { count: '/data/n' }), repeat('/data/r', [])],
        },
      ),
    );
    const hand = form.repeat('/data/r');
    const before = form.form.children(hand).length;
    for (let at = 0; at < 4; at += 1) form.form.addRepeat(hand);
    const most = form.form.children(hand).length;
    expect(most).toBeGreaterThan(before);
    const refused = form.form.addRepeat(hand);
    expect([...refused.nodes, ...refused.children]).toEqual([]);
    expect(form.form.children(hand)).toHaveLength(most);
    form.set('/data/n', '197');
    form.form.addRepeat(hand);
    expect(form.form.children(hand)).toHaveLength(most + 1);
  });

  it('is not opened from a draft with more copies than there is room for', () => {
    const wide = Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`q${at}`, '']));
    const form = smallForm({ 'p*': wide }, { body: [repeat('/data/p', [])], binds: [bind('/data/p/q0')] });
    const draft = (copies: number) => ({
      form: 'form',
      version: '1',
      language: '',
      instance: { p: Array.from({ length: copies }, () => ({})) },
    });
    expect(openAnew(form, { draft: draft(1999) }).ok).toBe(true);
    const refused = openAnew(form, { draft: draft(150_000) });
    expect(refused.ok ? null : refused.error.code).toBe('form-too-large');
  });
});

/** A calculation over a table of so many rows. */
function overRows(rows: number, calculate: string): Form {
  const items = Array.from({ length: rows }, (_, at) => [`${at}`]);
  return smallForm(
    { n: '' },
    {
      binds: [bind('/data/n', { calculate })],
      instances: [{ kind: 'internal', id: 'x', items: table(['name'], ...items) }],
      body: [question('/data/n')],
    },
  );
}

describe('A form whose expressions look at very many nodes', () => {
  const nested = "count(instance('x')/root/item[count(instance('x')/root/item[name != '1']) > 1])";

  it('is not opened', () => {
    const refused = openAnew(overRows(4000, nested));
    expect(refused.ok ? null : refused.error).toEqual({ code: 'form-too-slow', parameters: { most: 10_000_000 } });
  });

  it('is opened where a filter in a filter goes over some hundred rows, or one filter over many', () => {
    const [few, many] = [
      opened(overRows(500, nested)),
      opened(overRows(100_000, "count(instance('x')/root/item[name != '1'])")),
    ];
    expect([few.value('/data/n'), many.value('/data/n')]).toEqual(['500', '99999']);
  });

  it('goes on where it was left', () => {
    const draft = { form: 'form', version: '1', language: '', instance: { n: '' } };
    expect(openAnew(overRows(1000, nested), { draft }).ok).toBe(true);
  });
});

describe('Texts of a form', () => {
  it('stay empty where values would make them longer than a million characters', () => {
    const names = ['a', 'b', 'c'];
    const form = opened(
      smallForm(
        { g: Object.fromEntries(names.map((name) => [name, ''])), whole: '' },
        {
          binds: [bind('/data/whole', { calculate: 'string-length(/data/g)' })],
          body: [
            ...names.map((name) => question(`/data/g/${name}`)),
            question('/data/whole', { label: words('{/data/g/a}{/data/g/b}{/data/g/c}') }),
          ],
        },
      ),
    );
    for (const name of names.slice(0, 2)) form.set(`/data/g/${name}`, 'x'.repeat(500_000));
    expect([form.value('/data/whole'), form.get('/data/whole').label.length]).toEqual(['1000000', 1_000_000]);
    form.set('/data/g/c', 'x');
    expect([form.value('/data/whole'), form.get('/data/whole').label]).toEqual(['0', '']);
  });
});

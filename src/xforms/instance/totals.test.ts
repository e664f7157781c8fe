import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bind, type FilledForm, opened, question, repeat, smallForm } from '../../../test/support/small-form.ts';
import { RecordNode } from './record/record-node.ts';

afterEach(() => vi.restoreAllMocks());

/** A form with so many copies, each of which computes something of all of them. */
function withCopies(calculate: string, count: number): FilledForm {
  const form = opened(
    smallForm(
      { n: '', 'p*': { x: '1', t: '' } },
      {
        binds: [bind('/data/p/t', { calculate })],
        body: [
          question('/data/n'),
          repeat('/data/p', [question('/data/p/x'), question('/data/p/t')], { count: '/data/n' }),
        ],
      },
    ),
  );
  form.set('/data/n', String(count));
  return form;
}

describe('totals over the copies of a repeat, computed in each copy', () => {
  it.each([
    ['sum(../../p/x)', '1004'],
    ['sum(/data/p[x > 0]/x)', '1004'],
    ['round(100 * ../x div sum(../../p/x))', '0'],
    ['sum(../../p/x[. > 0]) + count(../../p) + max(../../p/x)', '2009'],
  ])('are computed once: %s', (calculate, last) => {
    const form = withCopies(calculate, 1000);
    const texts = vi.spyOn(RecordNode.prototype, 'text');
    const ways = vi.spyOn(RecordNode.prototype, 'down');
    form.set('/data/p[3]/x', '5');
    expect(form.value('/data/p[1000]/t')).toBe(last);
    expect(texts.mock.calls.length).toBeLessThan(10_000);
    expect(ways.mock.calls.length).toBeLessThan(10_000);
  });

  it('cost no more for each copy that a count adds, and for each of many values that a change changes', () => {
    const form = opened(
      smallForm(
        { n: '', f: '1', 'p*': { x: '', t: '' } },
        {
          binds: [bind('/data/p/x', { calculate: '/data/f * 2' }), bind('/data/p/t', { calculate: 'sum(../../p/x)' })],
          body: [
            question('/data/n'),
            question('/data/f'),
            repeat('/data/p', [question('/data/p/x'), question('/data/p/t')], { count: '/data/n' }),
          ],
        },
      ),
    );
    const slots = vi.spyOn(RecordNode.prototype, 'slot');
    form.set('/data/n', '1000');
    expect(form.value('/data/p[1000]/t')).toBe('2000');
    form.set('/data/f', '3');
    expect(form.value('/data/p[1000]/t')).toBe('6000');
    expect(slots.mock.calls.length).toBeLessThan(20_000);
  });

  it('are computed anew within one change, where copies read what others have just become', () => {
    const form = withCopies("if(/data/n = '', 0, if(. = 1, 1, if(count(/data/p[t = 1]) = 0, 1, 0)))", 4);
    expect([1, 2, 3, 4].map((copy) => form.value(`/data/p[${copy}]/t`))).toEqual(['1', '0', '0', '0']);
  });

  const shapes = [
    'sum(SAME(../../p/x))',
    'count(SAME(../../p)) - count(SAME(../../p[x > 1]))',
    'count(SAME(../../p[x < current()/../x]))',
    'sum(SAME(/data/p[x > 1]/x)) - ../x',
    'max(SAME(../../p/x)) * position(..)',
    'join(",", SAME(../r/y))',
    'join("-", SAME(../../p/r/y)) ',
    'sum(SAME(../r/y)) + sum(SAME(../../p/x))',
    'if(count(SAME(../../p)) > 2, min(SAME(../../p/x)), sum(SAME(../x)))',
    'count-non-empty(SAME(../../p[position() < 3]/x))',
    // They read one another.
    'if(position(..) > 2, 1, sum(SAME(/data/p[position() > 2]/t)) + 1)',
  ];
  const inner = ['sum(SAME(../../r/y))', 'sum(SAME(../../../p/x)) + ../y', 'count(SAME(../../r[y = current()/../y]))'];
  const definitionOf = (shape: string, innerShape: string, same: string) =>
    smallForm(
      { h: '1', 'p*': { x: '1', t: '', 'r*': { y: '1', u: '' }, r: [{ y: '1', u: '' }] } },
      {
        binds: [
          bind('/data/p', { relevant: 'position(.) != /data/h' }),
          bind('/data/p/t', { calculate: shape.replaceAll('SAME', same) }),
          bind('/data/p/r/u', { calculate: innerShape.replaceAll('SAME', same) }),
        ],
        body: [
          question('/data/h'),
          repeat('/data/p', [
            question('/data/p/x'),
            question('/data/p/t'),
            repeat('/data/p/r', [question('/data/p/r/y'), question('/data/p/r/u')]),
          ]),
        ],
      },
    );

  const step = fc.oneof(
    fc.record({
      path: fc.constantFrom('x', 'r[1]/y', 'r[2]/y'),
      copy: fc.nat(3),
      value: fc.constantFrom('', '1', '2', '3'),
    }),
    fc.record({
      path: fc.constantFrom('add', 'remove', 'add-inner', 'h'),
      copy: fc.nat(3),
      value: fc.constantFrom('', '2'),
    }),
  );

  function perform(form: FilledForm, { path, copy, value }: { path: string; copy: number; value: string }): void {
    const copies = form.form.children(form.repeat('/data/p'));
    const at = copies[copy % Math.max(1, copies.length)];
    if (path === 'add') form.form.addRepeat(form.repeat('/data/p'));
    else if (path === 'h') form.set('/data/h', value);
    else if (at === undefined) return;
    else if (path === 'remove') form.form.removeRepeat(at);
    else if (path === 'add-inner') form.form.addRepeat(form.repeat(`${form.form.pathOf(at)}/r`));
    else {
      const key = form.form.find(`${form.form.pathOf(at)}/${path}`);
      if (key !== null) form.form.set(key, value);
    }
  }

  it('are what they are when each copy computes its own', () => {
    const shared = fc.tuple(fc.constantFrom(...shapes), fc.constantFrom(...inner), fc.array(step, { maxLength: 12 }));
    fc.assert(
      fc.property(shared, ([shape, innerShape, script]) => {
        // A condition with a random number is known never to be the same.
        const forms = ['', 'if(random() < 2, NODES, 0)'].map((each) => {
          const write = (text: string) =>
            text.replace(/SAME\(((?:[^()]|\([^()]*\))*)\)/g, (_, nodes: string) =>
              each === '' ? nodes : each.replace('NODES', nodes),
            );
          return opened(definitionOf(write(shape), write(innerShape), ''));
        });
        for (const form of forms) {
          form.form.addRepeat(form.repeat('/data/p'));
          for (const one of script) perform(form, one);
        }
        const [one, other] = forms.map((form) => form.form.draft().instance);
        expect(one).toEqual(other);
      }),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCategories, FIRST_CATEGORIES, treeOrder, withinCategory } from './category.ts';
import {
  type ActDetails,
  applyAct,
  DANGERS,
  factsOf,
  faultOf,
  type IncidentState,
  isLoud,
  NOTHING,
  STATUSES,
} from './incident.ts';
import { defaultMapping, readFacts } from './mapping.ts';

const AT = '2031-05-18T08:00:00.000Z';
const acted = (state: IncidentState, ...acts: ActDetails[]) =>
  acts.reduce((now, details) => applyAct(now, { details, by: 'Ada', at: AT }), state);
const made = (said: Parameters<typeof factsOf>[0]['said']) => acted(NOTHING, { kind: 'made', said, standing: 'read' });

const anyAct: fc.Arbitrary<ActDetails> = fc.oneof(
  fc.record({
    kind: fc.constant('followed' as const),
    said: fc.record({ danger: fc.constantFrom(...DANGERS) }),
    standing: fc.constantFrom('read' as const, 'void' as const),
  }),
  fc.record({
    kind: fc.constant('told' as const),
    told: fc.record({ danger: fc.option(fc.constantFrom(...DANGERS)) }),
  }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(...STATUSES) }),
  fc.record({
    kind: fc.constant('assigned' as const),
    assignee: fc.option(fc.record({ id: fc.constantFrom('a', 'b'), name: fc.constant('n') })),
  }),
  fc.constant({ kind: 'acknowledged' as const }),
);

describe('an SOS', () => {
  test('is loud until a person acknowledges it, whatever else is done', () => {
    const sos = made({ danger: 'sos' });
    expect(isLoud(sos)).toBe(true);
    expect(isLoud(acted(sos, { kind: 'noted', text: 'x' }, { kind: 'status', status: 'verified' }))).toBe(true);
    expect(isLoud(acted(sos, { kind: 'acknowledged' }))).toBe(false);
  });

  test('that comes anew is loud again', () => {
    const heard = acted(made({ danger: 'sos' }), { kind: 'acknowledged' });
    const low = acted(heard, { kind: 'followed', said: { danger: 'low' }, standing: 'read' });
    expect(isLoud(acted(low, { kind: 'told', told: { danger: 'sos' } }))).toBe(true);
    expect(isLoud(acted(heard, { kind: 'followed', said: { danger: 'sos', what: 'More' }, standing: 'read' }))).toBe(
      false,
    );
  });

  test('is acknowledged once', () => {
    expect(faultOf(made({ danger: 'low' }), { kind: 'acknowledged' }, null)).toBe('incident-not-loud');
    expect(faultOf(made({ danger: 'sos' }), { kind: 'acknowledged' }, null)).toBeNull();
  });
});

test('what may be done never leaves an assigned incident without somebody, nor an acknowledgement that no SOS had', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 30 }), (acts) => {
      let state = made({});
      for (const details of acts) {
        if (faultOf(state, details, 'why') !== null) continue;
        state = acted(state, details);
        expect(state.status !== 'assigned' || state.assignee !== null).toBe(true);
        expect(state.status !== 'new' || state.assignee === null).toBe(true);
      }
    }),
  );
});

test('statuses: what is refused, and what needs a reason', () => {
  const fresh = made({});
  const go = (state: IncidentState, status: (typeof STATUSES)[number], reason: string | null = null) =>
    faultOf(state, { kind: 'status', status }, reason);
  expect(go(fresh, 'assigned')).toBe('incident-nobody');
  expect(go(fresh, 'new')).toBe('incident-way');
  expect(go(fresh, 'rejected')).toBe('incident-reason');
  expect(go(fresh, 'rejected', 'A rumour')).toBeNull();
  const given = acted(fresh, { kind: 'assigned', assignee: { id: 'a', name: 'Ada' } });
  expect(given.status).toBe('assigned');
  expect(acted(given, { kind: 'status', status: 'new' }).assignee).toBeNull();
  expect(go(acted(given, { kind: 'status', status: 'resolved' }), 'verified')).toBe('incident-reason');
});

test('the word of the desk goes before that of the report, and can be taken back', () => {
  const told = acted(made({ category: 'media', what: 'A' }), { kind: 'told', told: { category: 'violence' } });
  expect(factsOf(told)).toEqual({ category: 'violence', what: 'A' });
  const moved = acted(told, { kind: 'followed', said: { category: 'arrest' }, standing: 'read' });
  expect(factsOf(moved)).toEqual({ category: 'violence' });
  expect(factsOf(acted(moved, { kind: 'told', told: { category: null } }))).toEqual({ category: 'arrest' });
});

test('a tree of categories', () => {
  expect(checkCategories(FIRST_CATEGORIES)).toEqual([]);
  const one = (key: string, parent: string | null) => ({ key, parent, name: { en: key }, isRetired: false });
  const codes = (...all: ReturnType<typeof one>[]) =>
    checkCategories(all).map(({ at, fault }) => `${at} ${fault.code}`);
  expect(codes(one('a', null), one('a', null))).toEqual(['1 incident-category-twice']);
  expect(codes(one('a', 'b'), one('b', 'a'))).toEqual(['0 incident-category-circle', '1 incident-category-circle']);
  expect(codes(one('a', 'z'))).toEqual(['0 incident-category-parent']);
  const chain = ['a', 'b', 'c', 'd', 'e'].map((key, at, all) => one(key, all[at - 1] ?? null));
  expect(codes(...chain)).toEqual(['4 incident-category-deep']);
  expect(withinCategory(chain, 'c')).toEqual(['c', 'd', 'e']);
  expect(treeOrder(chain.slice(0, 2).reverse()).map(({ depth }) => depth)).toEqual([0, 1]);
});

const question = (name: string, control: string, [type, choices = []]: [string, string[]?]) => {
  return { path: `/data/${name}`, control, type, choices: choices.map((value) => ({ value })) };
};

test('a form says by the names of its questions what its incidents are', () => {
  const mapping = defaultMapping([
    question('when', 'input', ['dateTime']),
    question('kind', 'select1', ['string', ['violence', 'other']]),
    question('urgent', 'select1', ['string', ['yes', 'no']]),
    question('what', 'input', ['string']),
    question('place_words', 'input', ['string']),
    question('spot', 'input', ['geopoint']),
  ]);
  const answers = {
    ...{ '/data/when': '2031-05-18T09:00:00+04:00', '/data/kind': 'violence', '/data/urgent': 'yes' },
    ...{ '/data/what': ' Pushed out ', '/data/place_words': '', '/data/spot': '40.5 49.5 0 4' },
  };
  expect(readFacts(mapping, { answers, station: '7' })).toEqual({
    ...{ danger: 'sos', category: 'violence', what: 'Pushed out', happenedAt: '2031-05-18T05:00:00.000Z' },
    ...{ station: '7', latitude: 40.5, longitude: 49.5 },
  });
  const odd = { '/data/when': '2031-05-18T09:00:00', '/data/urgent': 'no', '/data/spot': 'x y' };
  expect(readFacts(mapping, { answers: odd, station: null })).toEqual({});
});

import { describe, expect, test } from 'vitest';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { ru } from '../../../../platform/i18n/catalogue-ru.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import type { ActBody } from '../contract.ts';
import {
  wordAction,
  wordActor,
  wordChanged,
  wordDetails,
  wordElection,
  wordField,
  wordSubject,
  wordValue,
} from './word-act.ts';
import { addressOfDifferences, wordAnswerChange } from './word-answers.ts';

const messages = createMessages('en', en);
const act: ActBody = {
  id: '018d0000-0000-7000-8000-000000000000',
  at: '2024-02-05T10:00:00.000Z',
  actorId: '018d0000-0000-7000-8000-000000000001',
  actorName: 'Aysel',
  action: 'account.role-changed',
  election: null,
  subjectKind: 'account',
  subjectKey: '018d0000-0000-7000-8000-000000000002',
  reason: null,
  details: { name: 'Tofiq', before: 'reader', after: 'editor' },
  names: { election: null, mission: null, form: null },
};

test('a change in words names its field, its language, and what it held', () => {
  expect(wordField(messages, 'mission-here', 'az')).toBe('Azerbaijani');
  expect(wordField(messages, 'place', 'name_ru')).toMatch(/ \(Russian\)$/);
  expect(wordField(messages, 'moon', 'craters')).toBe('craters');
  expect([wordValue(messages, null), wordValue(messages, 'reader')]).toEqual(['(nothing)', 'reader']);
});

test('what was said of a visit, and who has a device, is told in words', () => {
  const marked = { ...act, action: 'plan.visit-changed', subjectKind: 'mission-here' };
  const mark = wordChanged(messages, marked, { field: 'mark', before: null, after: 'unreachable' });
  expect([mark.name, mark.before, mark.after]).toEqual([
    'What was said of the visit',
    '(nothing)',
    'the team is unreachable',
  ]);
  const handed = { ...act, action: 'device.handed', subjectKind: 'device' };
  expect(wordChanged(messages, handed, { field: '', before: 'A', after: null }).name).toBe('Who has it');
});

describe('an act in words', () => {
  test('says who, what, to whom and how', () => {
    expect([
      wordActor(messages, act),
      wordAction(messages, act.action),
      wordSubject(messages, act),
      wordDetails(messages, act),
    ]).toEqual(['Aysel', 'Role changed', 'Tofiq', 'reader → editor']);
  });

  test('names what has no account and no name', () => {
    const refused = { ...act, actorId: null, actorName: 'anonymous', subjectKind: 'address', subjectKey: '192.0.2.1' };
    const details = { method: 'password', tried: 'Aysel' };
    expect(wordActor(messages, refused)).toBe('Not signed in');
    expect(wordSubject(messages, { ...refused, details })).toBe('Network address 192.0.2.1');
    expect(wordDetails(messages, { ...refused, details })).toBe('with a password · as Aysel');
  });

  test('names people by their name where they did something to their own account', () => {
    const own = { ...act, subjectKey: act.actorId ?? '', details: { method: 'passkey' } };
    expect(wordSubject(messages, own)).toBe('Aysel');
  });

  test('says of a list of what may be deleted of which day it is, and how long', () => {
    const asked = { ...act, action: 'mission.retention-asked', details: { label: '2024-02-05 · 44' } };
    expect(wordDetails(messages, asked)).toBe('list as of 5 February 2024: 44 items');
    expect(wordDetails(messages, { ...asked, action: 'paper.added' })).toBe('2024-02-05 · 44');
  });

  test('counts what an import did, and says nothing of what it did not do', () => {
    const details = { created: 12, corrected: 1, withdrawn: 0, unchanged: 3 };
    expect(wordDetails(messages, { ...act, details })).toBe('12 created · 1 corrected');
  });

  test('says of an expected visit that was changed which one it was', () => {
    const details = { team: 'T1', station: '0101', day: '2031-05-18', phase: 'opening', before: {}, after: {} };
    expect(wordDetails(messages, { ...act, action: 'plan.visit-changed', details })).toBe(
      'team T1 · station 0101 · 18 May 2031 · opening',
    );
    expect(wordDetails(messages, { ...act, action: 'plan.visits-added', details: { added: 2, same: 0 } })).toBe(
      '2 added',
    );
  });

  test('keeps the code of an act that the catalogue does not know', () => {
    expect(wordAction(messages, 'moon.landed')).toBe('moon.landed');
    expect(wordSubject(messages, { ...act, subjectKind: 'moon', subjectKey: 'M1', details: {} })).toBe('moon M1');
  });
});

test('what has a title is called by it in the language of the page, and by its short name only where it has none', () => {
  const russian = createMessages('ru', ru);
  const titles = { 'English (en)': 'Opening of the station', 'Русский (ru)': 'Открытие участка' };
  const names = {
    election: { en: 'Vote of the Coast', ru: 'Выборы Побережья' },
    mission: { en: 'Coast mission', ru: 'Миссия Побережья' },
    form: { title: 'Opening of the station', titles },
  };
  const of = (subjectKind: string, subjectKey: string) => ({
    ...act,
    election: 'coast-2031',
    subjectKind,
    subjectKey,
    details: {},
    names,
  });
  const report = { ...of('report', act.id), details: { mission: 'coast', code: 'COAST-7', form: 'opening' } };
  expect([
    wordSubject(russian, of('form', 'coast/opening')),
    wordSubject(russian, of('mission-here', 'coast')),
    wordSubject(russian, of('election', 'coast-2031')),
    wordSubject(russian, of('paper', 'coast/0007')),
    wordDetails(russian, report),
    wordElection(russian, report),
  ]).toEqual([
    'Форма «Открытие участка» · Миссия Побережья',
    'Миссия «Миссия Побережья»',
    'Выборы «Выборы Побережья»',
    'Бумажный лист 0007 · Миссия Побережья',
    'форма «Открытие участка»',
    'Выборы Побережья',
  ]);
  const unnamed = { ...of('form', 'coast/opening'), names: act.names };
  expect([wordSubject(messages, unnamed), wordElection(messages, unnamed)]).toEqual([
    'Form coast/opening',
    'coast-2031',
  ]);
});

describe('an act on a report', () => {
  const details = { mission: 'coast', code: 'COAST-7-4XK2-9MQPT', form: 'opening' };
  const report = { ...act, action: 'report.moved', subjectKind: 'report', subjectKey: act.id };

  test('says which, and what it was and became', () => {
    const moved = { ...report, details: { ...details, before: { station: '1001' }, after: { station: null } } };
    expect(wordSubject(messages, moved)).toBe('Report COAST-7-4XK2-9MQPT');
    expect(wordDetails(messages, moved)).toBe('form “opening” · station 1001 → (nothing)');
    const versions = { before: { version: 1 }, after: { version: 2 }, station: '1001', made: 'COAST-9-4XK2-9MQPT' };
    expect(wordDetails(messages, { ...report, details: { ...details, ...versions } })).toBe(
      'form “opening” · station 1001 · version 1 → 2 · new receipt COAST-9-4XK2-9MQPT',
    );
    expect(wordSubject(messages, { ...report, details: {} })).toBe('Report');
  });

  test('is compared where its two versions stand, and its answers are in the words of the form', () => {
    const corrected = { ...report, details: { ...details, from: 'aa', to: 'bb' } };
    expect(addressOfDifferences(corrected)).toBe(`/api/missions/coast/reports/${act.id}/differences?from=aa&to=bb`);
    expect(addressOfDifferences(report)).toBeNull();
    const choices = [{ 'English (en)': 'Yes', 'Русский (ru)': 'Да' }];
    const change = {
      path: '/data/seal',
      labels: { 'English (en)': 'Sealed?' },
      before: null,
      after: { value: '1', choices },
    };
    expect(wordAnswerChange(messages, change)).toMatchObject({ name: 'Sealed?', before: '(nothing)', after: 'Yes' });
    expect(wordAnswerChange(messages, { ...change, labels: {} }).name).toBe('seal');
  });
});

test('a kept list of reports is told in words, not as the program writes it', () => {
  const view = { ...act, action: 'report-view.changed', subjectKind: 'mission-here', subjectKey: 'coast' };
  const filters = [
    { column: 'state', isNot: ['void', 'held'] },
    { column: '/data/count', from: '1', to: null },
    { column: 'flags', isEmpty: true },
  ];
  const told = (field: string, after: string) => {
    const { name, after: value } = wordChanged(messages, view, { field, before: null, after });
    return `${name}: ${value}`;
  };
  expect([
    told('filters', JSON.stringify(filters)),
    told('filters', '[]'),
    told('sort', 'null'),
    told('sort', '{"column":"received","isDescending":true}'),
    told('columns', 'station, /data/count'),
    told('shared', 'true'),
    told('size', '50'),
  ]).toEqual([
    'Filters: State: not Set aside, Held; count: from 1; To note: empty',
    'Filters: (nothing)',
    'Order: the newest first',
    'Order: by “First came”, highest first',
    'Columns: Station, count',
    'Who sees it: everybody',
    'Rows of a page: 50',
  ]);
});

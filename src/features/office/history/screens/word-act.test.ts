import { describe, expect, test } from 'vitest';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import type { ActBody } from '../contract.ts';
import { wordAction, wordActor, wordDetails, wordField, wordSubject, wordValue } from './word-act.ts';

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
};

test('a change in words names its field, its language, and what it held', () => {
  expect(wordField(messages, 'mission-here', 'az')).toBe('Azerbaijani');
  expect(wordField(messages, 'place', 'name_ru')).toMatch(/ \(Russian\)$/);
  expect(wordField(messages, 'moon', 'craters')).toBe('craters');
  expect([wordValue(messages, null), wordValue(messages, 'reader')]).toEqual(['(nothing)', 'reader']);
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

  test('counts what an import did, and says nothing of what it did not do', () => {
    const details = { created: 12, corrected: 1, withdrawn: 0, unchanged: 3 };
    expect(wordDetails(messages, { ...act, details })).toBe('12 created · 1 corrected');
  });

  test('keeps the code of an act that the catalogue does not know', () => {
    expect(wordAction(messages, 'moon.landed')).toBe('moon.landed');
    expect(wordSubject(messages, { ...act, subjectKind: 'moon', subjectKey: 'M1', details: {} })).toBe('moon M1');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AccountStanding,
  browserLabel,
  findPasswordFault,
  isAdministering,
  mayStopAdministering,
  parseName,
  parseSignInName,
  relyingPartyOf,
  signInKey,
  stateOf,
} from './account.ts';

describe('names', () => {
  test.each([
    ['  Əliyeva Aysel ', 'Əliyeva Aysel'],
    ['Анна', 'Анна'],
  ])('%s is taken as %s', (typed, kept) => {
    expect(parseName(typed)).toEqual({ ok: true, value: kept });
  });

  test.each([
    ['', 'required'],
    ['   ', 'required'],
    ['a\nb', 'one-line'],
    ['a\u0000b', 'one-line'],
    ['x'.repeat(101), 'too-long'],
  ])('%j is refused', (typed, code) => {
    expect(parseName(typed)).toMatchObject({ ok: false, error: { code } });
  });

  test.each([
    ['aysel@observers.example', true],
    ['aysel', true],
    ['ab', false],
    ['two words', false],
    ['x'.repeat(101), false],
  ])('to sign in with: %s (%s)', (typed, isTaken) => {
    expect(parseSignInName(typed).ok).toBe(isTaken);
  });

  test('to sign in with are one name in all spellings', () => {
    expect(signInKey('AYSEL@Observers.example')).toBe(signInKey('aysel@observers.example'));
    expect(signInKey('Élodie')).toBe(signInKey('elodie'));
  });
});

describe('a password', () => {
  const names = ['Aysel Məmmədova', 'aysel.m@observers.example'];

  test.each(['correct horse', 'ночь в Баку', 'x7!qLw2p', 'abcd efgh ijkl', '    four  spaces', '🙂🙃😉😊😀😁😂🤣'])(
    '%s is taken, whatever it is made of',
    (password) => {
      expect(findPasswordFault(password, names)).toBeNull();
    },
  );

  test.each([
    ['short7!', 'password-short'],
    ['🙂🙃😉😊😀😁😂', 'password-short'],
    ['aaaaaaaa', 'password-guessable'],
    ['abababab', 'password-guessable'],
    ['12345678', 'password-guessable'],
    ['87654321', 'password-guessable'],
    ['12341234', 'password-guessable'],
    ['qwertyuiop', 'password-guessable'],
    ['Password1', 'password-guessable'],
    ['!!password123', 'password-guessable'],
    ['Scrutineer', 'password-guessable'],
    ['məmmədova7', 'password-guessable'],
    ['aysel.m1', 'password-guessable'],
    ['йцукенгш', 'password-guessable'],
    ['x'.repeat(201), 'too-long'],
  ])('%s is refused', (password, code) => {
    expect(findPasswordFault(password, names)?.code).toBe(code);
  });
});

describe('administrators', () => {
  const standing = fc.record({
    id: fc.uuid(),
    role: fc.constantFrom('reader' as const, 'editor' as const, 'administrator' as const),
    isDisabled: fc.boolean(),
    canSignIn: fc.boolean(),
  });

  test('are never fewer than one after an allowed change', () => {
    fc.assert(
      fc.property(fc.uniqueArray(standing, { selector: (each) => each.id, minLength: 1 }), (accounts) => {
        for (const { id } of accounts) {
          const rest: AccountStanding[] = accounts.filter((each) => each.id !== id);
          expect(mayStopAdministering(id, accounts)).toBe(rest.some(isAdministering));
        }
      }),
    );
  });

  test('do not count while they cannot sign in', () => {
    const one = { id: 'a', role: 'administrator', isDisabled: false, canSignIn: true } as const;
    const invited = { ...one, id: 'b', canSignIn: false };
    expect(mayStopAdministering('a', [one, invited])).toBe(false);
    expect(mayStopAdministering('a', [one, { ...one, id: 'b' }])).toBe(true);
  });
});

describe('a link', () => {
  const now = new Date('2024-02-05T10:00:00Z');
  const open = { expiresAt: new Date('2024-02-05T10:00:01Z'), usedAt: null, withdrawnAt: null };

  test.each([
    [open, 'open'],
    [{ ...open, expiresAt: now }, 'expired'],
    [{ ...open, withdrawnAt: now }, 'withdrawn'],
    [{ ...open, usedAt: now, withdrawnAt: now }, 'used'],
  ])('is %#: %s', (link, state) => {
    expect(stateOf(link, now)).toBe(state);
  });
});

describe('passkeys are bound to', () => {
  test.each([
    ['http://localhost:8391', 'localhost'],
    ['https://observers.example', 'observers.example'],
    ['http://127.0.0.1:8391', null],
    ['http://[::1]:8391', null],
  ])('%s → %s', (origin, party) => {
    expect(relyingPartyOf(origin)).toBe(party);
  });
});

test('a browser is named without its version', () => {
  const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
  expect(browserLabel(agent)).toBe('Chrome, Linux');
  expect(browserLabel('Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0')).toBe('Firefox, Android');
  expect(browserLabel('')).toBe('');
});

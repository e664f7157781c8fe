import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCountryCode, isSamePhone, type PhoneNumber, parsePhone } from './phone-number.ts';

const e164Of = (text: string, countryCode: string | null = null) => {
  const number = parsePhone(text, countryCode);
  return number.ok ? number.value.e164 : number.error.code;
};

describe('a telephone number', () => {
  test.each([
    ['+999 55 010-20-30', null, '+999550102030'],
    ['00 999 (55) 010 20 30', null, '+999550102030'],
    ['(00999) 55.010.20.30', '1', '+999550102030'],
    ['(055) 010-20-30', '999', '+999550102030'],
    ['55 010 20 30', '999', '+999550102030'],
    ['055 010 20 30', null, null],
    ['999 55 010 20 30', '999', 'phone-unclear'],
    ['+0 55 010 20 30', null, 'phone-signs'],
    ['+00999550102030', null, 'phone-signs'],
    ['0 055 0102030', '999', 'phone-signs'],
    ['55-CALL-ME', '999', 'phone-signs'],
    ['55 010 20 30 ext 4', '999', 'phone-signs'],
    ['++99955010', null, 'phone-signs'],
    ['+99', null, 'phone-length'],
    ['+1234567890123456', null, 'phone-length'],
    ['', null, 'phone-signs'],
    ['()', null, 'phone-length'],
  ])('%s with the country code %s is %s', (text, countryCode, wanted) => {
    expect(e164Of(text, countryCode)).toBe(wanted);
  });

  const digit = fc.integer({ min: 0, max: 9 }).map(String);
  const between = fc.constantFrom('', ' ', '-', ' (', ') ', '.');
  const foreign = fc
    .tuple(
      fc.integer({ min: 1, max: 9 }).map(String),
      fc.array(fc.tuple(between, digit), { minLength: 6, maxLength: 14 }),
    )
    .map(([first, rest]) => ({
      digits: first + rest.map(([, one]) => one).join(''),
      text: first + rest.flat().join(''),
    }));

  test('is dialled by its digits, however it is written, and is read as the same again', () => {
    fc.assert(
      fc.property(
        foreign,
        fc.constantFrom('+', '00'),
        fc.constantFrom(null, '999'),
        ({ digits, text }, sign, countryCode) => {
          const number = parsePhone(sign + text, countryCode);
          if (!number.ok) throw new Error(number.error.code);
          expect(number.value).toEqual({ written: sign + text, e164: `+${digits}` });
          const again = parsePhone(number.value.e164 ?? '', countryCode);
          expect(again.ok && isSamePhone(again.value, number.value)).toBe(true);
        },
      ),
    );
  });

  test('with a letter in it is refused, wherever the letter stands', () => {
    fc.assert(
      fc.property(foreign, fc.nat(), fc.constantFrom('a', 'Я', 'ə', 'x', '#', '\n', '/'), ({ text }, at, letter) => {
        const place = 1 + (at % (text.length - 1));
        expect(parsePhone(`+${text.slice(0, place)}${letter}${text.slice(place)}`, '999').ok).toBe(false);
      }),
    );
  });

  test('that is national stays as it is written without a country code, and gets one with it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[1-8]\d{7,9}$/), (text) => {
        expect(parsePhone(text, null)).toEqual({ ok: true, value: { written: text, e164: null } });
        expect(e164Of(text, '999')).toBe(`+999${text.slice(1)}`);
      }),
    );
  });
});

test('numbers are the same by what is dialled, else by their digits', () => {
  const phone = (written: string, e164: string | null): PhoneNumber => ({ written, e164 });
  expect(isSamePhone(phone('055 1', '+999551'), phone('+999 55-1', '+999551'))).toBe(true);
  expect(isSamePhone(phone('055-1', null), phone('0551', null))).toBe(true);
  expect(isSamePhone(phone('999551', null), phone('+999551', '+999551'))).toBe(false);
});

test.each([
  ['999', true],
  ['1', true],
  ['0', false],
  ['+9', false],
  ['1234', false],
  ['', false],
])('%s as a country code: %s', (code, wanted) => {
  expect(isCountryCode(code)).toBe(wanted);
});

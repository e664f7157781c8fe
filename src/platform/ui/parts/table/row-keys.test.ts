import { describe, expect, test } from 'vitest';
import { plainKey, stepOf } from './row-keys.ts';

const press = (key: string, code: string, held: Partial<KeyboardEvent> = {}) =>
  ({ key, code, ctrlKey: false, metaKey: false, altKey: false, ...held }) as KeyboardEvent;

describe('a key', () => {
  test('is its letter, wherever that lies', () => {
    expect(plainKey(press('f', 'KeyF'))).toBe('f');
    expect(plainKey(press('j', 'KeyC'))).toBe('j');
    expect(plainKey(press('ArrowDown', 'ArrowDown'))).toBe('ArrowDown');
  });

  test('of a keyboard with other letters is the Latin one in its place', () => {
    expect([plainKey(press('а', 'KeyF')), plainKey(press('ჯ', 'KeyJ'))]).toEqual(['f', 'j']);
    expect([stepOf(press('о', 'KeyJ')), stepOf(press('л', 'KeyK')), stepOf(press('х', 'BracketLeft'))]).toEqual([
      1, -1, 0,
    ]);
  });

  test('with Ctrl, Alt or Cmd is meant for something else', () => {
    for (const held of ['ctrlKey', 'altKey', 'metaKey']) {
      expect([plainKey(press('j', 'KeyJ', { [held]: true })), stepOf(press('j', 'KeyJ', { [held]: true }))]).toEqual([
        null,
        0,
      ]);
    }
  });
});

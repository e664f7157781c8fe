import { describe, expect, test } from 'vitest';
import { completeName, namesOf } from './complete-name.ts';

const NAMES = namesOf(
  [
    { path: '/data/voters', words: 'Voters by noon' },
    { path: '/data/count/cast', words: 'Ballots cast' },
    { path: '/data/a/note', words: 'Note' },
    { path: '/data/b/note', words: 'Note' },
  ],
  [{ path: '/data/voters', words: 'Voters by noon' }],
  (field) => field,
);
/** `|` is where somebody types. */
function offered(text: string) {
  const caret = text.indexOf('|');
  const rule = text.replace('|', '');
  const found = completeName(rule, caret, NAMES);
  const [first] = found?.names ?? [];
  if (found === null || first === undefined) return null;
  return [`${rule.slice(0, found.from)}${first.written}${rule.slice(found.to)}`, found.names.length];
}

describe('names that are offered while a rule is typed', () => {
  test.each([
    ['${|', ['${voters}', 8]],
    ['${vo|', ['${voters}', 2]],
    ['${vo|} > 5', ['${voters} > 5', 2]],
    ['1 < ${ballots|', ['1 < ${cast}', 1]],
    ['${other.|', ['${other.voters}', 1]],
    ['${station.reg|istered} < 4', ['${station.registered} < 4', 2]],
    ['${not|', ['/data/a/note', 2]],
  ])('%s', (text, found) => {
    expect(offered(text)).toEqual(found);
  });

  test.each(['voters|', '${voters}|', '${voters} |', "${voters} = '${x}' |", '${zebra|', '|${voters}', '$|{voters}'])(
    'and none otherwise: %s',
    (text) => {
      expect(offered(text)).toBeNull();
    },
  );
});

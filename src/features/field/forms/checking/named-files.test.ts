import { expect, test } from 'vitest';
import { checkForm } from './check-form.ts';
import { filesNamedIn } from './named-files.ts';

test('files that a form needs: its lists, then pictures, sounds and films, each once', () => {
  const survey = [
    ['type', 'name', 'label', 'media::image', 'media::audio', 'default'],
    ['select_one_from_file stations.csv', 'station', 'Station', 'sign.png', '', ''],
    ['text', 'who', 'Who?', 'sign.png', 'who.mp3', ''],
    ['note', 'seen', 'Seen', '${who}.png', '', ''],
    ['image', 'box', 'The box', '', '', 'box.jpg'],
  ];
  const { converted } = checkForm({ sheets: [{ name: 'survey', rows: survey }] }, 'visit');
  const named = converted === null ? [] : filesNamedIn(converted.form);
  expect(named.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    'table stations.csv',
    'media sign.png',
    'media who.mp3',
    'media box.jpg',
  ]);
  expect(named[1]?.src).toBe('jr://images/sign.png');
});

import { expect, test } from 'vitest';
import { en } from '../../../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../../../platform/i18n/messages.ts';
import { createListWords } from './list-words.ts';

test.each([
  ['Was the box sealed?', 'Was the box sealed? no'],
  ['Number of voters', 'Number of voters: no'],
])('a filter by “%s” has one sign behind the name of its column', (label, words) => {
  const column = { id: '/data/q', kind: 'text', labels: { 'English (en)': label }, choices: [] } as const;
  const known = {
    devices: () => [],
    forms: () => [],
    stations: () => ({}),
    choices: () => ({}),
    checks: () => ({}),
    findColumn: () => column as never,
  };
  const { filterWords } = createListWords(createMessages('en', en), known);
  expect(filterWords({ column: '/data/q', is: ['no'] })).toBe(words);
});

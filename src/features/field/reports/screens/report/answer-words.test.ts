import { expect, test } from 'vitest';
import { en } from '../../../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../../../platform/i18n/messages.ts';
import { answerInWords } from './answer-words.ts';

const messages = createMessages('en', en);
const LABELS = [{ 'English (en)': 'A queue' }, { 'English (en)': 'A crowd' }];

test.each([
  ['date', '2024-02-07', [], '7 February 2024'],
  ['date', '2024-02-31', [], '2024-02-31'],
  ['time', '08:30:00.000+04:00', [], '08:30'],
  ['time', 'at noon', [], 'at noon'],
  ['moment', '2024-02-07T08:30:00.000', [], '2024-02-07 08:30'],
  [null, '2024-02-07', [], '2024-02-07'],
  [null, 'queue crowd', LABELS, 'A queue, A crowd'],
] as const)('an answer of kind %s: %s', (kind, value, choices, words) => {
  expect(answerInWords(messages, kind, { value, choices })).toBe(words);
});

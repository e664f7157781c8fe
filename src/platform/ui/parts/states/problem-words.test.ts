import { describe, expect, test } from 'vitest';
import { PROBLEM_STATUS } from '../../../http/problem.ts';
import { en } from '../../../i18n/catalogue-en.ts';
import { ru } from '../../../i18n/catalogue-ru.ts';
import { createMessages } from '../../../i18n/messages.ts';
import { wordProblem } from './problem-words.ts';

const messages = createMessages('en', en);

/** What problems tell of themselves. */
const PARAMETERS = {
  ...{ seconds: 5, id: 'abc', form: 'visit', found: 'a', wanted: 'b' },
  ...{ state: 'frozen', number: 1, version: '1', count: 2, names: 'a.csv, b.csv', scope: 'reports:read' },
  ...{ labels: '0001, 0002', code: 'no-xml', limit: 2, day: '2024-05-08', step: 'agree', last: 7 },
};

describe('wordProblem', () => {
  test.each(Object.keys(PROBLEM_STATUS))('%s has words of its own', (code) => {
    const { title, advice } = wordProblem(messages, { code, parameters: PARAMETERS });
    expect(title).not.toBe(messages.t('problems.other'));
    expect(advice).not.toBe(messages.t('problems.other.advice'));
  });
  test('says how long to wait, in the grammar of the language', () => {
    const russian = createMessages('ru', ru);
    const problem = { code: 'too-many-attempts', parameters: { seconds: 21 } };
    expect(wordProblem(russian, problem).advice).toContain('21 секунду');
  });
  test('says how much is taken where that is known', () => {
    const problem = { code: 'too-large', parameters: { limitBytes: 104_857_600 } };
    expect(wordProblem(messages, problem).title).toContain('100 MB');
    expect(wordProblem(messages, { code: 'too-large', parameters: { limit: 9 } }).title).not.toContain('MB');
  });
  test('says a day as the reader writes it', () => {
    const problem = { code: 'retention-not-due', parameters: { day: '2024-05-08' } };
    expect(wordProblem(createMessages('ru', ru), problem).title).toContain('8 мая 2024');
  });
  test('has words for what nobody foresaw', () => {
    expect(wordProblem(messages, { code: 'never-heard-of', parameters: {} }).title).toBe('Something went wrong');
  });
});

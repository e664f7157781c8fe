import { describe, expect, test } from 'vitest';
import type { NodeDescription, NodeKey } from '../../../../xforms/form/session.ts';
import { ru } from '../../../i18n/catalogue-ru.ts';
import { createMessages } from '../../../i18n/messages.ts';
import { faultWords } from './fault-words.ts';

const messages = createMessages('ru', ru);
const node = 'n' as NodeKey;
const question = (type: string): NodeDescription => ({
  kind: 'question',
  name: 'q',
  parent: null,
  control: 'input',
  type,
  appearance: [],
  attributes: {},
  isCounted: false,
});

describe('what is wrong is said', () => {
  test('in the words of the form where it has some', () => {
    const fault = { node, kind: 'constraint', message: 'От 1 до 600' } as const;
    expect(faultWords(messages, fault, question('int'))).toBe('От 1 до 600');
  });
  test('else in ours, by what was wanted', () => {
    expect(faultWords(messages, { node, kind: 'type', message: '' }, question('int'))).toContain('целое число');
    expect(faultWords(messages, { node, kind: 'type', message: '' }, question('dateTime'))).toContain('время');
    expect(faultWords(messages, { node, kind: 'type', message: '' }, question('binary'))).toContain('иначе');
    expect(faultWords(messages, { node, kind: 'required', message: '' }, question('int'))).toContain('ответить');
    expect(faultWords(messages, { kind: 'unfinished' }, question('date'))).toContain('день, месяц и год');
  });
});

import { describe, expect, it } from 'vitest';
import { convertForm } from '../convert-form.ts';

const HEAD = ['type', 'name', 'label'];

/** Loops in one another over one list, with a question in the innermost. */
function loops(depth: number, choices: number, label = '%(label)s'): ReturnType<typeof convertForm> {
  const begins = Array.from({ length: depth }, (_, at) => ['begin loop over list', `l${at}`, 'Loop']);
  const survey = [HEAD, ...begins, ['text', 'q', label], ...begins.map(() => ['end loop', '', ''])];
  const list = Array.from({ length: choices }, (_, at) => ['list', `c${at}`, `Choice ${at} ${'x'.repeat(10_000)}`]);
  const sheets = [
    { name: 'survey', rows: survey },
    { name: 'choices', rows: [['list_name', 'name', 'label'], ...list] },
  ];
  return convertForm({ sheets }, { formName: 'data', fallbackId: 'form' });
}

describe('Loops', () => {
  it('grow to a group for each choice of a list', () => {
    const converted = loops(2, 20);
    expect(converted.ok && converted.value.form.root.children[0]?.children).toHaveLength(20);
    expect(converted.ok && converted.value.form.binds.length).toBeGreaterThan(400);
  });

  it('in one another are refused at the row of the first that is too large, before anything is made of it', () => {
    const converted = loops(4, 40);
    const faults = converted.ok ? [] : converted.error.map(({ code, row }) => `${code} ${row}`);
    expect(faults).toEqual(['loop-too-large 3', 'loop-too-large 2']);
  });

  it('are refused where the texts of choices would fill the memory', () => {
    const converted = loops(1, 100, '%(label)s'.repeat(100));
    expect(converted.ok ? null : converted.error.map(({ code, row }) => `${code} ${row}`)).toEqual([
      'loop-too-large 2',
    ]);
  });
});

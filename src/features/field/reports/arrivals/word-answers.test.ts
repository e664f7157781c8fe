import { describe, expect, it } from 'vitest';
import { wordAnswers } from './word-answers.ts';

const CODEBOOK = {
  columns: ['path', 'control', 'type', 'value', 'label::English (en)', 'label::Русский (ru)', 'relevant'],
  rows: [
    ['/data/open', 'select1', 'string', '', 'Did it open?', 'Открылся?', ''],
    ['/data/open', 'choice', '', 'yes', 'Yes', 'Да', ''],
    ['/data/open', 'choice', '', 'no', 'No', '', ''],
    ['/data/visit/note', 'input', 'string', '', 'Note', '', ''],
  ],
};

describe('wordAnswers', () => {
  it('puts the words of question and choice beside the answer', () => {
    expect(wordAnswers({ '/data/open': 'yes' }, CODEBOOK)).toEqual([
      {
        path: '/data/open',
        labels: { 'English (en)': 'Did it open?', 'Русский (ru)': 'Открылся?' },
        value: 'yes',
        choices: [{ 'English (en)': 'Yes', 'Русский (ru)': 'Да' }],
      },
    ]);
  });

  it('finds the question of each copy of a repeat', () => {
    const [first, second] = wordAnswers({ '/data/visit[1]/note': 'a', '/data/visit[2]/note': 'b' }, CODEBOOK);
    expect([first?.labels, second?.value]).toEqual([{ 'English (en)': 'Note' }, 'b']);
  });

  it('shows what it knows nothing of as it is, in its order', () => {
    const answers = { '/data/z': null, '/data/a': 12, '/data/m': ['x', 1], '/data/open': 'perhaps' };
    expect(wordAnswers(answers, CODEBOOK).map(({ value, choices }) => [value, choices])).toEqual([
      ['', []],
      ['12', []],
      ['["x",1]', []],
      ['perhaps', []],
    ]);
    expect(wordAnswers({ '/data/a': 'x' }, null)).toEqual([{ path: '/data/a', labels: {}, value: 'x', choices: [] }]);
  });
});

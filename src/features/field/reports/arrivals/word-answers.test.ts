import { describe, expect, it } from 'vitest';
import { type CodebookTable, readCodebookTable } from '../../forms/checking/codebook-table.ts';
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

const CHOSEN = { '/data/visit/station': { 'S 1': { '': 'School' }, S2: { '': 'Library' }, S3: { '': 'Hall' } } };
const NOTED = new Map([['/data/start', { type: 'dateTime' }]]);

const NONE: CodebookTable = { columns: [], rows: [] };
const word = (answers: Readonly<Record<string, unknown>>, codebook: CodebookTable = CODEBOOK) =>
  wordAnswers({ answers, questions: readCodebookTable(codebook), chosen: CHOSEN, noted: NOTED });

describe('wordAnswers', () => {
  it('puts the words of question and choice beside the answer', () => {
    expect(word({ '/data/open': 'yes' })).toEqual([
      {
        path: '/data/open',
        labels: { 'English (en)': 'Did it open?', 'Русский (ru)': 'Открылся?' },
        value: 'yes',
        kind: null,
        isNoted: false,
        choices: [{ 'English (en)': 'Yes', 'Русский (ru)': 'Да' }],
      },
    ]);
  });

  it('finds the question of each copy of a repeat', () => {
    const [first, second] = word({ '/data/visit[1]/note': 'a', '/data/visit[2]/note': 'b' });
    expect([first?.labels, second?.value]).toEqual([{ 'English (en)': 'Note' }, 'b']);
  });

  it('finds the words of what was chosen from a file, in each copy, alone and among others', () => {
    const answers = { '/data/visit[1]/station': 'S 1', '/data/visit[2]/station': 'S3 S2', '/data/other': 'S2' };
    const chosen = word(answers).map(({ choices }) => choices.map((labels) => labels['']));
    expect(chosen).toEqual([['School'], ['Hall', 'Library'], []]);
  });

  it('shows what it knows nothing of as it is, in its order', () => {
    const answers = { '/data/z': null, '/data/a': 12, '/data/m': ['x', 1], '/data/open': 'perhaps' };
    expect(word(answers).map(({ value, choices }) => [value, choices])).toEqual([
      ['', []],
      ['12', []],
      ['["x",1]', []],
      ['perhaps', []],
    ]);
    expect(word({ '/data/a': 'x' }, NONE)).toMatchObject([{ path: '/data/a', labels: {}, value: 'x', choices: [] }]);
  });

  it('tells what a clock says, and what nobody was asked', () => {
    const rows = [['/data/day', 'input', 'date', '', 'Day', '', '']];
    const answers = { '/data/start': 'a', '/data/day': 'b', '/data/meta/instanceName': 'c', '/data/other': 'd' };
    expect(word(answers, { ...CODEBOOK, rows }).map(({ kind, isNoted }) => [kind, isNoted])).toEqual([
      ['moment', true],
      ['date', false],
      [null, true],
      [null, false],
    ]);
  });
});

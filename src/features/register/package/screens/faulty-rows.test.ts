import { describe, expect, it } from 'vitest';
import type { PackageIssue } from '../package.ts';
import { groupIssues, withCell } from './faulty-rows.ts';

function issue(file: string, row: number | null, column: string | null): PackageIssue {
  return { code: 'x', parameters: {}, severity: 'error', file, row, line: row, column, key: null };
}

const TABLE = {
  file: 'rounds.csv',
  columns: ['key', 'number', 'day', 'note'],
  isFlat: false,
  rows: [
    { row: 3, cells: ['r2', '2', 'soon', ''] },
    { row: 4, cells: ['r3', '3', '2031-03-09', ''] },
  ],
};

describe('groupIssues', () => {
  it('puts issues to their rows and cells, the rest to the file, files in the order of their issues', () => {
    const [day, far, whole] = [
      issue('rounds.csv', 3, 'day'),
      issue('rounds.csv', 900, 'day'),
      issue('x.txt', null, null),
    ];
    const [rounds, other] = groupIssues([day, far, whole], [TABLE]);
    expect(rounds).toMatchObject({ file: 'rounds.csv', issues: [far], table: { concerned: [0, 2] } });
    expect(rounds?.table?.rows).toEqual([{ row: 3, cells: ['r2', '2', 'soon', ''], issues: [day] }]);
    expect(other).toEqual({ file: 'x.txt', issues: [whole], table: null });
  });

  it('shows all columns where a row has another length, and keeps issues of the header apart', () => {
    const table = { ...TABLE, rows: [{ row: 3, cells: ['r2', '2'] }] };
    const [header, row] = [issue('rounds.csv', 1, 'note'), issue('rounds.csv', 3, null)];
    const [rounds] = groupIssues([header, row], [table]);
    expect(rounds?.table).toMatchObject({ header: [header], concerned: [0, 1, 2, 3], rows: [{ issues: [row] }] });
    expect(rounds?.issues).toEqual([]);
  });

  it('takes the lines of a flat file for its one row', () => {
    const found = issue('election.yaml', 6, 'election_day');
    const table = {
      file: 'election.yaml',
      columns: ['key', 'election_day'],
      isFlat: true,
      rows: [{ row: 1, cells: ['a', 'b'] }],
    };
    const [election] = groupIssues([found], [table]);
    expect(election?.table).toMatchObject({ header: [], rows: [{ row: 1, issues: [found] }], concerned: [0, 1] });
  });
});

describe('withCell', () => {
  it('changes one cell', () => {
    expect(withCell(['a', 'b'], { index: 1, text: 'c' })).toEqual(['a', 'c']);
  });
});

import { describe, expect, it } from 'vitest';
import { type AnswerPart, groupAnswers } from './group-answers.ts';

const answer = (path: string) => ({ path, labels: {}, value: '1', kind: null, isNoted: false, choices: [] });

/** Parts as an outline: a copy is its heading with what lies in it. */
function outline(parts: readonly AnswerPart[]): unknown[] {
  return parts.flatMap((part): unknown[] => {
    if (part.kind === 'answers') return part.answers.map(({ path }) => path);
    return [[`${part.name} ${part.number}/${part.count}`, ...outline(part.parts)]];
  });
}

const outlineOf = (...paths: string[]) => outline(groupAnswers(paths.map(answer)));

describe('groupAnswers', () => {
  it('leaves answers outside of repeats side by side', () => {
    expect(groupAnswers([answer('/data/a'), answer('/data/b')])).toHaveLength(1);
    expect(groupAnswers([])).toEqual([]);
  });

  it('gathers the answers of each copy, with its number and how many there are', () => {
    const paths = [
      '/data/a',
      '/data/visit[1]/x',
      '/data/visit[1]/y',
      '/data/visit[2]/x',
      '/data/visit[3]/x',
      '/data/z',
    ];
    expect(outlineOf(...paths)).toEqual([
      '/data/a',
      ['visit 1/3', '/data/visit[1]/x', '/data/visit[1]/y'],
      ['visit 2/3', '/data/visit[2]/x'],
      ['visit 3/3', '/data/visit[3]/x'],
      '/data/z',
    ]);
  });

  it('counts the copies of a repeat within each copy of the one around it', () => {
    const paths = ['/data/v[1]/g/w[1]/x', '/data/v[1]/g/w[2]/x', '/data/v[2]/g/w[1]/x'];
    expect(outlineOf(...paths)).toEqual([
      ['v 1/2', ['w 1/2', '/data/v[1]/g/w[1]/x'], ['w 2/2', '/data/v[1]/g/w[2]/x']],
      ['v 2/2', ['w 1/1', '/data/v[2]/g/w[1]/x']],
    ]);
  });

  it('takes a position at the end for one of the answer', () => {
    expect(outlineOf('/data/x', '/data/x[2]')).toEqual(['/data/x', '/data/x[2]']);
  });
});

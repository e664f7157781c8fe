import { describe, expect, it } from 'vitest';
import type { ShownAnswer } from './arrival-replies.ts';
import { compareAnswers } from './compare-answers.ts';

const answers = (said: Readonly<Record<string, string>>): ShownAnswer[] =>
  Object.entries(said).map(([path, value]) => ({
    path,
    labels: { '': path.slice(-1) },
    value,
    kind: null,
    isNoted: false,
    choices: [],
  }));

describe('what one version says otherwise than another', () => {
  const changes = (from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>) =>
    compareAnswers(answers(from), answers(to)).map(({ path, before, after }) => [path, before?.value, after?.value]);

  it('is told in the order of the later one, what is gone behind its neighbour', () => {
    expect(changes({ '/d/a': '1', '/d/b': '2', '/d/c': '3' }, { '/d/c': '4', '/d/a': '0' })).toEqual([
      ['/d/c', '3', '4'],
      ['/d/a', '1', '0'],
      ['/d/b', '2', undefined],
    ]);
  });

  it('is nothing where an answer was empty and is not there, or where names alone differ', () => {
    const names = { '/d/meta/instanceID': 'uuid:1' };
    expect(changes({ '/d/a': '', ...names }, { '/d/b': '', '/d/meta/instanceID': 'uuid:2' })).toEqual([]);
    expect(changes({ '/d/a': '' }, { '/d/a': 'x' })).toEqual([['/d/a', undefined, 'x']]);
  });
});

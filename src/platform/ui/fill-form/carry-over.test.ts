import { expect, it } from 'vitest';
import { mergeAnswers } from './carry-over.ts';

const base = { a: '1', b: '2', c: '3', people: [{ role: 'chair' }, { role: 'clerk' }], meta: { instanceID: 'v1' } };

it('puts what was changed here over what somebody else made of it, and leaves the rest as they made it', () => {
  const mine = { ...base, a: 'mine', people: [{ role: 'chair' }, { role: 'observer' }] };
  const theirs = { ...base, b: 'theirs', people: [{ role: 'head' }, { role: 'clerk' }], meta: { instanceID: 'v2' } };
  expect(mergeAnswers({ base, mine, theirs })).toEqual({
    a: 'mine',
    b: 'theirs',
    c: '3',
    people: [{ role: 'head' }, { role: 'observer' }],
    meta: { instanceID: 'v2' },
  });
});

it('takes away what was emptied here, keeps what both changed as it was typed here, and copies as they are here', () => {
  const mine = { a: 'mine', c: '3', people: [{ role: 'chair' }], meta: { instanceID: 'v1' } };
  const theirs = { ...base, a: 'theirs', c: 'theirs', people: [{ role: 'head' }, { role: 'clerk' }] };
  expect(mergeAnswers({ base, mine, theirs: { ...theirs, meta: { instanceID: 'v2' } } })).toEqual({
    a: 'mine',
    c: 'theirs',
    people: [{ role: 'chair' }],
    meta: { instanceID: 'v2' },
  });
});

it('changes nothing of theirs where nothing was changed here', () => {
  const theirs = { ...base, a: 'theirs' };
  expect(mergeAnswers({ base, mine: base, theirs })).toEqual(theirs);
});

import { beforeAll, expect, test } from 'vitest';
import { loadExample } from '../../../../../test/support/example.ts';
import { type Cells, readRecord } from '../../../../kernel/record.ts';
import { candidateKind } from '../candidate.ts';
import { type CandidatesFile, inBallotOrder, pictureCandidates } from './candidates-view.ts';

let file: CandidatesFile;

beforeAll(async () => {
  file = await loadExample();
});

test('the latest votes are shown first, an earlier moment on demand', () => {
  const latest = pictureCandidates(file, '');
  expect(latest.moments.map(({ claim }) => claim.as_of?.text)).toEqual(['2024-02-11', '2024-02-08']);
  expect(latest.total).toBe('4957967');
  expect(latest.rows.map(({ votes }) => votes?.value)).toEqual([
    '4567458',
    '107632',
    '98421',
    '85411',
    '39643',
    '32885',
    '26517',
  ]);
  const earlier = pictureCandidates(file, latest.moments[1]?.key ?? '');
  expect(earlier.total).toBe('4651473');
});

test('the computed share stands beside every claimed one, and the wrong one is known', () => {
  const { rows } = pictureCandidates(file, '');
  const last = rows.at(-1);
  expect(last?.share?.result.ok && last.share.result.value.text).toBe('0.53');
  expect(last?.claimed.map(({ claim, agrees }) => [claim.value, agrees])).toEqual([
    ['0.53', true],
    ['0.54', false],
  ]);
});

test('of seventeen approved nominations ten have no name, and none is made up', () => {
  const { nominations, rows, counts } = pictureCandidates(file, '');
  expect(rows).toHaveLength(7);
  expect(counts.approved).toBe(7);
  expect(nominations?.total.claim?.value).toBe('17');
  expect(nominations?.total.figure?.result.ok && nominations.total.figure.result.value.text).toBe('17');
  expect([nominations?.named, nominations?.unnamed]).toEqual([7, 10]);
  expect(nominations?.days.map(({ day, claim, named, unnamed }) => [day, claim.value, named, unnamed])).toEqual([
    ['2023-12-19', '1', 1, 0],
    ['2023-12-21', '6', 6, 0],
    ['2023-12-26', '8', 0, 8],
    ['2023-12-30', '1', 0, 1],
    ['2023-12-31', '1', 0, 1],
  ]);
});

test('candidates stand in the order of the ballot, those without a place after them', () => {
  const candidate = (key: string, cells: Cells = {}) =>
    readRecord(candidateKind, { key, name_en: key, nomination: 'self', ...cells });
  const given = [
    candidate('a'),
    candidate('b', { ballot_order: '2' }),
    candidate('c', { ballot_order: '1' }),
    candidate('d'),
  ];
  expect(inBallotOrder(given).map(({ key }) => key)).toEqual(['c', 'b', 'a', 'd']);
});

test('a file without votes and nominations is shown without them', () => {
  const picture = pictureCandidates({ ...file, claim: [], subject: [] }, '');
  expect(picture.moments).toEqual([]);
  expect(picture.total).toBeNull();
  expect(picture.nominations).toBeNull();
  expect(picture.rows.every(({ votes, share }) => votes === null && share === null)).toBe(true);
});

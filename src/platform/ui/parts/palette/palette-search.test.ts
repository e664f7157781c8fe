import { describe, expect, test } from 'vitest';
import { indexItems, searchItems } from './palette-search.ts';

const ITEMS = [
  { title: 'Calendar', group: 'Views' },
  { title: 'Candidates', group: 'Views' },
  { title: 'İlham Əliyev', group: 'Records', keywords: 'ilham-aliyev', hint: 'candidate' },
  { title: 'Vote of the second candidate', group: 'Records' },
];
const search = (query: string, most = 10) =>
  searchItems(indexItems(ITEMS), query, most).map(({ title, items }) => [title, ...items.map((item) => item.title)]);

describe('searchItems', () => {
  test('gives everything in its groups while nothing is asked', () => {
    expect(search('')).toEqual([
      ['Views', 'Calendar', 'Candidates'],
      ['Records', 'İlham Əliyev', 'Vote of the second candidate'],
    ]);
  });
  test('puts what begins so before what only holds it', () => {
    expect(search('candidate')).toEqual([
      ['Views', 'Candidates'],
      ['Records', 'İlham Əliyev', 'Vote of the second candidate'],
    ]);
  });
  test('finds names without their marks, and every word wherever it stands', () => {
    expect(search('eliyev ilham')).toEqual([['Records', 'İlham Əliyev']]);
    expect(search('ALIYEV')).toEqual([['Records', 'İlham Əliyev']]);
    expect(search('vote candidates')).toEqual([]);
  });
  test('passes over what stands between words', () => {
    const items = [
      { title: 'New: Subject of claims', group: 'Create' },
      { title: 'New: Claim', group: 'Create' },
    ];
    const [found] = searchItems(indexItems(items), 'new claim', 10);
    expect(found?.items.map(({ title }) => title)).toEqual(['New: Claim', 'New: Subject of claims']);
  });
  test('gives no more than it is asked for', () => {
    expect(search('', 1)).toEqual([['Views', 'Calendar']]);
  });
});

import { beforeAll, expect, it } from 'vitest';
import { loadExample, loadExampleRecords } from '../../../../test/support/example.ts';
import type { ElectionFile, RecordSet } from '../records/kinds.ts';
import { findApplications, findCitations, findOpenStatements } from './citations.ts';

let example: ElectionFile;
let records: RecordSet;

beforeAll(async () => {
  example = await loadExample();
  records = await loadExampleRecords();
});

it('finds every record that cites a source, once, whatever the column', () => {
  const citations = findCitations(example);
  for (const { key } of example.source) {
    const citing = Object.values(records)
      .flat()
      .filter((cells) => `${cells.sources ?? ''}|${cells.done_sources ?? ''}`.split('|').includes(key));
    expect([key, citations.get(key)?.length ?? 0]).toEqual([key, citing.length]);
  }
  expect(citations.get('S21')?.filter(({ key }) => key === 'turnout.points')).toHaveLength(1);
});

it('says of a claim what it is about', () => {
  const [claim] =
    findCitations(example)
      .get('S25')
      ?.filter(({ kind }) => kind === 'claim') ?? [];
  expect(claim).toEqual({
    kind: 'claim',
    key: 'turnout.voted.17',
    title: expect.objectContaining({ en: 'Voters who had voted' }),
  });
});

it('finds what rests on a provision, and does not take the name of an article for one', () => {
  const applications = findApplications(example);
  expect(applications.get('L24')?.map(({ kind, key }) => `${kind}/${key}`)).toEqual([
    'provision/L24-2003',
    'commission-tier/cec',
    'claim/law.cec-members',
  ]);
  const keys = new Set(example.provision.map(({ key }) => key));
  expect([...applications.keys()].filter((key) => !keys.has(key))).toEqual([]);
});

it('lists what is not certain: gaps, then memory, then what must be verified', () => {
  const open = findOpenStatements(example);
  expect(open.filter(({ basis }) => basis === 'gap')).toHaveLength(9);
  expect(open.filter(({ basis }) => basis === 'memory').map(({ key }) => key)).toEqual([
    'L36',
    'CC160',
    'pec',
    'candidates.women',
    'law.pec-members',
  ]);
  expect(open.filter(({ basis }) => basis === 'to-verify').map(({ key }) => key)).toContain('complaint.decide');
  expect(open.map(({ basis }) => basis)).toEqual(open.map(({ basis }) => basis).toSorted());
});

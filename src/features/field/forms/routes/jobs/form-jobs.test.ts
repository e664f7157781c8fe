import { describe, expect, it } from 'vitest';
import { readPdfPages } from '../../../../../../test/support/pdf-text.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { paperMessages } from '../../../../../platform/i18n/messages/paper-messages.ts';
import { ThreadStop } from '../../../../../platform/jobs/thread.ts';
import { formWork, type PaperSource, refusalOfStop } from './form-jobs.ts';

const rows = [
  ['type', 'name', 'label'],
  ['text', 'a', 'Seats'],
];
const paper: PaperSource = {
  workbook: JSON.stringify({ sheets: [{ name: 'survey', rows }] }),
  sourceName: 'visit.xlsx',
  files: new Map(),
  language: null,
  missionName: {},
  isDraft: false,
};
const run = formWork(paperMessages);

async function refusal(promise: Promise<unknown>): Promise<Pick<Problem, 'kind' | 'issues'>> {
  return await promise.then(
    () => ({ kind: 'internal' as const, issues: [] }),
    (thrown: unknown) => thrown as Problem,
  );
}

describe('paper', () => {
  it('says on each page that it is of a draft, and not where it is not', async () => {
    const textOf = async (isDraft: boolean) => readPdfPages((await run('pdf', { ...paper, isDraft })).bytes);
    for (const page of await textOf(true)) expect(page).toContain('Draft, not for use');
    expect((await textOf(false)).join()).not.toContain('Draft');
  });

  it('comes in the pages that are asked for', async () => {
    const many = Array.from({ length: 60 }, (_, at) => ['text', `q${at}`, `Question ${at}`]);
    const workbook = JSON.stringify({ sheets: [{ name: 'survey', rows: [rows[0], ...many] }] });
    const { pages: all, pageCount } = await run('pages', { ...paper, workbook, from: 0, count: 100 });
    expect(pageCount).toBeGreaterThan(2);
    expect(all.length).toBe(pageCount);
    const some = await run('pages', { ...paper, workbook, from: 1, count: 1 });
    expect([some.pages, some.pageCount]).toEqual([all.slice(1, 2), pageCount]);
  });
});

describe('work that fails', () => {
  it('is a refusal where the stack is full', async () => {
    const endless = (tag: string | null): never => endless(`${tag}x`.slice(0, 3));
    const { kind, issues } = await refusal(formWork(endless)('pages', { ...paper, from: 0, count: 1 }));
    expect([kind, issues]).toMatchObject(['form-refused', [{ code: 'form-too-deep' }]]);
  });

  it('is a refusal where a text or a list would be too long', async () => {
    const long = (): never => 'x'.repeat(2 ** 30) as never;
    const { kind, issues } = await refusal(formWork(long)('pages', { ...paper, from: 0, count: 1 }));
    expect([kind, issues]).toMatchObject(['form-refused', [{ code: 'form-too-large' }]]);
  });

  it('is an error of ours otherwise', async () => {
    const broken = (): never => {
      throw new TypeError('broken');
    };
    const error = await refusal(formWork(broken)('pages', { ...paper, from: 0, count: 1 }));
    expect(error).not.toBeInstanceOf(Problem);
    expect(error).toBeInstanceOf(TypeError);
  });

  it.each([
    [new ThreadStop('deadline'), [{ code: 'form-too-slow', parameters: { wanted: 20 } }]],
    [new ThreadStop('memory'), [{ code: 'form-too-large' }]],
    [new ThreadStop('crash', new RangeError('Maximum call stack size exceeded')), [{ code: 'form-too-deep' }]],
  ])('is a refusal where it had to be ended: %s', (stop, issues) => {
    expect(refusalOfStop(stop, 20)).toMatchObject({ kind: 'form-refused', issues });
  });

  it('is a bug of ours where the thread broke down otherwise', () => {
    expect(refusalOfStop(new ThreadStop('crash', new TypeError('broken')), 20)).toBeNull();
  });
});

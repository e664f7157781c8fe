import { expect, it } from 'vitest';
import type { CalendarDate } from '../../../../../kernel/calendar-date.ts';
import type { OutboxItem } from '../channel/telephone.ts';
import { Wire, type WireReply, type WireRequest } from '../channel/wire.ts';
import { Desk } from '../desk/desk.ts';
import { Board } from './board.ts';
import { Evidence } from './evidence.ts';
import { newFigures } from './figures.ts';
import { checkAll } from './last-check.ts';

const DAY = '2031-05-18' as CalendarDate;
const HELD = { reportId: 'r1', index: 0, sha256: 'a', state: 'read', receipt: { code: 'exercise-day-0' } };
const ITEM: OutboxItem = {
  item: { files: [{ name: 'picture.png', sha256: 'p', bytes: 3 }] },
  ...{ sha256: 'a', report: 'r1', receipt: 'exercise-day-0' },
  photo: { name: 'picture.png', bytes: Buffer.from('png'), isSent: true },
};

/** A server that holds one report, with those files, which it has read after so many looks. */
class Holding extends Wire {
  readonly files: readonly string[];
  private unread: number;

  constructor(files: readonly string[], unread: number) {
    super('http://localhost');
    this.files = files;
    this.unread = unread;
  }

  override async send({ path }: WireRequest): Promise<WireReply> {
    const isList = path.includes('?');
    const state = isList && this.unread-- > 0 ? 'waiting' : 'read';
    const list = { reports: [{ ...HELD, state }], next: 0, isMore: false };
    const report = { versions: [HELD], files: this.files.map((sha256) => ({ sha256 })) };
    return { status: 200, headers: {}, text: JSON.stringify(isList ? list : report) };
  }
}

/** What is found wrong where a telephone has a receipt for that item. */
async function faultsOf(files: readonly string[], { unread = 0, patience = 1 } = {}): Promise<string[]> {
  const [wire, figures, slug] = [new Holding(files, unread), newFigures(), 'exercise-day'];
  const evidence = new Evidence({ wire, slug, key: 'k', day: DAY, teamOf: new Map(), forms: new Map() });
  evidence.keep({ sha256: 'a', xml: '<data id="f"/>' });
  const board = new Board({
    ...{ desk: new Desk(wire), evidence, slug, day: DAY, expected: [], formsOf: () => [], figures, patience },
    ...{ rest: async () => {}, note: () => {} },
  });
  await checkAll({ board, items: [ITEM], unreceived: 0 });
  return figures.faults;
}

it('tells of a picture that was sent and that the server does not hold', async () => {
  expect(await faultsOf([])).toEqual(['1 pictures were sent and the server does not hold them']);
  expect(await faultsOf(['p'])).toEqual([]);
});

it('waits for what is not read yet, as long as patience lasts', async () => {
  expect(await faultsOf(['p'], { unread: 2, patience: 3 })).toEqual([]);
  expect(await faultsOf(['p'], { unread: 2, patience: 2 })).toEqual([
    expect.stringMatching('1 reports were not read: waiting'),
  ]);
});

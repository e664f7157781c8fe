import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Wire, type WireReply, type WireRequest } from '../../src/apps/cli/running/rehearse/channel/wire.ts';
import { conduct } from '../../src/apps/cli/running/rehearse/conduct.ts';
import { Desk } from '../../src/apps/cli/running/rehearse/desk/desk.ts';
import { becomeAdministrator } from '../../src/apps/cli/running/rehearse/desk/sign-in.ts';
import type { RehearsalOptions } from '../../src/apps/cli/running/rehearse/options.ts';
import type { ResponseBoard } from '../../src/features/field/visits/visit-replies.ts';
import { firstLink } from '../support/desk-people.ts';
import { testServer } from '../support/server.ts';

const SMALL: Omit<RehearsalOptions, 'mission' | 'until'> = {
  ...{ observers: 20, stationsEach: 4, speed: null, seed: 'small', isVerified: true },
  ...{ server: null, folder: null, stays: false, credentials: null },
};

/** A rehearsal by `desk`, with every line that it told. */
async function rehearse(desk: Desk, wanted: Pick<RehearsalOptions, 'mission' | 'until'> & { patience: number }) {
  const told: string[] = [];
  const say = (line: string) => told.push(line);
  const { patience, ...options } = wanted;
  const isRight = await conduct(desk, {
    options: { ...SMALL, ...options },
    ...{ patience, rest: () => sleep(100), stopped: new Promise<void>(() => {}), isStopped: () => false },
    ...{ note: say, out: say, memory: () => null },
  });
  return { isRight, told: told.join('\n') };
}

/** A server that says of one batch that it was taken, and forgets it. */
class Forgetting extends Wire {
  forgotten = 0;

  override async send(asked: WireRequest): Promise<WireReply> {
    if (this.forgotten > 0 || !/^\/sync\/[^/]+$/.test(asked.path)) return await super.send(asked);
    const { items } = JSON.parse(String(asked.body)) as { items: readonly { id: string }[] };
    this.forgotten = items.length;
    const taken = {
      status: 'accepted',
      receipt: 'exercise-forgotten-0-AAAA-AAAAA',
      proof: '',
      reason: null,
      detail: null,
    };
    const text = JSON.stringify({ time: 0, items: items.map(({ id }) => ({ id, ...taken })) });
    return { status: 200, headers: {}, text };
  }
}

/** A board on which a station with two teams counts twice. */
class CountingTwice extends Wire {
  override async send(asked: WireRequest): Promise<WireReply> {
    const reply = await super.send(asked);
    if (!asked.path.includes('/response?')) return reply;
    const board = JSON.parse(reply.text) as ResponseBoard;
    const phases = board.phases.map((phase) => ({ ...phase, stations: phase.visits }));
    return { ...reply, text: JSON.stringify({ ...board, phases }) };
  }
}

it('plays a day through the protocol of the phone app, and notices what is lost or counted twice', async () => {
  const server = await testServer();
  const desk = new Desk(new Wire(server.url));
  await becomeAdministrator(desk, firstLink(server));
  const day = await rehearse(desk, { mission: 'exercise-day', until: null, patience: 300 });
  expect(day.told).toContain('Nothing is lost; the board is what was sent.');
  expect(day.isRight).toBe(true);

  const board = await desk.ask<ResponseBoard>('GET /api/missions/exercise-day/response?by=team');
  const { visits, stations } = board.total;
  expect(visits.received).toBeGreaterThan(0);
  expect(stations.expected).toBeLessThan(visits.expected);

  const forgetting = await rehearse(desk.over(new Forgetting(server.url)), {
    ...{ mission: 'exercise-forgetting', until: 540, patience: 300 },
  });
  expect(forgetting.isRight).toBe(false);
  expect(forgetting.told).toMatch(/FAULT: \d+ reports have a receipt and the server does not hold them/);

  const twice = await rehearse(desk.over(new CountingTwice(server.url)), {
    ...{ mission: 'exercise-twice', until: 361, patience: 2 },
  });
  expect(twice.isRight).toBe(false);
  expect(twice.told).toMatch(/FAULT: the board is not what was sent: \w+, stations, expected/);

  await expect(rehearse(desk, { mission: 'exercise-day', until: null, patience: 1 })).rejects.toThrow(
    'it is there already',
  );
});

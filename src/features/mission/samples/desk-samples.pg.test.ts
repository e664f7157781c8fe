import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { storeElection } from '../../../../test/support/stored-election.ts';
import { readDesign, readRegister, readReserves } from '../../../apps/cli/commands/samples/read-order.ts';
import { inventCountry } from '../../../apps/cli/running/rehearse/country/country.ts';
import { must } from '../../../kernel/result.ts';
import { drawWanted, frameFromRegister } from './routes/draw-for-mission.ts';
import { sampleEndpoints } from './routes/sample-endpoints.ts';
import { type SampleUnit, unitsOf } from './sample.ts';
import type { ListedSample, SampleOptions, SamplePreview, ShownSample } from './sample-replies.ts';

const { sql } = await testDatabase();
const app = testApp(sampleEndpoints, { sql });
type Role = Parameters<typeof app.call>[0];
const country = inventCountry({ precincts: 300 });
const electionId = await storeElection(sql, { slug: 'tilmara', visibility: 'public', records: country });
const SIZES = { subject: 'place.voters', asOf: '2026-03-22', kind: 'official' };
const REGISTER = { strata: 'region', clusters: null, sizes: null, stations: ['permanent'] } as const;
const DESIGN = { kind: 'units', method: 'simple', allocation: { kind: 'proportional', n: 40 } } as const;

async function missionOf(slug: string, election: string | null = electionId): Promise<`/${string}`> {
  await sql`
    insert into mission (id, slug, name, election_id, created_at)
    values (${randomUUID()}, ${slug}, ${sql.json({ en: slug })}, ${election}, now())`;
  return `/api/missions/${slug}/samples`;
}

async function ask<T>(role: Role, line: `${string} /${string}`, body?: unknown): Promise<T> {
  const reply = await app.call(role, line, body);
  if (!reply.ok) throw new Error(`${line}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}

async function refused(line: `${string} /${string}`, body: unknown): Promise<string[]> {
  const reply = await app.call('editor', line, body);
  const { code, issues = [] } = (await reply.json()) as { code: string; issues?: { code: string }[] };
  return [code, ...issues.map((issue) => issue.code)];
}

async function orderOf(path: `/${string}`, more: object = {}) {
  const asked = { register: REGISTER, design: DESIGN, reserves: 1, ...more };
  const { register, design, reserves } = asked;
  const { frame } = await ask<SamplePreview>('editor', `POST ${path}/preview`, { register, design, reserves });
  return { ...asked, id: randomUUID(), name: 'Day of the vote', seed: '4 8 15', frame, replaces: null, ...more };
}

describe('a sample at the desk', () => {
  test('is looked at first, without saying which stations; drawing it registers it in the log, once', async () => {
    const path = await missionOf('looks');
    const options = await ask<SampleOptions>('reader', `GET ${path}/options`);
    expect(options).toMatchObject({ election: { slug: 'tilmara' }, stations: 300 });
    expect(options.sizes).toContainEqual(expect.objectContaining(SIZES));
    const asked = { register: REGISTER, design: DESIGN, reserves: 1 };
    const preview = await ask<SamplePreview>('editor', `POST ${path}/preview`, asked);
    expect(preview.lots.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(40);
    expect(await ask('reader', `GET ${path}`)).toEqual([]);
    const order = await orderOf(path);
    const drawn = await ask<ShownSample>('editor', `POST ${path}`, order);
    expect(drawn).toMatchObject({ name: 'Day of the vote', selected: 40, withdrawn: null, expected: 0, received: 0 });
    expect(drawn.record).toMatchObject({ seed: '4 8 15', frame: { sha256: preview.frame } });
    expect(drawn.units.filter(({ isReserve }) => !isReserve).every(({ names }) => names !== null)).toBe(true);
    expect(await ask('editor', `POST ${path}`, order)).toEqual(drawn);
    expect(await refused(`POST ${path}`, { ...order, seed: 'another' })).toEqual(['conflict']);
    const waiting = await sql`
      select leaf from log_waiting w join mission m on m.id = w.mission_id where m.slug = 'looks'`;
    expect(waiting).toHaveLength(1);
    expect(waiting[0]?.leaf).toMatchObject({ type: 'registration', id: order.id, content: drawn.documentSha256 });
    const file = await app.call('editor', `GET ${path}/${order.id}/files/document.json`);
    expect(JSON.parse(await file.text())).toMatchObject({ format: 'scrutineer sample 1', name: 'Day of the vote' });
  });

  test('with another seed is another, with the same one the same', async () => {
    const [path, other] = [await missionOf('seeds'), await missionOf('seeds-too')];
    const stationsOf = ({ units }: ShownSample) => units.map(({ station }) => station);
    const first = await ask<ShownSample>('editor', `POST ${path}`, await orderOf(path));
    const again = await ask<ShownSample>('editor', `POST ${other}`, await orderOf(other));
    const third = await ask<ShownSample>('editor', `POST ${other}`, await orderOf(other, { name: 'B', seed: '16' }));
    expect(stationsOf(again)).toEqual(stationsOf(first));
    expect(stationsOf(third)).not.toEqual(stationsOf(first));
  });

  test('is the one that the terminal draws with the same seed', async () => {
    const slug = 'terminal';
    const path = await missionOf(slug);
    const [mission] = await sql<{ id: string; slug: string }[]>`select id, slug from mission where slug = ${slug}`;
    const order = await orderOf(path, {
      register: { ...REGISTER, sizes: SIZES },
      design: { kind: 'units', method: 'pps systematic', allocation: { kind: 'square root', n: 30 } },
      reserves: 2,
    });
    const desk = await ask<ShownSample>('editor', `POST ${path}`, order);
    const typed = new Map([
      ...([
        ['n', '30'],
        ['strata', 'region'],
        ['stations', 'permanent'],
        ['sizes', SIZES.subject],
      ] as const),
      ...([
        ['sizes-as-of', SIZES.asOf],
        ['sizes-kind', SIZES.kind],
        ['method', 'pps'],
      ] as const),
      ...([
        ['allocation', 'square-root'],
        ['reserves', '2'],
      ] as const),
    ]);
    const frame = await frameFromRegister(sql, must(mission, 'mission'), readRegister(typed));
    if (!frame.ok) throw new Error(JSON.stringify(frame.error));
    const drawn = drawWanted({
      ...{ id: randomUUID(), name: 'Terminal', frame: frame.value, seed: order.seed },
      ...{ design: readDesign(typed, true), reserves: readReserves(typed) },
    });
    if (!drawn.ok) throw new Error(JSON.stringify(drawn.error));
    const named = ({ station, isReserve, inclusion }: Pick<SampleUnit, 'station' | 'isReserve' | 'inclusion'>) =>
      `${station} ${isReserve} ${inclusion}`;
    expect(desk.units.map(named)).toEqual(unitsOf(drawn.value).map(named));
    expect(desk.record).toEqual(JSON.parse(JSON.stringify(drawn.value.record)));
  });

  test('is drawn in proportion to size, and by clusters', async () => {
    const path = await missionOf('designs');
    const pps = {
      register: { ...REGISTER, sizes: SIZES },
      design: { ...DESIGN, method: 'pps systematic' },
    };
    const sized = await ask<ShownSample>('editor', `POST ${path}`, await orderOf(path, pps));
    expect(
      new Set(sized.units.filter(({ isReserve }) => !isReserve).map(({ inclusion }) => inclusion)).size,
    ).toBeGreaterThan(9);
    const clusters = {
      register: { ...REGISTER, strata: null, clusters: 'constituency' },
      design: { kind: 'clusters', method: 'simple', allocation: { kind: 'none', n: 3 } },
      name: 'Clusters',
      reserves: 0,
    };
    const whole = await ask<ShownSample>('editor', `POST ${path}`, await orderOf(path, clusters));
    expect(new Set(whole.units.map(({ cluster }) => cluster)).size).toBe(3);
  });

  test('is refused with what is wrong, where the register lacks what it needs, and where it changed meanwhile', async () => {
    const path = await missionOf('wrong');
    const order = await orderOf(path);
    const lacking = { ...REGISTER, sizes: { ...SIZES, subject: 'no.such' } };
    const looked = await ask<SamplePreview>('editor', `POST ${path}/preview`, { ...pick(order), register: lacking });
    expect(looked).toMatchObject({ frame: null, gaps: [{ why: 'no-size', count: expect.any(Number) }] });
    expect(await refused(`POST ${path}`, { ...order, register: lacking })).toEqual(['invalid-input', 'sample-gaps']);
    expect(await refused(`POST ${path}`, { ...order, frame: '0'.repeat(64) })).toEqual([
      ...['invalid-input', 'sample-frame-changed'],
    ]);
    const many = { ...DESIGN, allocation: { kind: 'proportional', n: 301 } };
    expect(await refused(`POST ${path}/preview`, { ...pick(order), design: many })).toEqual([
      ...['invalid-input', 'sample-too-many'],
    ]);
    const sizeless = { ...DESIGN, method: 'pps systematic' };
    expect((await refused(`POST ${path}/preview`, { ...pick(order), design: sizeless }))[1]).toBe(
      'sample-missing-size',
    );
    const none = await missionOf('wrong-none', null);
    expect(await ask('reader', `GET ${none}/options`)).toMatchObject({ election: null });
    expect(await refused(`POST ${none}/preview`, pick(order))).toEqual(['not-found']);
  });

  test('is never changed: it is withdrawn with a reason, once, or another one is drawn in its place', async () => {
    const path = await missionOf('withdraws');
    const [first, second] = [await orderOf(path), await orderOf(path, { name: 'Better', seed: '2' })];
    await ask('editor', `POST ${path}`, first);
    const replaces = { sample: first.id, reason: 'The register was corrected' };
    await ask('editor', `POST ${path}`, { ...second, replaces });
    const [newest, oldest] = await ask<ListedSample[]>('reader', `GET ${path}`);
    expect([newest, oldest].map((one) => one?.withdrawn?.replacedBy ?? null).sort()).toEqual([second.id, null].sort());
    expect(await refused(`POST ${path}/${first.id}/withdraw`, { reason: 'Again' })).toEqual(['conflict']);
    const gone = await ask<ShownSample>('editor', `POST ${path}/${second.id}/withdraw`, { reason: 'No need' });
    expect(gone.withdrawn).toMatchObject({ reason: 'No need', replacedBy: null });
    expect(gone.units).toHaveLength(gone.selected + gone.reserves);
    const acts =
      await sql`select action from audit_entry where action like 'sample.%' and subject_key like 'withdraws/%'`;
    expect(acts.map(({ action }) => action).sort()).toEqual([
      ...['sample.drawn', 'sample.drawn', 'sample.withdrawn', 'sample.withdrawn'],
    ]);
  });
});

function pick({ register, design, reserves }: Awaited<ReturnType<typeof orderOf>>) {
  return { register, design, reserves };
}

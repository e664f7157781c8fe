import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { storeElection } from '../../../../test/support/stored-election.ts';
import { inventCountry } from '../../../apps/cli/running/rehearse/country/country.ts';
import type { Cells } from '../../../kernel/record.ts';
import { saveRecords } from '../records/store.ts';
import type { ClaimPage, PlaceCounts, PlaceDetails, PlaceMatches, PlacePage, PlacePoints } from './contract.ts';
import { endpoints } from './routes.ts';

const { sql } = await testDatabase();
const { call } = testApp(endpoints, { sql });

const country = inventCountry({ precincts: 200 });
const places = country.place ?? [];
await storeElection(sql, { slug: 'tilmara', visibility: 'public', records: country });
await storeElection(sql, { slug: 'hidden', visibility: 'private', records: inventCountry({ precincts: 20 }) });

const PRECINCTS = places.filter((cells) => cells.level === 'precinct');
const EVENTS = country['place-event'] ?? [];

async function get<T>(path: string, slug = 'tilmara'): Promise<T> {
  const reply = await call(null, `GET /api/elections/${slug}/places${path}`);
  expect(reply.status, path).toBe(200);
  return (await reply.json()) as T;
}

function codes(page: { places: readonly { key: string }[] }): string[] {
  return page.places.map((place) => place.key);
}

function childrenIn(parent: string | undefined): string[] {
  return places.filter((cells) => cells.parent === parent).map((cells) => cells.code ?? '');
}

function eventOf(event: string): Cells {
  const found = EVENTS.find((cells) => cells.event === event && cells.place !== undefined);
  if (found === undefined) throw new Error(`The country has no event ${event}`);
  return found;
}

function precinctsBelow(code: string): Cells[] {
  const below = places.filter((cells) => cells.parent === code);
  return below.flatMap((cells) => (cells.level === 'precinct' ? [cells] : precinctsBelow(cells.code ?? '')));
}

describe('the tree of places', () => {
  it('begins at the root and goes down in the order of the file', async () => {
    const roots = await get<PlacePage>('');
    expect(codes(roots)).toEqual(['XA']);
    expect(roots.places[0]).toMatchObject({ children: childrenIn('XA').length, parent: null, version: 1 });
    const page = await get<PlacePage>('?parent=XA');
    expect(codes(page)).toEqual(childrenIn('XA'));
    expect(page.next).toBeNull();
  });

  it('counts children and precincts below each place by their state on the day', async () => {
    const page = await get<PlacePage>('?parent=XA&as_of=2026-02-01');
    for (const node of page.places) {
      const below = precinctsBelow(node.key);
      const closed = below.filter((cells) => (cells.valid_to ?? '9999') < '2026-02-01').length;
      expect(node.children).toBe(childrenIn(node.key).length);
      expect(node.precincts).toEqual({ open: below.length - closed, closed, planned: 0 });
    }
    const before = await get<PlacePage>('?as_of=2025-06-01');
    expect(before.places[0]?.precincts).toEqual({ open: PRECINCTS.length - 1, closed: 0, planned: 1 });
  });

  it('counts anew once something has changed', async () => {
    const id = await storeElection(sql, {
      slug: 'changing',
      visibility: 'public',
      records: inventCountry({ precincts: 20 }),
    });
    const count = async () => (await get<PlacePage>('', 'changing')).places[0]?.precincts.open ?? 0;
    const before = await count();
    const [precinct] = inventCountry({ precincts: 20 }).place?.filter((cells) => cells.level === 'precinct') ?? [];
    const cells = { ...precinct, code: 'NEW' };
    const change = { kind: 'place', key: 'NEW', act: 'created', cells, base: 0, position: null } as const;
    const authorship = { authorId: null, authorName: 'Test', at: new Date(), reason: null, changeId: randomUUID() };
    await sql.begin(async (transaction) => saveRecords(transaction, id, { changes: [change], authorship }));
    expect(await count()).toBe(before + Number(precinct?.valid_to === undefined));
  });

  it('comes in pages that lose and repeat nothing', async () => {
    const collected: string[] = [];
    let after = '';
    for (let pages = 0; pages < 100; pages += 1) {
      const page = await get<PlacePage>(`?parent=ABROAD&limit=2${after}`);
      collected.push(...codes(page));
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(collected).toEqual(childrenIn('ABROAD'));
  });

  it('shows a place where it lay on the day, before and after its move', async () => {
    const { place: code = '', from = '', to = '', date = '' } = eventOf('moved');
    expect(codes(await get<PlacePage>(`?parent=${to}&as_of=${date}`))).toContain(code);
    expect(codes(await get<PlacePage>(`?parent=${from}&as_of=${date}`))).not.toContain(code);
    const dayBefore = '2026-01-14';
    expect(codes(await get<PlacePage>(`?parent=${to}&as_of=${dayBefore}`))).not.toContain(code);
    const former = await get<PlacePage>(`?parent=${from}&as_of=${dayBefore}`);
    expect(former.places.find((place) => place.key === code)).toMatchObject({ parent: from, cells: { parent: to } });
    const details = await get<PlaceDetails>(`/details?code=${code}&as_of=${dayBefore}`);
    expect(details.path.map((place) => place.key).at(-1)).toBe(from);
    expect((await get<PlaceCounts>(`/counts?within=${from}&as_of=${dayBefore}`)).counts).toContainEqual(
      expect.objectContaining({ level: 'precinct' }),
    );
  });

  it('gives the claims of one subject with each place', async () => {
    const subject = country.claim?.find((cells) => cells.place === PRECINCTS[5]?.code)?.subject ?? '';
    const page = await get<PlacePage>(`?parent=${PRECINCTS[5]?.parent}&subject=${subject}`);
    const node = page.places.find((place) => place.key === PRECINCTS[5]?.code);
    expect(node?.claims.map((claim) => claim.cells.subject)).toEqual([subject]);
  });
});

describe('a place', () => {
  it('comes with its path, what lies in it, its events and its claims', async () => {
    const { place: code = '' } = eventOf('renamed');
    const details = await get<PlaceDetails>(`/details?code=${code}`);
    const cells = places.find((place) => place.code === code);
    expect(details.place.cells).toEqual(cells);
    expect(details.path.map((place) => place.key)).toEqual(['XA', expect.any(String), cells?.parent]);
    expect(details.events.map((event) => event.cells.event)).toEqual(['renamed']);
    expect(details.claims.claims.every((claim) => claim.cells.place === code)).toBe(true);
    expect(details.claims.claims.length).toBeGreaterThan(0);
    const parent = await get<PlaceDetails>(`/details?code=${cells?.parent}`);
    expect(parent.subjectsBelow).toContain(details.claims.claims[0]?.cells.subject);
    const claims = await get<ClaimPage>(`/claims?code=${code}`);
    expect(claims).toEqual(details.claims);
  });

  it('is 404 where it is not there, 422 where the question is wrong', async () => {
    const ask = async (path: string) => (await call(null, `GET /api/elections/tilmara/places${path}`)).status;
    expect(await ask('/details?code=nowhere')).toBe(404);
    expect(await ask('?as_of=2024-02-30')).toBe(422);
    expect(await ask('?parent=XA&after=x')).toBe(422);
    expect(await ask('?limit=501')).toBe(422);
    expect(await ask('/points?north=91')).toBe(422);
    expect(await ask('/points?hemisphere=north')).toBe(422);
  });

  it('is counted by level, station and state', async () => {
    const all = await get<PlaceCounts>('/counts?as_of=2026-02-01');
    expect(all.counts.reduce((sum, count) => sum + count.places, 0)).toBe(places.length);
    const abroad = all.counts.find((count) => count.station === 'abroad');
    expect(abroad?.places).toBe(PRECINCTS.filter((cells) => cells.station === 'abroad').length);
    expect(all.counts.filter((count) => count.state === 'closed')).toMatchObject([{ places: 1 }]);
    const within = await get<PlaceCounts>('/counts?within=XA&as_of=2026-02-01');
    expect(within.counts.reduce((sum, count) => sum + count.places, 0)).toBe(places.length - 1);
  });
});

describe('the search', () => {
  const find = (text: string) => get<PlaceMatches>(`/search?q=${encodeURIComponent(text)}`);
  const sample = PRECINCTS[3] ?? {};

  it('finds a place by its code, whatever its case, and puts that first', async () => {
    expect(codes(await find(sample.code ?? ''))[0]).toBe(sample.code);
    expect(codes(await find((sample.code ?? '').toLowerCase()))[0]).toBe(sample.code);
  });

  it('finds a place by its name in each of its languages and tells where it lies', async () => {
    const names = Object.entries(sample).filter(([column]) => column.startsWith('name_'));
    expect(names.length).toBeGreaterThan(1);
    for (const [, name] of names) {
      const found = await find(name.toUpperCase());
      expect(codes(found), name).toContain(sample.code);
      const match = found.places.find((place) => place.key === sample.code);
      expect(match?.path.at(-1)).toBe(sample.parent);
      expect(found.above.map((place) => place.key)).toContain(sample.parent);
    }
  });

  it('finds the number within a place that is named', async () => {
    const parent = places.find((cells) => cells.code === sample.parent);
    expect(codes(await find(`${parent?.name_en} ${sample.number}`))[0]).toBe(sample.code);
    expect(codes(await find(`${parent?.name_en} ${Number(sample.number)}`))[0]).toBe(sample.code);
  });

  it('takes no letter for a wildcard, and finds nothing for signs alone', async () => {
    expect(codes(await find('%'))).toEqual([]);
    expect(codes(await find('_____'))).toEqual([]);
    expect(codes(await find("' or 1 = 1 --"))).toEqual([]);
    expect(codes(await find(''))).toEqual([]);
  });

  it('says that there is more than it shows', async () => {
    const found = await get<PlaceMatches>('/search?q=C0001&limit=3');
    expect(found.places).toHaveLength(3);
    expect(found.isCut).toBe(true);
  });
});

describe('the map', () => {
  it('gets every place that has coordinates and lies in the box', async () => {
    const placed = places.filter((cells) => cells.latitude !== undefined);
    const all = await get<PlacePoints>('/points');
    expect(all.as === 'points' && codes(all).sort()).toEqual(placed.map((cells) => cells.code ?? '').sort());
    const [south, north] = [44.5, 45.2];
    const some = await get<PlacePoints>(`/points?south=${south}&north=${north}`);
    const inside = placed.filter(({ latitude }) => Number(latitude) >= south && Number(latitude) <= north);
    expect(some.as === 'points' && codes(some).sort()).toEqual(inside.map((cells) => cells.code ?? '').sort());
    expect(await get<PlacePoints>('/points?where=abroad')).toMatchObject({ as: 'points', places: [] });
  });

  it('takes a box over the meridian of 180 degrees', async () => {
    const around = await get<PlacePoints>('/points?west=170&east=-170');
    const almostAll = await get<PlacePoints>('/points?west=-20&east=-50');
    expect(around).toMatchObject({ as: 'points', places: [] });
    expect(almostAll).toMatchObject({ as: 'points', places: [] });
    const other = await get<PlacePoints>('/points?west=-100&east=-10');
    expect(other.as === 'points' && other.places.length).toBeGreaterThan(100);
  });
});

describe('whoever asks', () => {
  const paths = ['', '/details?code=XA', '/claims?code=XA', '/search?q=a', '/counts', '/points'];

  it('is told 404 of a private election without an account, and may read it with one', async () => {
    for (const path of paths) {
      expect((await call(null, `GET /api/elections/hidden/places${path}`)).status, path).toBe(404);
      expect((await call('reader', `GET /api/elections/hidden/places${path}`)).status, path).toBe(200);
      expect((await call(null, `GET /api/elections/none/places${path}`)).status, path).toBe(404);
    }
  });

  it('sees the places of that election alone', async () => {
    const reply = await call('reader', 'GET /api/elections/hidden/places/counts');
    const { counts } = (await reply.json()) as PlaceCounts;
    expect(counts.reduce((sum, count) => sum + count.places, 0)).toBe(inventCountry({ precincts: 20 }).place?.length);
  });
});

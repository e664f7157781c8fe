import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../../../test/support/http.ts';
import { testDatabase } from '../../../../../../test/support/postgres.ts';
import { openReading, publish } from '../../../../../../test/support/reading.ts';
import { storeElection } from '../../../../../../test/support/stored-election.ts';
import type { Cells } from '../../../../../kernel/record.ts';
import { stoppedClock } from '../../../../../kernel/time/clock.ts';
import { createLoadMeter } from '../../../../../platform/jobs/load-meter.ts';
import type { ReportReply } from '../../arrivals/arrival-replies.ts';
import type { StationMatches } from '../../arrivals/station.ts';
import { nameStations } from '../../store/show/name-stations.ts';
import { reportActEndpoints } from '../acts/act-endpoints.ts';
import { searchingStations } from './search-stations.ts';
import { reportEndpoints } from './show-report.ts';
import { createStationShelf } from './station-shelf.ts';

const { sql } = await testDatabase();

const named = (code: string, parent: string, more: Cells): Cells => ({ code, parent, ...more });
const PLACES: readonly Cells[] = [
  { code: 'XA', level: 'country', name_en: 'Invented Country' },
  named('R1', 'XA', { level: 'region', name_en: 'North', name_ru: 'Север', name_az: 'Şimal' }),
  named('C1', 'R1', { level: 'constituency', name_en: 'Gusar', name_ru: 'Гусар', number: '1' }),
  named('C2', 'XA', { level: 'constituency', number: '2' }),
  named('C1-007', 'C1', { level: 'precinct', number: '007', name_az: 'Çiçək məktəbi', name_ru: 'Школа' }),
  named('C1-008', 'C1', { level: 'precinct', number: '008', name_en: 'Library' }),
  named('C2-007', 'C2', { level: 'precinct', number: '007', name_en: 'Library of Gusar street' }),
];

/** A mission that observes the invented election, or none, with a form that lists stations. */
async function openDesk({
  isObserving = true,
  stations = [
    'name,label,label::Русский (ru),area',
    'C1-007,C1-007 A school,,',
    'C1-008,C1-008 Lighthouse,Маяк,',
    'T-1,Tent at the fair,,',
    'T-2,Barge,Баржа,C1',
    'T-3,Barge,Баржа,Old harbour',
    '',
  ].join('\n'),
} = {}) {
  const { missionId, slug, take, reader, intake } = await openReading(sql);
  if (isObserving) {
    const records = { place: PLACES };
    const id = await storeElection(sql, { slug: `e-${randomUUID()}`, visibility: 'private', records });
    await sql`update mission set election_id = ${id} where id = ${missionId}`;
  }
  await publish(sql, missionId, { stations });
  const load = createLoadMeter(stoppedClock(0));
  const ground = { blobs: { open: async () => Readable.from(['a']) }, load, intake, readAgain: () => {} };
  const endpoints = [
    searchingStations(createStationShelf()),
    ...reportActEndpoints(ground),
    ...reportEndpoints(ground),
  ];
  const { call } = testApp(endpoints, { sql });
  const search = async (typed: string, more = '') => {
    const path = `/api/missions/${slug}/stations?search=${encodeURIComponent(typed)}${more}` as const;
    const reply = await call('reader', `GET ${path}`);
    expect(reply.status).toBe(200);
    return (await reply.json()) as StationMatches;
  };
  const codes = async (typed: string) => (await search(typed)).stations.map(({ code }) => code);
  return { missionId, slug, take, reader, call, search, codes };
}

const desk = await openDesk();

describe('stations are looked for', () => {
  test.each([
    ['C1-00', ['C1-007', 'C1-008']],
    ['школа', ['C1-007']],
    ['CICEK', ['C1-007']],
    ['library', ['C1-008', 'C2-007']],
    ['Гусар', ['C1-007', 'C1-008', 'T-2']],
    ['gusar 7', ['C1-007']],
    ['gusar library', ['C2-007', 'C1-008']],
    ['şimal', ['C1-007', 'C1-008', 'T-2']],
    ['invented', []],
    ['tent', ['T-1']],
    // By what only a form knows: in each of its languages, beside what the row or the register says that it lies in.
    ['баржа', ['T-2', 'T-3']],
    ['gusar barge', ['T-2']],
    ['barge harb', ['T-3']],
    ['маяк', ['C1-008']],
    ['şimal lighthouse', ['C1-008']],
    ['lighthouse barge', []],
    ['%', []],
    ['', []],
  ])('by %s', async (typed, wanted) => {
    expect([typed, (await desk.codes(typed)).toSorted()]).toEqual([typed, wanted.toSorted()]);
  });

  test('and told with their names, and with what they lie in; those of forms with their labels', async () => {
    const { search } = desk;
    expect(await search('школа')).toEqual({
      stations: [
        {
          code: 'C1-007',
          names: { az: 'Çiçək məktəbi', ru: 'Школа' },
          within: [
            { code: 'C1', names: { en: 'Gusar', ru: 'Гусар' } },
            { code: 'R1', names: { en: 'North', ru: 'Север', az: 'Şimal' } },
          ],
        },
      ],
      isCut: false,
    });
    expect(await search('tent')).toEqual({
      stations: [{ code: 'T-1', names: { und: 'Tent at the fair' }, within: [] }],
      isCut: false,
    });
    expect((await search('barge')).stations).toEqual([
      {
        code: 'T-2',
        names: { und: 'Barge', ru: 'Баржа' },
        within: [
          { code: 'C1', names: { en: 'Gusar', ru: 'Гусар' } },
          { code: 'R1', names: { en: 'North', ru: 'Север', az: 'Şimal' } },
        ],
      },
      { code: 'T-3', names: { und: 'Barge', ru: 'Баржа' }, within: [] },
    ]);
    expect((await search('маяк')).stations).toMatchObject([
      { code: 'C1-008', names: { en: 'Library' }, within: [{ code: 'C1' }, { code: 'R1' }] },
    ]);
    expect(await search('C', '&limit=1')).toMatchObject({ stations: [{}], isCut: true });
  });

  test('in forms alone where there is no election; of the newest version of a form', async () => {
    const { missionId, codes, call, slug } = await openDesk({ isObserving: false });
    expect(await codes('c1')).toEqual(['C1-007', 'C1-008', 'T-2']);
    await publish(sql, missionId, { version: '2', stations: 'name,label\nC1-009,New\n' });
    expect(await codes('c1')).toEqual(['C1-009']);
    expect((await call(null, `GET /api/missions/${slug}/stations?search=a`)).status).toBe(401);
    const long = `GET /api/missions/${slug}/stations?search=${'a'.repeat(201)}` as const;
    expect((await call('reader', long)).status).toBe(422);
  });
});

test('a report is told with the names of its stations', async () => {
  const { take, reader, call, slug, missionId } = desk;
  const { reportId } = await take({ id: 'a', answers: '<place>C1-007</place>' });
  await reader.run();
  const show = async () => {
    const reply = await call('reader', `GET /api/missions/${slug}/reports/${reportId}`);
    return (await reply.json()) as ReportReply;
  };
  const { standing, stations } = await show();
  expect(stations).toEqual({ 'C1-007': { az: 'Çiçək məktəbi', ru: 'Школа' } });
  const move = {
    id: randomUUID(),
    on: standing?.version,
    kind: 'move',
    station: 'C1-008',
    after: null,
    reason: 'there',
  };
  expect((await call('editor', `POST /api/missions/${slug}/reports/${reportId}/acts`, move)).status).toBe(200);
  expect((await show()).stations).toEqual({ 'C1-008': { en: 'Library' } });
  // What the register does not know is named as a form names it.
  expect(await nameStations(sql, missionId, ['T-2', 'C1-007', 'T-9'])).toEqual({
    'C1-007': { az: 'Çiçək məktəbi', ru: 'Школа' },
    'T-2': { und: 'Barge', ru: 'Баржа' },
  });
});

import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { storeElection } from '../../../../test/support/stored-election.ts';
import { inventCountry } from '../../../apps/cli/running/rehearse/country/country.ts';
import { must } from '../../../kernel/result.ts';
import { readCsv } from '../../../platform/files/tables/csv.ts';
import { repeatDraw } from '../../../stats/sampling/draw-sample.ts';
import { readFrame } from './frame-file.ts';
import {
  documentOf,
  drawWanted,
  frameFromRegister,
  type RegisterWanted,
  registerSample,
  type SampleWanted,
} from './routes/draw-for-mission.ts';
import { hashDocument, unitsOf } from './sample.ts';
import { getSample, listSamples, loadFrame, loadUnits } from './store/keep-samples.ts';

const { sql } = await testDatabase();
const country = inventCountry({ precincts: 300 });
const electionId = await storeElection(sql, { slug: 'tilmara', visibility: 'public', records: country });
const SIZES = { subject: 'place.voters', asOf: '2026-03-22', kind: 'official' };

async function missionOf(slug: string, election: string | null = electionId) {
  const mission = { id: randomUUID(), slug };
  await sql`
    insert into mission (id, slug, name, election_id, created_at)
    values (${mission.id}, ${slug}, ${sql.json({ en: slug })}, ${election}, now())`;
  return mission;
}

const REGISTER: RegisterWanted = { strata: 'region', clusters: null, sizes: SIZES, stations: ['permanent'] };

async function draw(mission: { id: string; slug: string }, more: Partial<SampleWanted> = {}) {
  const frame = await frameFromRegister(sql, mission, REGISTER);
  if (!frame.ok) throw new Error(JSON.stringify(frame.error.slice(0, 3)));
  const wanted: SampleWanted = {
    id: randomUUID(),
    name: 'Quick count',
    frame: frame.value,
    seed: '7 14 21 28 35 42',
    design: { kind: 'units', method: 'pps systematic', allocation: { kind: 'proportional', n: 60 } },
    reserves: 2,
    ...more,
  };
  const drawn = drawWanted(wanted);
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.error));
  const by = { id: null, name: 'console' };
  const hash = await sql.begin((transaction) =>
    registerSample(transaction, mission, { wanted, draw: drawn.value, at: new Date('2026-03-01T12:00:00Z'), by }),
  );
  return { drawn: drawn.value, hash: String(hash), wanted };
}

describe('a sample of polling stations', () => {
  test('is drawn of the register, stored as it was drawn, and drawn again by whoever has its document and its frame', async () => {
    const mission = await missionOf('draws');
    const { drawn, hash } = await draw(mission);
    expect(drawn.selected).toHaveLength(60);
    const regions = new Set((country.place ?? []).filter(({ level }) => level === 'region').map(({ code }) => code));
    expect(drawn.selected.every(({ stratum }) => regions.has(stratum ?? ''))).toBe(true);
    const stored = await getSample(sql, mission.id, { name: 'quick COUNT', nameKey: 'quick count' });
    const units = await loadUnits(sql, mission.id, stored.id);
    expect(units.filter(({ isReserve }) => !isReserve)).toEqual(unitsOf({ ...drawn, reserves: [] }));
    expect(units.filter(({ isReserve }) => isReserve)).toHaveLength(drawn.reserves.length);
    const { salt, record, source } = stored;
    const document = documentOf({ mission: mission.slug, name: stored.name, salt, record, source, units });
    expect(hashDocument(document)).toBe(hash);
    const { table } = await readCsv(Buffer.from(await loadFrame(sql, mission.id, stored.id)));
    const again = repeatDraw(readFrame(table.columns, table.rows).units, JSON.parse(JSON.stringify(document.record)));
    expect(again.ok && again.value.selected.map(({ id }) => id)).toEqual(document.selected);
  });

  test('is registered in the log before anything else of the mission, by the hash of its document', async () => {
    const mission = await missionOf('registers');
    const { hash, wanted } = await draw(mission);
    const [event] = await sql<{ leaf: object }[]>`select leaf from log_waiting where mission_id = ${mission.id}`;
    expect(event?.leaf).toEqual({ type: 'registration', id: wanted.id, version: 1, content: hash, subject: 'sample' });
    const [listed] = await listSamples(sql, mission.id);
    expect(listed).toMatchObject({ name: 'Quick count', byName: 'console', logIndex: null });
    // What cannot be guessed is part of it: the same draw has another hash elsewhere.
    expect((await draw(await missionOf('registers-too'))).hash).not.toBe(hash);
  });

  test('has a name of its own in its mission, whatever its case, and leaves nothing where it has not', async () => {
    const mission = await missionOf('names');
    await draw(mission);
    await expect(draw(mission, { name: 'QUICK count' })).rejects.toMatchObject({ kind: 'conflict' });
    expect(await listSamples(sql, mission.id)).toHaveLength(1);
    const [{ count } = { count: -1 }] = await sql<{ count: number }[]>`
      select count(*)::int from log_waiting where mission_id = ${mission.id}`;
    expect(count).toBe(1);
    await draw(mission, { name: 'Another' });
    expect(await listSamples(sql, mission.id)).toHaveLength(2);
  });

  test('is not drawn while stations lack what it needs, nor without an election', async () => {
    const mission = await missionOf('lacks');
    const found = await frameFromRegister(sql, mission, { ...REGISTER, sizes: { ...SIZES, subject: 'no.such' } });
    const permanent = (country.place ?? []).filter(
      ({ level, station }) => level === 'precinct' && station === 'permanent',
    );
    expect(found.ok ? [] : found.error).toHaveLength(permanent.length);
    expect(found.ok ? null : must(found.error[0], 'no gap').why).toBe('no-size');
    // The invented country has figures of its stations that differ, and later ones.
    const contrary = await frameFromRegister(sql, mission, {
      ...REGISTER,
      strata: null,
      stations: null,
      sizes: { ...SIZES, asOf: null, kind: null },
    });
    expect(contrary.ok ? null : new Set(contrary.error.map(({ why }) => why))).toEqual(new Set(['several-sizes']));
    const without = await missionOf('without', null);
    await expect(frameFromRegister(sql, without, REGISTER)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('of a claim that was replaced takes the one that replaces it', async () => {
    const isWanted = ({ subject, as_of, kind }: Readonly<Record<string, string>>) =>
      subject === SIZES.subject && as_of === SIZES.asOf && kind === SIZES.kind;
    const first = must((country.claim ?? []).find(isWanted), 'no claim');
    const records = {
      ...country,
      claim: [...(country.claim ?? []), { ...first, key: 'corrected', value: '4321', supersedes: first.key ?? '' }],
    };
    const election = await storeElection(sql, { slug: 'corrected', visibility: 'public', records });
    const mission = await missionOf('replaced', election);
    const frame = await frameFromRegister(sql, mission, { ...REGISTER, stations: null, strata: null });
    expect(frame.ok && frame.value.units.find(({ id }) => id === first.place)?.size).toBe(4321);
  });
});

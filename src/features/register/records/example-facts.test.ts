import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadExampleRecords } from '../../../../test/support/example.ts';
import { CLAIMS_OF_FACT, FIGURES_IN_REMARKS } from '../../../../test/support/example-claims.ts';
import { hasReference, readReference } from '../../../../test/support/reference.ts';
import type { Cells } from '../../../kernel/record.ts';
import { must } from '../../../kernel/result.ts';
import type { KindName, RecordSet } from './kinds.ts';

let records: RecordSet;

beforeAll(async () => {
  records = await loadExampleRecords();
});

const all = (kind: KindName) => records[kind] ?? [];
const get = (kind: KindName, key: string): Cells =>
  must(
    all(kind).find((cells) => (cells.key ?? cells.code) === key),
    `No ${kind} ${key} in the example`,
  );
const partsOf = (cell: string | undefined) => (cell ?? '').split('|').filter((part) => part !== '');
const isSource = (name: string) => /^S\d/.test(name);
const sourcesOf = (...rows: readonly Cells[]) =>
  new Set(rows.flatMap((cells) => [...partsOf(cells.sources), ...partsOf(cells.provisions)]));
const readYaml = (name: string) =>
  parse(readFileSync(new URL(`../../../../../shared/reference/azerbaijan-2024/${name}`, import.meta.url), 'utf8'), {
    schema: 'failsafe',
  });
const azerbaijan = (name: string) => readReference(`azerbaijan-2024/${name}`);
const stated = ({ bound, value }: Cells) => [bound?.replace('-', ' '), value ?? ''].filter(Boolean).join(' ');

function expectSources(rows: readonly Cells[], cell: string | undefined) {
  const found = sourcesOf(...rows);
  for (const name of partsOf(cell)) {
    if (isSource(name) || /^L\d/.test(name)) expect([name, found.has(name)]).toEqual([name, true]);
  }
}

describe.skipIf(!hasReference)('the example holds the reference (skipped where ../shared is absent)', () => {
  it('every source', () => {
    for (const { source_id, ...source } of readReference('sources.csv')) {
      expect(get('source', source_id ?? '')).toMatchObject(source);
    }
    expect(all('source').length).toBe(readReference('sources.csv').length + 1);
  });

  it('every fact: value, unit, day, sources and confidence', () => {
    const facts = azerbaijan('facts.csv');
    expect(facts.length).toBe(59);
    for (const fact of facts) {
      const name = `${fact.section}.${fact.key}`;
      const keys = CLAIMS_OF_FACT[name] ?? [name.replaceAll('_', '-')];
      const claims = keys.map((key) => get('claim', key));
      expectFact(fact, claims);
    }
  });

  it('every figure that stands in a remark, with its own source and day', () => {
    for (const [value, source, asOf] of FIGURES_IN_REMARKS) {
      const found = all('claim').filter((cells) => cells.value === value && (cells.as_of ?? '') === asOf);
      expect([value, found.some((cells) => sourcesOf(cells).has(source))]).toEqual([value, true]);
    }
  });

  it('every point of turnout', () => {
    for (const point of azerbaijan('turnout.csv')) {
      const hour = point.time_local?.slice(0, 2);
      const at = { as_of: '2024-02-07', as_of_time: point.time_local, sources: point.sources };
      expect(get('claim', `turnout.voted.${hour}`)).toMatchObject({ ...at, value: point.voted });
      expect(get('claim', `turnout.percent.${hour}`)).toMatchObject({ ...at, value: point.percent });
      const stations = all('claim').find(({ key }) => key === `turnout.stations.${hour}`);
      expect(stations?.value ?? '').toBe(point.stations_reporting);
    }
  });

  it('every candidate: names, nominator, steps, votes and shares', () => {
    const candidates = azerbaijan('candidates.csv');
    expect(all('candidate').length).toBe(candidates.length);
    for (const [index, row] of candidates.entries()) expectCandidate(must(all('candidate')[index], 'candidate'), row);
  });

  it('every line of the timeline', () => {
    for (const [index, row] of azerbaijan('timeline.csv').entries()) {
      const { date, sources, confidence } = row;
      expect(all('event')[index]).toMatchObject({ date, sources, confidence, title_en: row.event });
    }
    expect(all('event').length).toBe(azerbaijan('timeline.csv').length);
  });

  it('every provision', () => {
    const rows = azerbaijan('election-law.csv');
    expect(all('provision').map(({ key }) => key)).toEqual(rows.map(({ law_id }) => law_id));
    for (const row of rows) {
      const cells = get('provision', row.law_id ?? '');
      expect(cells).toMatchObject({ provision: row.provision, topic: row.topic });
      expect(['', 'memory', cells.text_version]).toContain(row.text_version);
      expect(cells.rule?.replace('protocol-fields.csv', 'pec-protocol.yaml')).toBe(row.rule_own_words);
      expect(row.confidence?.startsWith(cells.confidence ?? '-')).toBe(true);
      const isMemory = Object.values(row).some((cell) => cell.includes('memory'));
      expect([cells.key, cells.basis]).toEqual([cells.key, isMemory ? 'memory' : 'sourced']);
      expect(cells.url ?? '').toBe(row.source_url === 'memory' ? '' : row.source_url);
    }
  });

  it('every annulled precinct, and no place for the one that is left open', () => {
    const rows = azerbaijan('annulled-precincts.csv');
    expect(all('place-event').length).toBe(rows.length);
    for (const [index, row] of rows.entries()) {
      const cells = must(all('place-event')[index], 'place event');
      expect(cells).toMatchObject({ date: row.decided, grounds: row.basis_own_words, event: 'results-annulled' });
      expectSources([cells], row.sources);
      if (row.note !== '') {
        expect(cells).toMatchObject({ basis: 'to-verify', place_as_stated: 'Constituency 77 or 92, precinct 31' });
        expect(cells.place).toBeUndefined();
        continue;
      }
      const place = get('place', cells.place ?? '');
      expect(place.number).toBe(row.precinct_no);
      expect(get('place', place.parent ?? '')).toMatchObject({
        number: row.constituency_no,
        name_en: row.constituency_name,
      });
    }
  });

  it('every mission with its assessment', () => {
    for (const [index, row] of azerbaijan('missions.csv').entries()) {
      const mission = must(all('mission')[index], 'mission');
      expect(mission).toMatchObject({ name_en: row.mission, sources: row.sources });
      expect([mission.start ?? '', mission.reference_frame_en ?? '']).toEqual([row.start, row.reference_frame]);
      for (const head of partsOf(row.heads?.replaceAll('; ', '|'))) expect(mission.heads).toContain(head);
      const assessment = must(all('assessment')[index], 'assessment');
      expect(assessment).toMatchObject({ mission: mission.key, direction: row.overall_direction });
      expect(assessment.finding_en ?? '').toBe(row.finding_own_words);
      expectSizes(mission, row);
    }
  });

  it('every rule of the calendar', () => {
    const rules: Record<string, string | string[]>[] = readYaml('calendar-rules.yaml').rules;
    expect(rules.length).toBe(42);
    for (const rule of rules) expectRule(get('calendar-rule', String(rule.id)), rule);
    const anchors: string[] = readYaml('calendar-rules.yaml').anchors;
    const own = anchors.filter((name) => !['call', 'election_day', 'voting_open', 'voting_close'].includes(name));
    expect(all('anchor').map(({ key }) => key)).toEqual(own);
  });

  it('every line and every check of the protocol', () => {
    const protocol = readYaml('precinct-protocol.yaml');
    for (const { item, key, meaning } of protocol.fields) {
      expect(get('protocol-field', key)).toMatchObject({ item, meaning_en: meaning });
    }
    const meanings = all('protocol-field').map(({ meaning_en }) => meaning_en);
    expect(meanings).toEqual(expect.arrayContaining([protocol.candidate_rows, ...protocol.upper_level_extra]));
    for (const { id, rule, severity, basis } of protocol.checks) {
      expect(get('protocol-check', id)).toMatchObject({ rule_en: rule, severity, grounds: basis });
    }
  });

  it('every exit poll and every known discrepancy', () => {
    for (const row of azerbaijan('exit-polls.csv')) {
      const share = all('claim').find(
        (cells) => cells.subject === 'exit-polls.share' && cells.stated_by === row.pollster,
      );
      expect(share).toMatchObject({ value: row.share_of_winner_pct, n: row.stations, sources: row.sources });
    }
    for (const row of azerbaijan('known-discrepancies.csv')) {
      const remark = all('discrepancy').find((cells) => cells.title_en === row.topic);
      expect(remark).toMatchObject({ lesson_en: row.lesson_for_model });
      expectSources([remark ?? {}], row.sources);
    }
  });
});

function expectFact(fact: Record<string, string>, claims: readonly Cells[]) {
  for (const claim of claims) {
    const isSplit = fact.key === 'core_team';
    expect([claim.key, isSplit ? claim.note : stated(claim)]).toEqual([
      claim.key,
      isSplit ? `${fact.value}.` : fact.value,
    ]);
    expect([claim.key, claim.unit, claim.as_of ?? '']).toEqual([claim.key, isSplit ? 'count' : fact.unit, fact.as_of]);
    const basis = fact.sources?.startsWith('derived') ? 'derived' : fact.sources === 'M-memory' ? 'memory' : null;
    expect([claim.key, claim.basis]).toEqual([claim.key, basis ?? (fact.confidence === 'gap' ? 'gap' : 'sourced')]);
    if (fact.confidence !== 'gap') expect([claim.key, claim.confidence]).toEqual([claim.key, fact.confidence]);
  }
  expectSources(claims, fact.sources);
}

function expectCandidate(cells: Cells, row: Record<string, string>) {
  expect(cells).toMatchObject({ name_en: row.name_en, name_az: row.name_az, nomination: row.nomination_type });
  expect(cells.nominator ? get('nominator', cells.nominator).name_en : 'self-nominated').toBe(row.nominated_by);
  expectSources([cells], row.sources);
  for (const step of ['nomination_approved', 'signatures_submitted', 'registered']) {
    const key = `${cells.key}.${step.replace('_', '-')}`;
    expect(get('candidate-step', key)).toMatchObject({ candidate: cells.key, date: row[step] });
  }
  const about = { candidate: cells.key };
  const [votes, share] = [`results.votes.${cells.key}`, `results.share.${cells.key}`];
  expect(get('claim', `${votes}.preliminary`)).toMatchObject({ ...about, value: row.votes_prelim_8feb });
  expect(get('claim', `${votes}.final`)).toMatchObject({ ...about, value: row.votes_final });
  expect(get('claim', `${share}.preliminary`)).toMatchObject({ ...about, value: row.pct_prelim_8feb });
  expect(get('claim', `${share}.final`)).toMatchObject({ ...about, value: row.pct_final_computed, basis: 'derived' });
}

/** Every number that the reference gives for the size and the stations of a mission is a claim about it. */
function expectSizes(mission: Cells, row: Record<string, string>) {
  const claims = all('claim').filter((cells) => cells.mission === mission.key);
  const values = claims.map(({ value }) => value);
  for (const number of `${row.size} ${row.stations_visited}`.match(/\d+/g) ?? []) expect(values).toContain(number);
  for (const [subject, cell] of [
    ['mission.size', row.size] as const,
    ['mission.stations', row.stations_visited] as const,
  ]) {
    if (!/not found|no figure/.test(cell ?? '')) continue;
    const claim = claims.find((cells) => cells.subject === subject);
    expect([claim?.basis, claim?.value]).toEqual(['gap', undefined]);
  }
}

function expectRule(cells: Cells, rule: Record<string, string | string[]>) {
  const { title, anchor, offset, unit, relation, detail } = rule;
  expect(cells).toMatchObject({ title_en: title, anchor, offset, unit, relation });
  expect(partsOf(cells.actors)).toEqual([...(rule.actor ?? [])].filter((actor) => actor !== 'any'));
  const times = cells.weekday === '3' ? 'WEDNESDAY' : partsOf(cells.times).join(',');
  expect([cells.key, times]).toEqual([cells.key, detail ?? '']);
  const named = [...(rule.sources ?? [])];
  const isToVerify = rule.confidence !== undefined;
  expect(named.filter((name) => !sourcesOf(cells).has(name))).toEqual(
    named.filter((name) => name.startsWith('verify')),
  );
  expect([cells.key, cells.basis]).toEqual([cells.key, isToVerify ? 'to-verify' : 'sourced']);
  if (isToVerify) expect(cells).toMatchObject({ confidence: 'medium', note: expect.stringContaining('2024') });
  if (rule.done_2024 !== undefined) expect(cells.done).toBe(rule.done_2024);
}

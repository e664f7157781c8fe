import { beforeAll, expect, it } from 'vitest';
import { inventCountry } from '../../../../test/country/country.ts';
import { loadExample } from '../../../../test/support/example.ts';
import { must } from '../../../kernel/result.ts';
import type { ElectionFile } from '../records/kinds.ts';
import { readElectionFile } from '../records/record-set.ts';
import { compareMissions, findContrasts } from './compare.ts';

let example: ElectionFile;

beforeAll(async () => {
  example = await loadExample();
});

const compared = (file: ElectionFile, key: string) =>
  must(
    compareMissions(file).find(({ mission }) => mission.key === key),
    key,
  );

it('puts what is claimed of a mission where it is compared', () => {
  const odihr = compared(example, 'odihr');
  expect(odihr.sizes.map(({ subject }) => subject.key)).toEqual([
    'mission.size',
    'mission.size.core-team',
    'mission.size.core-team-states',
    'mission.size.long-term',
    'mission.size.short-term-requested',
  ]);
  expect(odihr.stations.flatMap(({ claims }) => claims.map(({ basis }) => basis))).toEqual(['gap', 'gap']);
  expect(odihr.others.map(({ subject }) => subject.key)).toContain('mission.head');
  expect([odihr.daysBefore, odihr.days, odihr.direction]).toEqual([40, null, 'negative']);
});

it('loses no claim about a mission', () => {
  const shown = compareMissions(example).flatMap(({ sizes, stations, others }) =>
    [...sizes, ...stations, ...others].flatMap(({ claims }) => claims),
  );
  expect(new Set(shown)).toEqual(new Set(example.claim.filter(({ mission }) => mission !== null)));
});

it('counts days only where the sources give them', () => {
  expect(compared(example, 'oic').daysBefore).toBeNull();
  expect(compared(readElectionFile(inventCountry()), 'islands').days).toBe(7);
});

it('finds on what the assessments differ, and leaves out what nobody contradicts', () => {
  const contrasts = findContrasts(example.assessment);
  expect(contrasts.map(({ subject, sides }) => [subject, ...sides.map(({ assessments }) => assessments.length)])).toEqual([
    ['overall', 8, 2],
  ]);
  const country = findContrasts(readElectionFile(inventCountry()).assessment);
  expect(country.map(({ subject, sides }) => [subject, ...sides.map(({ direction }) => direction)])).toEqual([
    ['overall', 'positive', 'mixed', 'negative'],
    ['count', 'positive', 'negative'],
  ]);
});

import { expect, it } from 'vitest';
import { loadExample } from '../../../../test/support/example.ts';
import { compareMissions } from './answers.ts';

it('puts what is claimed of a mission where it is compared', async () => {
  const odihr = compareMissions(await loadExample()).find(({ mission }) => mission.key === 'odihr');
  expect(odihr?.sizes.map(({ subject }) => subject.key)).toEqual([
    'mission.size',
    'mission.size.core-team',
    'mission.size.core-team-states',
    'mission.size.long-term',
    'mission.size.short-term-requested',
  ]);
  expect(odihr?.stations.flatMap(({ claims }) => claims.map(({ basis }) => basis))).toEqual(['gap', 'gap']);
  expect(odihr?.others.map(({ subject }) => subject.key)).toContain('mission.head');
  expect(odihr?.presence?.untilElection).toEqual({ least: 41, most: 41 });
  expect(odihr?.direction).toBe('negative');
});

it('loses no claim about a mission', async () => {
  const example = await loadExample();
  const shown = compareMissions(example).flatMap(({ sizes, stations, others }) =>
    [...sizes, ...stations, ...others].flatMap(({ claims }) => claims),
  );
  expect(new Set(shown)).toEqual(new Set(example.claim.filter(({ mission }) => mission !== null)));
});

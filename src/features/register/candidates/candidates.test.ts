import { describe, expect, test } from 'vitest';
import { hasReference, readReference } from '../../../../test/support/reference.ts';
import { type Cells, readRecord } from '../../../kernel/record.ts';
import { type Candidate, candidateKind, candidateStepKind, type Nominator, nominatorKind } from './candidate.ts';
import { checkCandidates } from './check.ts';
import { candidatePath, candidatePaths, countStatuses, stationsOf } from './path.ts';

function candidate(key: string, cells: Cells): Candidate {
  return readRecord(candidateKind, { key, name_en: key, ...cells });
}

function nominator(key: string, cells: Cells = {}): Nominator {
  return readRecord(nominatorKind, { key, kind: 'party', name_en: key, ...cells });
}

function step(name: string, date = '', who = 'x') {
  return readRecord(candidateStepKind, { key: `${who}-${name}`, candidate: who, step: name, date, basis: 'sourced' });
}

function codes(candidates: Candidate[], nominators: Nominator[] = [nominator('p')]): string[] {
  return checkCandidates({ candidates, nominators, steps: [] }).map(({ key, code }) => `${key}: ${code}`);
}

test('who nominates himself or herself has no nominator, all others have one of the kind that is said', () => {
  expect(codes([candidate('a', { nomination: 'self' })])).toEqual([]);
  expect(codes([candidate('a', { nomination: 'self', nominator: 'p' })])).toEqual(['a: nominator-of-self']);
  expect(codes([candidate('a', { nomination: 'party' })])).toEqual(['a: nominator-missing']);
  expect(codes([candidate('a', { nomination: 'party', nominator: 'p' })])).toEqual([]);
  expect(codes([candidate('a', { nomination: 'bloc', nominator: 'p' })])).toEqual(['a: nominator-kind']);
});

test('one place on the ballot, one candidate', () => {
  const at = (key: string, order: string) => candidate(key, { nomination: 'self', ballot_order: order });
  expect(codes([at('a', '1'), at('b', '2'), at('c', '1'), candidate('d', { nomination: 'self' })])).toEqual([
    'c: ballot-order',
  ]);
});

test('only blocs have members, and none is a member of itself', () => {
  expect(codes([], [nominator('p', { members: 'q' }), nominator('q')])).toEqual(['p: nominator-members']);
  expect(codes([], [nominator('b', { kind: 'bloc', members: 'p' }), nominator('p')])).toEqual([]);
  const circle = [nominator('b', { kind: 'bloc', members: 'c' }), nominator('c', { kind: 'bloc', members: 'b' })];
  expect(codes([], circle)).toEqual(['b: nominator-circle']);
});

test('a station is recorded, implied, refused or open', () => {
  const states = (...steps: ReturnType<typeof step>[]) => {
    const path = candidatePath(steps);
    return [path.status, ...path.stops.map(({ state }) => state)].join(' ');
  };
  expect(states()).toBe('none open open open open');
  expect(states(step('nominated'))).toBe('nominated recorded open open open');
  expect(states(step('nomination-approved'))).toBe('approved implied recorded open open');
  expect(states(step('nomination-refused'))).toBe('nomination-refused implied refused open open');
  expect(states(step('papers-filed'))).toBe('papers implied open recorded open');
  expect(states(step('registered', 'by 2024-01-09'))).toBe('registered implied implied implied recorded');
  expect(states(step('registration-refused'))).toBe('registration-refused implied implied implied refused');
  expect(states(step('registered', '2024-01-05'), step('withdrawn', '2024-01-09'))).toBe(
    'withdrawn implied implied implied recorded',
  );
});

test('a track shows what is recorded in order, what is implied before it, and what is open after it', () => {
  const track = (...steps: ReturnType<typeof step>[]) =>
    stationsOf(candidatePath(steps)).map((station) =>
      'step' in station ? `${station.state} ${station.step.step}` : `${station.state} ${station.milestone}`,
    );
  expect(track()).toEqual(['open nominated', 'open approved', 'open papers', 'open registered']);
  expect(track(step('nomination-approved'), step('registered'))).toEqual([
    'implied nominated',
    'recorded nomination-approved',
    'implied papers',
    'recorded registered',
  ]);
  expect(track(step('papers-filed', '2024-01-05'))).toEqual([
    'implied nominated',
    'recorded papers-filed',
    'open approved',
    'open registered',
  ]);
  expect(track(step('nominated', '2024-01-01'), step('withdrawn', '2024-01-02'))).toEqual([
    'recorded nominated',
    'against withdrawn',
  ]);
  expect(
    track(
      step('nomination-refused', '2024-01-02'),
      step('appeal-upheld', '2024-01-04'),
      step('registered', '2024-01-09'),
    ),
  ).toEqual([
    'implied nominated',
    'against nomination-refused',
    'recorded appeal-upheld',
    'implied approved',
    'implied papers',
    'recorded registered',
  ]);
});

test('steps are put in the order in which they can have happened', () => {
  const path = candidatePath([
    step('registered', 'by 2024-01-09'),
    step('papers-filed'),
    step('nomination-approved', '2023-12-21'),
    step('signatures-submitted', 'by 2024-01-05'),
  ]);
  expect(path.steps.map((each) => each.step)).toEqual([
    'nomination-approved',
    'signatures-submitted',
    'papers-filed',
    'registered',
  ]);
});

describe.skipIf(!hasReference)('candidates of 7 February 2024 (needs the reference beside the project)', () => {
  const rows = hasReference ? readReference('azerbaijan-2024/candidates.csv') : [];
  const candidates = rows.map((row, index) =>
    candidate(
      `c${index}`,
      row.nomination_type === 'self' ? { nomination: 'self' } : { nomination: 'party', nominator: 'p' },
    ),
  );
  const steps = rows.flatMap((row, index) => [
    step('nomination-approved', row.nomination_approved, `c${index}`),
    step('signatures-submitted', row.signatures_submitted, `c${index}`),
    step('registered', row.registered, `c${index}`),
  ]);

  test('their steps are possible, and all seven are registered', () => {
    expect(checkCandidates({ candidates, nominators: [nominator('p')], steps })).toEqual([]);
    const counts = countStatuses(candidatePaths(candidates, steps).values());
    expect(counts).toEqual({ nominated: 7, approved: 7, papers: 7, registered: 7, onBallot: 7 });
  });

  test('a registration before the approval of the nomination would be found', () => {
    const turned = steps.map((each) =>
      each.key === 'c6-registered' ? step('registered', 'by 2023-12-20', 'c6') : each,
    );
    expect(
      checkCandidates({ candidates, nominators: [nominator('p')], steps: turned }).map(({ code }) => code),
    ).toEqual(['step-order']);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate, calendarDate } from '../../../kernel/calendar-date.ts';
import { readRecord } from '../../../kernel/record.ts';
import { type CandidateStep, candidateStepKind, STEPS, type Step } from './candidate.ts';
import { checkCandidateSteps } from './check.ts';
import { orderSteps } from './order.ts';
import { advance, needsOf, START, type Standing } from './way.ts';

const FIRST_DAY = calendarDate(2024, 1, 1);

/** `registered 2024-01-06` and so on as steps of one candidate. */
function steps(...lines: string[]): CandidateStep[] {
  return lines.map((line, index) => {
    const [step = '', ...date] = line.split(' ');
    const cells = { key: `${index}`, candidate: 'x', step, basis: 'sourced', date: date.join(' ') };
    return readRecord(candidateStepKind, cells);
  });
}

function codes(...lines: string[]): string[] {
  return checkCandidateSteps(steps(...lines)).map(({ code }) => code);
}

test('the way to the ballot, recorded whole or in part, is possible', () => {
  expect(
    codes(
      'nominated 2023-12-10',
      'nomination-approved 2023-12-19',
      'signatures-submitted 2023-12-26',
      'papers-filed 2023-12-27',
      'signatures-verified 2023-12-29',
      'registered 2023-12-30',
    ),
  ).toEqual([]);
  expect(codes('registered by 2024-01-09')).toEqual([]);
  expect(codes('nomination-approved 2023-12-21', 'registered by 2024-01-09')).toEqual([]);
  expect(codes('registered', 'papers-filed', 'nomination-approved', 'nominated')).toEqual([]);
  expect(codes('registered 2024-01-05', 'papers-filed 2024-01-05', 'nomination-approved 2024-01-05')).toEqual([]);
});

test('what comes before what it needs is refused', () => {
  expect(codes('registered 2024-01-05', 'papers-filed 2024-01-06')).toEqual(['step-order']);
  expect(codes('registered by 2024-01-05', 'nomination-approved 2024-01-06')).toEqual(['step-order']);
  expect(codes('registered by 2024-01-05', 'nomination-approved from 2024-01-06')).toEqual(['step-order']);
  expect(codes('registered by 2024-01-06', 'nomination-approved 2024-01-06')).toEqual([]);
  expect(codes('signatures-verified 2024-01-02', 'signatures-submitted 2024-01-03')).toEqual(['step-order']);
  expect(
    codes('signatures-submitted 2024-01-01', 'signatures-verified 2024-01-02', 'signatures-submitted 2024-01-03'),
  ).toEqual([]);
});

test('nothing follows a withdrawal but the act of striking off', () => {
  expect(codes('withdrawn 2024-01-05', 'registered 2024-01-06')).toEqual(['step-after-withdrawal']);
  expect(codes('withdrawn 2024-01-05', 'registered 2024-01')).toEqual([]);
  expect(codes('registered 2024-01-04', 'withdrawn 2024-01-05', 'deregistered 2024-01-06')).toEqual([]);
  expect(codes('withdrawn 2024-01-05', 'withdrawn 2024-01-06')).toEqual(['step-after-withdrawal']);
});

test('a refusal stands until an appeal is upheld', () => {
  const refused = 'registration-refused 2024-01-05';
  expect(codes(refused, 'registered 2024-01-06')).toEqual(['step-without-appeal']);
  expect(codes(refused, 'appealed 2024-01-05', 'appeal-upheld 2024-01-06', 'registered 2024-01-06')).toEqual([]);
  expect(codes(refused, 'appeal-dismissed 2024-01-06', 'registered 2024-01-07')).toEqual(['step-without-appeal']);
  expect(codes('appeal-upheld 2024-01-04', refused, 'registered 2024-01-06')).toEqual(['step-without-appeal']);
  expect(codes(refused, 'registered')).toEqual(['step-without-appeal']);
  expect(codes('nomination-refused 2024-01-01', 'registered 2024-01-05')).toEqual(['step-without-appeal']);
  expect(codes('nomination-refused 2024-01-01', 'nomination-approved 2024-01-03')).toEqual(['step-without-appeal']);
  expect(
    codes('nominated', 'nomination-refused 2024-01-01', 'nominated 2024-01-02', 'nomination-approved 2024-01-03'),
  ).toEqual([]);
});

test('nobody is registered twice, unless struck off and reinstated', () => {
  expect(codes('registered 2024-01-05', 'registered 2024-01-06')).toEqual(['step-twice']);
  expect(codes('registered', 'registered')).toEqual(['step-twice']);
  expect(codes('nomination-approved 2024-01-05', 'nomination-approved')).toEqual(['step-twice']);
  expect(codes('registered 2024-01-05', 'deregistered 2024-01-06', 'registered 2024-01-09')).not.toEqual([]);
  expect(
    codes('registered 2024-01-05', 'deregistered 2024-01-06', 'appeal-upheld 2024-01-08', 'registered 2024-01-09'),
  ).toEqual([]);
});

test('the fault names the steps that do not go together', () => {
  const lines = ['nominated', 'nomination-approved 2024-01-01', 'registered by 2024-01-03', 'papers-filed 2024-01-06'];
  expect(checkCandidateSteps(steps(...lines))).toEqual([
    {
      code: 'step-order',
      parameters: { found: 'papers-filed', others: 'registered by 2024-01-03' },
      kind: 'candidate-step',
      key: '3',
      column: 'step',
      severity: 'error',
    },
  ]);
});

/** A way that the rules allow: any number of steps, each on a day of its own, at times on the day of the last. */
const way = fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 1, 2, 7)), { maxLength: 9 }).map((choices) => {
  const taken: { step: Step; day: CalendarDate }[] = [];
  let standing: Standing = START;
  let day = FIRST_DAY;
  for (const [choice, days] of choices) {
    const open = STEPS.filter((step) => canTake(standing, step, taken));
    const step = open[choice % Math.max(open.length, 1)];
    if (step === undefined) break;
    standing = advance(standing, step) ?? standing;
    day = addDays(day, days);
    taken.push({ step, day });
  }
  return taken;
});

/** A step is possible where the rules allow it now, and where it comes too late for nothing that has happened. */
function canTake(standing: Standing, step: Step, taken: readonly { step: Step }[]): boolean {
  const isLate = taken.some((done) => needsOf(done.step).includes(step)) && !taken.some((done) => done.step === step);
  return !isLate && advance(standing, step) !== null;
}

/** Ways to know of `day`, all true. */
function blurred(day: CalendarDate, choice: number): string {
  const spellings = [
    day,
    `by ${day}`,
    `by ${addDays(day, choice % 9)}`,
    `from ${addDays(day, -(choice % 9))}`,
    `${addDays(day, -1 - (choice % 5))}/${addDays(day, choice % 7)}`,
    day.slice(0, 7),
    day.slice(0, 4),
    '',
  ];
  return spellings[choice % spellings.length] ?? '';
}

test('every way that the rules allow is accepted, whatever is known of its dates and in whatever order it is filed', () => {
  fc.assert(
    fc.property(
      way,
      fc.array(fc.nat(1_000), { minLength: 9, maxLength: 9 }),
      fc.func(fc.nat()),
      (taken, blur, rank) => {
        const lines = taken.map(({ step, day }, index) => `${step} ${blurred(day, blur[index] ?? 0)}`.trim());
        const filed = steps(...lines).sort((a, b) => rank(a.key) - rank(b.key));
        expect(checkCandidateSteps(filed)).toEqual([]);
        const order = orderSteps(filed);
        expect(order?.steps).toHaveLength(taken.length);
      },
    ),
  );
});

test('two days changed round between a step and what it needs are refused', () => {
  const needed = STEPS.flatMap((step) => needsOf(step).map((need) => [need, step] as const));
  fc.assert(
    fc.property(way, fc.constantFrom(...needed), fc.integer({ min: 1, max: 30 }), (taken, [need, step], days) => {
      const [first, second] = [need, step].map((name) => taken.filter((done) => done.step === name));
      fc.pre(first?.length === 1 && second?.length === 1);
      const last = taken.at(-1)?.day ?? FIRST_DAY;
      const turned = taken.map((done) => {
        if (done.step === need) return `${need} ${addDays(last, days)}`;
        return `${done.step} ${done.day}`;
      });
      expect(checkCandidateSteps(steps(...turned))).toHaveLength(1);
    }),
  );
});

test('many undated steps are bounded work', () => {
  const many = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? 'appealed' : 'appeal-dismissed'));
  expect(codes(...many, 'registration-refused', 'registered')).toEqual([]);
  expect(codes(...Array.from({ length: 5_000 }, () => 'appealed'))).toEqual([]);
});

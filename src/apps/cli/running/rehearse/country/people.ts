import type { RecordSet } from '../../../../../features/register/records/kinds.ts';
import type { Cells } from '../../../../../kernel/record.ts';
import { seeded } from '../../../../../kernel/seed.ts';
import { inventPerson, nameCells } from './names.ts';

/** Keys of the candidates whose names stand on the ballot of the first round, in its order. */
export const ON_BALLOT = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;
/** Keys of the two of the second round. */
export const RUN_OFF = ['first', 'second'] as const;

type Step = readonly [step: string, date: string | null, more?: Cells];

interface Path {
  readonly key: string;
  readonly nomination: string;
  readonly nominator: string | null;
  readonly steps: readonly Step[];
}

const NOMINATED: readonly Step[] = [
  ['nominated', '2026-01-05'],
  ['nomination-approved', '2026-01-08'],
];
const REGISTERED: readonly Step[] = [
  ...NOMINATED,
  ['signatures-submitted', '2026-01-19'],
  ['papers-filed', '2026-01-21'],
  ['signatures-verified', '2026-01-26'],
  ['registered', '2026-01-27'],
];

/** Every way to the ballot and off it. */
const PATHS: readonly Path[] = [
  { key: 'first', nomination: 'party', nominator: 'harbour', steps: REGISTERED },
  { key: 'second', nomination: 'bloc', nominator: 'two-shores', steps: REGISTERED },
  { key: 'third', nomination: 'initiative-group', nominator: 'lighthouse', steps: REGISTERED },
  {
    key: 'fourth',
    nomination: 'self',
    nominator: null,
    steps: [
      ['nominated', '2026-01-06'],
      ['nomination-refused', '2026-01-09', { detail: 'Two signatures of the group were missing.' }],
      ['appealed', '2026-01-12', { body: 'court' }],
      ['appeal-upheld', '2026-01-15', { body: 'court' }],
      ['papers-filed', '2026-01-23'],
      ['registered', 'by 2026-01-30', { confidence: 'medium' }],
    ],
  },
  {
    key: 'fifth',
    nomination: 'self',
    nominator: null,
    steps: [
      ['nominated', 'by 2026-01-12'],
      ['papers-filed', '2026-01-22/2026-01-24'],
      ['registered', '2026-01-30'],
      ['deregistered', '2026-03-02', { detail: 'Spending above the limit.' }],
      ['appealed', '2026-03-03', { body: 'court' }],
      ['appeal-upheld', '2026-03-06', { body: 'court' }],
    ],
  },
  {
    key: 'sixth',
    nomination: 'party',
    nominator: 'ploughshare',
    steps: [['registered', null, { basis: 'to-verify', confidence: 'low' }]],
  },
  {
    key: 'seventh',
    nomination: 'party',
    nominator: 'two-shores-east',
    steps: [...REGISTERED, ['withdrawn', '2026-03-10', { detail: 'In favour of another candidate.' }]],
  },
  {
    key: 'eighth',
    nomination: 'self',
    nominator: null,
    steps: [
      ...NOMINATED,
      ['papers-filed', '2026-01-24'],
      ['registration-refused', '2026-01-30', { detail: 'Too few valid signatures.' }],
      ['appealed', '2026-02-02', { body: 'court' }],
      ['appeal-dismissed', '2026-02-05', { body: 'court' }],
    ],
  },
  {
    key: 'ninth',
    nomination: 'initiative-group',
    nominator: 'lighthouse',
    steps: [...REGISTERED, ['deregistered', '2026-03-04']],
  },
  {
    key: 'tenth',
    nomination: 'self',
    nominator: null,
    steps: [
      ['nominated', '2026-01'],
      ['nomination-refused', '2026-01'],
    ],
  },
];

const NOMINATORS: readonly Cells[] = [
  { key: 'harbour', kind: 'party', name_en: 'Harbour Party', name_ru: 'Партия гавани', name_ar: 'حزب الميناء' },
  { key: 'two-shores-east', kind: 'party', name_en: 'Eastern Shore' },
  { key: 'two-shores-west', kind: 'party', name_en: 'Western Shore' },
  { key: 'two-shores', kind: 'bloc', name_en: 'Two Shores', members: 'two-shores-east|two-shores-west' },
  { key: 'ploughshare', kind: 'party', name_en: 'Ploughshare Party', note: 'Named in two ways by the press.' },
  { key: 'lighthouse', kind: 'initiative-group', name_en: 'Group of voters "Lighthouse"' },
];

/** The candidates, who nominated them and how far each came. */
export function inventPeople(seed: string): RecordSet {
  const random = seeded(`${seed}/people`);
  const candidates = PATHS.map(({ key, nomination, nominator }) => ({
    key,
    ...nameCells('name', inventPerson(random)),
    nomination,
    ...(nominator === null ? {} : { nominator }),
    ...ballotOrder(key),
    sources: 'S2',
  }));
  return {
    nominator: NOMINATORS.map((cells) => ({ ...cells, sources: 'S2' })),
    candidate: candidates,
    'candidate-step': PATHS.flatMap(stepsOf),
  };
}

function ballotOrder(key: string): Cells {
  const order: readonly string[] = ON_BALLOT;
  const index = order.indexOf(key);
  return index < 0 ? {} : { ballot_order: `${index + 1}` };
}

function stepsOf({ key, steps }: Path): Cells[] {
  return steps.map(([step, date, more]) => ({
    key: `${key}.${step}`,
    candidate: key,
    step,
    ...(date === null ? {} : { date }),
    body: 'ec',
    sources: 'S2',
    basis: 'sourced',
    confidence: 'high',
    ...more,
  }));
}

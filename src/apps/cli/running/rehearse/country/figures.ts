import type { RecordSet } from '../../../../../features/register/records/kinds.ts';
import type { Cells } from '../../../../../kernel/record.ts';
import { type Seeded, seeded } from '../../../../../kernel/seed.ts';
import { FIRST_ROUND, SECOND_ROUND } from './law.ts';
import { ON_BALLOT, RUN_OFF } from './people.ts';
import type { Territory } from './places.ts';

const SUBJECTS: readonly Cells[] = [
  subject('stations.total', 'territory', 'constant', 'Polling stations'),
  subject('stations.abroad', 'territory', 'constant', 'Polling stations abroad'),
  subject('place.voters', 'voters', 'varies', 'Voters on the list of the precinct'),
  subject('voters.registered', 'voters', 'constant', 'Registered voters'),
  subject('turnout.voted', 'turnout', 'varies', 'Voters who had voted'),
  {
    ...subject('turnout.percent', 'turnout', 'varies', 'Turnout during the day'),
    formula: 'turnout.voted / claim:voters.registered.official * 100',
    decimals: '2',
  },
  subject('results.votes', 'results', 'varies', 'Votes for the candidate'),
  {
    ...subject('results.share', 'results', 'varies', 'Share of the valid votes'),
    formula: 'results.votes / sum(results.votes) * 100',
    decimals: '2',
  },
  { ...subject('results.valid', 'results', 'varies', 'Valid votes'), formula: 'sum(results.votes)', decimals: '0' },
  subject('second.votes', 'results', 'varies', 'Votes in the second round'),
  subject('mission.size', 'missions', 'constant', 'Size of the mission'),
  subject('mission.stations', 'missions', 'constant', 'Polling stations visited'),
  subject('complaints.filed', 'complaints', 'constant', 'Complaints filed'),
  subject('hours.open', 'hours', 'constant', 'Polling stations open'),
];

function subject(...[key, section, overTime, title]: [string, string, string, string]): Cells {
  return { key, section, over_time: overTime, title_en: title };
}

/**
 * What is claimed: figures that agree with the places and with each other, and some that do not – contrary lists, a
 * press figure a thousand times too high, a share rounded the wrong way, two sizes of one mission – and gaps.
 */
export function inventFigures(seed: string, territory: Territory, isPlaceByPlace: boolean): RecordSet {
  const random = seeded(`${seed}/figures`);
  const registered = territory.precincts.reduce((sum, { voters }) => sum + voters, 0);
  return {
    subject: SUBJECTS,
    claim: [
      ...territoryClaims(territory, registered),
      ...turnoutClaims(registered),
      ...resultClaims(random, registered),
      ...MISSION_CLAIMS,
      ...GAPS,
      ...(isPlaceByPlace ? placeClaims(territory) : []),
    ],
    discrepancy: DISCREPANCIES,
  };
}

function claim(...[key, of, value, more = {}]: [key: string, of: string, value: string | number, more?: Cells]): Cells {
  const official: Cells = { unit: 'count', kind: 'official', sources: 'S3', basis: 'sourced', confidence: 'high' };
  return { key, subject: of, value: String(value), ...official, ...more };
}

function territoryClaims({ precincts }: Territory, registered: number): Cells[] {
  const abroad = precincts.filter(({ isAbroad }) => isAbroad).length;
  const at: Cells = { as_of: FIRST_ROUND };
  return [
    claim('stations.total', 'stations.total', precincts.length, at),
    claim('stations.abroad', 'stations.abroad', abroad, at),
    claim('voters.registered.official', 'voters.registered', registered, at),
    claim('voters.registered.radio', 'voters.registered', registered + 1_204, {
      ...at,
      kind: 'quoted',
      stated_by: 'Harbour Radio',
      sources: 'S5',
      confidence: 'medium',
    }),
    claim('hours.open', 'hours.open', '07:00', { unit: 'time', sources: 'S2', ...at }),
  ];
}

const POINTS: readonly (readonly [time: string, share: number])[] = [
  ['10:00', 0.118],
  ['13:00', 0.327],
  ['16:00', 0.498],
  ['20:00', 0.641],
];

function turnoutClaims(registered: number): Cells[] {
  const claims = POINTS.flatMap(([time, share]) => {
    const [voted, at] = [Math.round(registered * share), { as_of: FIRST_ROUND, as_of_time: time, stated_by: 'EC' }];
    const percent = ((voted / registered) * 100).toFixed(2);
    const hour = time.slice(0, 2);
    return [
      claim(`turnout.voted.${hour}`, 'turnout.voted', voted, at),
      claim(`turnout.percent.${hour}`, 'turnout.percent', percent, { ...at, unit: 'percent', of: 'registered voters' }),
    ];
  });
  const slip = claim('turnout.voted.13.press', 'turnout.voted', Math.round(registered * 0.327) * 1_000, {
    as_of: FIRST_ROUND,
    as_of_time: '13:00',
    kind: 'quoted',
    stated_by: 'The Tilmara Gazette',
    sources: 'S4',
  });
  return [...claims, slip];
}

const STRENGTHS = [41, 28, 15, 9, 5, 2] as const;

function resultClaims(random: Seeded, registered: number): Cells[] {
  const votes = STRENGTHS.map((strength) => Math.round((registered * 0.63 * (strength + random.share() - 0.5)) / 100));
  const valid = votes.reduce((sum, number) => sum + number, 0);
  const shareOf = (number: number, slip = 0) => ((number / valid) * 100 + slip).toFixed(2);
  const at: Cells = { as_of: '2026-03-26', of: 'valid votes' };
  const byCandidate = ON_BALLOT.flatMap((candidate, index) => [
    claim(`results.votes.${candidate}`, 'results.votes', votes[index] ?? 0, { ...at, candidate }),
    claim(`results.share.${candidate}`, 'results.share', shareOf(votes[index] ?? 0), {
      ...at,
      candidate,
      unit: 'percent',
    }),
  ]);
  const press: Cells = {
    ...at,
    candidate: 'sixth',
    unit: 'percent',
    kind: 'quoted',
    sources: 'S4',
    stated_by: 'The Tilmara Gazette',
  };
  const secondRound = RUN_OFF.map((candidate, index) =>
    claim(`second.votes.${candidate}`, 'second.votes', Math.round(registered * (index === 0 ? 0.296 : 0.311)), {
      as_of: SECOND_ROUND,
      candidate,
      sources: 'S8',
    }),
  );
  return [
    ...byCandidate,
    claim('results.share.sixth.press', 'results.share', shareOf(votes[5] ?? 0, 0.01), press),
    claim('results.valid', 'results.valid', valid, {
      as_of: '2026-03-26',
      kind: 'derived',
      basis: 'derived',
      formula: 'sum(results.votes)',
    }),
    ...secondRound,
  ];
}

const MISSION_CLAIMS: readonly Cells[] = [
  claim('islands.size.accredited', 'mission.size', 62, { mission: 'islands', of: 'accredited', sources: 'S7' }),
  claim('islands.size.present', 'mission.size', 48, {
    mission: 'islands',
    of: 'present on election day',
    sources: 'S7',
  }),
  claim('far-coast.size', 'mission.size', 300, { mission: 'far-coast', bound: 'about', sources: 'S5' }),
  claim('watch.size', 'mission.size', 220, { mission: 'watch', sources: 'S6' }),
  claim('islands.stations', 'mission.stations', 41, { mission: 'islands', sources: 'S7' }),
  claim('far-coast.stations', 'mission.stations', 612, { mission: 'far-coast', sources: 'S5' }),
  claim('watch.stations', 'mission.stations', 180, { mission: 'watch', sources: 'S6' }),
];

const GAPS: readonly Cells[] = [
  {
    key: 'complaints.filed',
    subject: 'complaints.filed',
    unit: 'count',
    kind: 'official',
    basis: 'gap',
    note: 'Asked for and not answered.',
  },
  {
    key: 'envoys.stations',
    subject: 'mission.stations',
    mission: 'envoys',
    unit: 'count',
    kind: 'official',
    basis: 'gap',
  },
];

const DISCREPANCIES: readonly Cells[] = [
  {
    key: 'registered',
    title_en: 'Registered voters',
    claims: 'voters.registered.official|voters.registered.radio',
    lesson_en: 'A figure needs its moment.',
  },
  { key: 'noon', title_en: 'Voters at 13:00', claims: 'turnout.voted.13|turnout.voted.13.press' },
  {
    key: 'islands',
    title_en: 'Size of the Assembly of the Islands',
    claims: 'islands.size.accredited|islands.size.present',
  },
];

/** One claim a precinct; some lists grew before the second round, and one precinct has two lists of one day. */
function placeClaims({ precincts }: Territory): Cells[] {
  return precincts.flatMap(({ code, voters }, index) => {
    const at: Cells = { place: code, as_of: FIRST_ROUND };
    const first = claim(`place.voters.${code}`, 'place.voters', voters, at);
    const later = claim(`place.voters.${code}.second`, 'place.voters', voters + 3, {
      ...at,
      as_of: SECOND_ROUND,
      sources: 'S8',
    });
    const contrary = claim(`place.voters.${code}.watch`, 'place.voters', voters - 9, {
      ...at,
      kind: 'observed',
      sources: 'S6',
    });
    return [first, ...(index % 25 === 0 ? [later] : []), ...(index === 3 ? [contrary] : [])];
  });
}

import { For } from 'solid-js';
import { useMessages } from '../../../src/platform/i18n/language-provider.tsx';
import { BarChart } from '../../../src/platform/ui/charts/bar-chart.tsx';
import { ComparisonChart, type Statement } from '../../../src/platform/ui/charts/comparison-chart.tsx';
import { CurveChart } from '../../../src/platform/ui/charts/curve-chart.tsx';
import { PhaseChart } from '../../../src/platform/ui/charts/phase-chart.tsx';
import { SmallMultiples } from '../../../src/platform/ui/charts/small-multiples.tsx';
import { StepTrack, type TrackStep } from '../../../src/platform/ui/charts/step-track.tsx';
import { TimelineChart } from '../../../src/platform/ui/charts/timeline-chart.tsx';
import { PlacesMap } from '../../../src/platform/ui/map/places-map.tsx';
import type { Status } from '../../../src/platform/ui/parts/marks/mark-shapes.tsx';
import { CANDIDATES, daysBefore, ELECTION_DAY, TODAY, when } from '../invented.ts';

export function ChartSection() {
  return (
    <main class="gallery">
      <h1>Charts</h1>
      <section>
        <Timeline />
      </section>
      <section>
        <Phases />
      </section>
      <section>
        <Tracks />
      </section>
      <section>
        <Comparison />
      </section>
      <section>
        <Multiples />
      </section>
      <section>
        <StationMap />
      </section>
      <section>
        <Bars />
      </section>
      <section>
        <Curves />
      </section>
    </main>
  );
}

const LANES = [
  { id: 'calling', title: 'Calling' },
  { id: 'nomination', title: 'Nomination' },
  { id: 'registration', title: 'Registration' },
  { id: 'campaign', title: 'Campaign' },
  { id: 'voting', title: 'Voting' },
  { id: 'results', title: 'Results' },
  { id: 'observation', title: 'Observation' },
];

const EVENTS: readonly [lane: string, when: string, label: string][] = [
  ['calling', '2031-08-04', 'The president calls the election'],
  ['calling', '2031-08-05', 'The commission sets the day and adopts the calendar'],
  ['nomination', '2031-08-06', 'Nomination opens on publication of the decision'],
  ['nomination', '2031-08-15', 'Commission approves the first nomination'],
  ['nomination', '2031-08-17', 'Six further nominations approved'],
  ['nomination', '2031-08-22', 'Eight self-nominations approved; a party files 50,000 signatures'],
  ['nomination', '2031-08-26', 'One further nomination approved'],
  ['registration', '2031-08-26', 'First candidate registered'],
  ['registration', 'by 2031-09-02', 'Second and third candidates registered'],
  ['registration', '2031-09-04', 'Papers close at 18:00'],
  ['registration', '2031-09-02/2031-09-05', 'Five candidates registered'],
  ['campaign', '2031-09-19', 'Campaign starts'],
  ['campaign', '2031-10-11', 'Campaign ends at 08:00, a day before voting opens'],
  ['voting', '2031-10-12', 'Voting from 08:00 to 19:00, with figures at 10, 12, 15, 17 and 19 o’clock'],
  ['results', '2031-10-13', 'Preliminary result with nine tenths of stations'],
  ['results', '2031-10-16', 'Eleven precincts annulled; final protocol signed'],
  ['results', '2031-10-18', 'The court confirms'],
  ['results', 'from 2031-10-19', 'Oath of office'],
  ['observation', '2031-08-25', 'Observation mission opens in the capital'],
  ['observation', '2031-09-13', 'Second mission starts'],
  ['observation', '2031-10-13', 'Missions present their statements'],
];

export function Timeline() {
  return (
    <TimelineChart
      title="From the decree to the oath"
      caption="The whole election takes ten weeks; the campaign is three of them."
      lanes={LANES}
      events={EVENTS.map(([lane, date, label], index) => ({
        id: String(index),
        lane,
        when: when(date),
        label,
        isKey: index === 0 || lane === 'voting',
        record: { kind: 'event', key: `e${index}` },
      }))}
      days={[{ date: ELECTION_DAY, label: 'Election day' }]}
      today={TODAY}
    />
  );
}

export function Bars() {
  const { formatPercent, formatNumber } = useMessages();
  return (
    <BarChart
      title="Share of valid votes"
      caption="The first candidate received nearly half of the valid votes."
      formatTick={(value) => formatPercent(value)}
      max={100}
      bars={CANDIDATES.map(({ key, name, votes, share }, index) => ({
        id: key,
        label: name,
        value: share,
        valueLabel: formatPercent(share, 2),
        note: index === 0 ? `n = ${formatNumber(votes)}` : undefined,
        interval: index === 1 ? ([31, 34] as const) : undefined,
        record: { kind: 'candidate', key },
      }))}
    />
  );
}

function Curves() {
  const { formatPercent } = useMessages();
  const points = (shift: number) =>
    [
      [600, 19.44],
      [720, 38.57],
      [900, 60.54],
      [1_020, 70.85],
      [1_140, 76.73],
    ].map(([x = 0, y = 0]) => ({
      x,
      y: y - shift,
      xLabel: `${Math.floor(x / 60)}:00`,
      yLabel: formatPercent(y - shift, 2),
      record: { kind: 'claim', key: `turnout.${x}` },
    }));
  const xTicks = [8, 10, 12, 15, 17, 19].map((hour) => ({ x: hour * 60, label: `${hour}:00` }));
  return (
    <>
      <CurveChart
        title="Turnout through the day"
        caption="Half of the voters had voted by two o’clock."
        series={[{ id: 'turnout', label: 'Turnout', points: points(0) }]}
        yMax={100}
        formatY={(value) => formatPercent(value)}
        xTicks={xTicks}
      />
      <CurveChart
        title="Turnout through the day, by region"
        caption="The north votes earlier than the south."
        series={[
          { id: 'north', label: 'North', points: points(0) },
          { id: 'south', label: 'South coast', points: points(8) },
          { id: 'islands', label: 'Islands', points: points(15) },
        ]}
        yMax={100}
        formatY={(value) => formatPercent(value)}
        xTicks={xTicks}
      />
    </>
  );
}

const RULES: readonly [
  phase: string,
  label: string,
  from: number | null,
  to: number | null,
  status: Status,
  done: string | null,
][] = [
  ['calling', 'The president calls the election', 69, 69, 'met', '2031-08-04'],
  ['calling', 'The commission appoints the day', null, 62, 'met', '2031-08-05'],
  ['nomination', 'Nomination is open', 67, 38, 'met', null],
  ['nomination', 'Reasoned decision on each nomination, within five days of filing', null, 35, 'late', '2031-09-09'],
  ['nomination', 'Special stations for ships and hospitals are set up', null, 50, 'missed', null],
  ['registration', 'Papers are accepted', 50, 30, 'met', null],
  ['registration', 'Decision on registration', null, 23, 'met', 'by 2031-09-15'],
  ['campaign', 'Campaign', 23, 1, 'pending', null],
  ['campaign', 'No opinion polls are published', 5, 0, 'pending', null],
  ['voting', 'Voting', 0, 0, 'pending', null],
  ['results', 'Final protocol', null, -14, 'unknown', null],
  ['results', 'Complaints about results may be filed', 0, null, 'not-applicable', null],
];

function Phases() {
  const { t } = useMessages();
  return (
    <PhaseChart
      title="The legal calendar"
      caption="Ten of twelve rules have a day; one was kept late, one was not kept."
      phases={LANES}
      electionDay={ELECTION_DAY}
      today={TODAY}
      bars={RULES.map(([phase, label, from, to, status, done], index) => ({
        id: String(index),
        phase,
        label,
        from: from === null ? null : daysBefore(from),
        to: to === null ? null : daysBefore(to),
        status,
        statusLabel: t(`ui.status.${status}`),
        done: done === null ? null : when(done),
        record: { kind: 'calendar-rule', key: `r${index}` },
        formerly: index === 5 ? { from: daysBefore(57), to: daysBefore(37) } : undefined,
      }))}
    />
  );
}

const STEPS: readonly [label: string, date: string | null, tone: TrackStep['tone']][][] = [
  [
    ['Nominated', '2031-08-10', 'reached'],
    ['Nomination approved', '2031-08-15', 'reached'],
    ['Signatures submitted', 'by 2031-09-01', 'reached'],
    ['Registered', '2031-09-04', 'reached'],
  ],
  [
    ['Nominated', null, 'reached'],
    ['Nomination approved', '2031-08-17', 'reached'],
    ['Signatures submitted', '2031-09-02/2031-09-04', 'reached'],
    ['Registration refused', '2031-09-09', 'ended'],
  ],
  [
    ['Nominated', '2031-08-12', 'reached'],
    ['Nomination approved', '2031-08-17', 'reached'],
    ['Signatures submitted', null, 'open'],
    ['Registered', null, 'open'],
  ],
];

function Tracks() {
  return (
    <For each={STEPS}>
      {(steps, track) => (
        <div>
          <h2>{CANDIDATES[track()]?.name}</h2>
          <StepTrack
            label={CANDIDATES[track()]?.name ?? ''}
            steps={steps.map(([label, date, tone], index) => ({
              id: String(index),
              label,
              when: date === null ? null : when(date),
              tone,
              note: index === 2 && tone === 'reached' ? '50 000 signatures' : undefined,
              record: { kind: 'candidate-step', key: `s${index}` },
            }))}
          />
        </div>
      )}
    </For>
  );
}

function Comparison() {
  const { formatNumber } = useMessages();
  const rows: readonly Statement[] = [
    {
      id: 'a',
      label: 'Election commission',
      value: 2_498_006,
      valueLabel: formatNumber(2_498_006),
      kind: 'official',
      note: 'as of 1 Sep 2031',
      isConflicting: true,
      record: { kind: 'claim', key: 'a' },
    },
    {
      id: 'b',
      label: 'Election commission, noon briefing',
      value: 2_498_223,
      valueLabel: formatNumber(2_498_223),
      kind: 'official',
      note: 'as of 12 Oct 2031',
      isConflicting: true,
    },
    {
      id: 'c',
      label: 'News agency',
      value: 2_498_000,
      valueLabel: `about ${formatNumber(2_498_000)}`,
      bound: 'about',
      kind: 'quoted',
    },
    {
      id: 'd',
      label: 'Party headquarters',
      value: 2_497_900,
      valueLabel: `more than ${formatNumber(2_497_900)}`,
      bound: 'more-than',
      kind: 'quoted',
    },
  ];
  return (
    <ComparisonChart
      title="Registered voters"
      caption="The commission gave two figures that differ by 217."
      rows={rows}
      formatTick={(value) => formatNumber(value)}
    />
  );
}

function Multiples() {
  const { formatPercent } = useMessages();
  return (
    <SmallMultiples
      title="Share of valid votes by region"
      caption="The order of the first three is the same everywhere."
    >
      <For each={['North', 'South coast', 'Islands', 'Capital']}>
        {(region, index) => (
          <BarChart
            title={region}
            caption={`${index() + 3} constituencies`}
            max={100}
            formatTick={(value) => formatPercent(value)}
            bars={CANDIDATES.slice(0, 3).map(({ key, name, share }) => ({
              id: key,
              label: name,
              value: share - index() * 3,
              valueLabel: formatPercent(share - index() * 3, 1),
            }))}
          />
        )}
      </For>
    </SmallMultiples>
  );
}

function StationMap() {
  const points = Array.from({ length: 60 }, (_, index) => ({
    id: String(index),
    label: `Station ${index + 1}`,
    latitude: 40 + Math.sin(index * 1.7) * 1.4,
    longitude: 48 + Math.cos(index * 2.3) * 1.8,
    note: `${300 + index * 7} voters`,
    record: { kind: 'place', key: String(index) },
  }));
  return (
    <PlacesMap
      title="Where the stations are"
      caption="Sixty stations of an invented list; numbers stand for several stations near each other."
      points={points}
    />
  );
}

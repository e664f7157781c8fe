import type { RecordSet } from '../../../../../features/register/records/kinds.ts';
import type { Cells } from '../../../../../kernel/record.ts';

const MISSIONS: readonly Cells[] = [
  {
    key: 'islands',
    name_en: 'Assembly of the Islands',
    name_ru: 'Ассамблея островов',
    kind: 'parliamentary',
    term: 'short-term',
    registered: 'yes',
    start: '2026-03-18',
    end: '2026-03-24',
    reference_frame_en: 'national law',
    status: 'ended',
    sources: 'S7',
  },
  {
    key: 'far-coast',
    name_en: 'Mission of the Far Coast',
    name_ru: 'Миссия дальнего берега',
    kind: 'international',
    term: 'both',
    registered: 'yes',
    start: '2026-02-01',
    end: '2026-04-20',
    method_en: 'Pairs on planned routes, a sample of stations for the count',
    reference_frame_en: 'international standards and national law',
    status: 'ended',
    sources: 'S5',
  },
  {
    key: 'watch',
    name_en: 'Watch the Count',
    name_ru: 'Следим за подсчётом',
    kind: 'citizen',
    term: 'long-term',
    registered: 'no',
    start: '2026-01-10',
    method_en: 'One observer in each station of a random sample',
    status: 'active',
    sources: 'S6',
    confidence: 'medium',
  },
  {
    key: 'envoys',
    name_en: 'Delegation of three embassies',
    kind: 'bilateral',
    registered: 'unknown',
    sources: 'S4',
    basis: 'memory',
    confidence: 'low',
  },
  {
    key: 'council',
    name_en: 'Council of the Inner Sea',
    kind: 'not-invited',
    sources: 'S5',
    note: 'Asked to come, and got no answer.',
  },
];

const ASSESSMENTS: readonly Cells[] = [
  {
    mission: 'islands',
    subject: 'overall',
    direction: 'positive',
    finding_en: 'orderly and calm; the law was kept',
    date: '2026-03-23',
    stations: '41',
    sources: 'S7',
  },
  {
    mission: 'islands',
    subject: 'count',
    direction: 'positive',
    finding_en: 'quick and open',
    date: '2026-03-23',
    sources: 'S7',
  },
  {
    mission: 'far-coast',
    subject: 'overall',
    direction: 'mixed',
    finding_en: 'well prepared, but the field was not level',
    date: '2026-03-24',
    stations: '612',
    sources: 'S5',
  },
  {
    mission: 'far-coast',
    subject: 'campaign',
    direction: 'negative',
    finding_en: 'public money served one candidate',
    date: '2026-03-24',
    sources: 'S5',
  },
  {
    mission: 'far-coast',
    subject: 'count',
    direction: 'negative',
    finding_en: 'results were not posted in a third of stations',
    date: '2026-03-24',
    sources: 'S5',
  },
  {
    mission: 'watch',
    subject: 'overall',
    direction: 'negative',
    finding_en: 'observers were sent out of stations during the count',
    date: '2026-03-24',
    stations: '180',
    sources: 'S6',
  },
  { mission: 'envoys', subject: 'overall', direction: 'none', basis: 'memory', confidence: 'low' },
];

/** The missions, and what each of them said. */
export function inventObservers(): RecordSet {
  return {
    mission: MISSIONS.map((cells) => ({ basis: 'sourced', ...cells })),
    assessment: ASSESSMENTS.map((cells) => ({ key: `${cells.mission}.${cells.subject}`, basis: 'sourced', ...cells })),
  };
}

import type { RecordSet } from '../../../../../features/register/records/kinds.ts';
import type { Cells } from '../../../../../kernel/record.ts';

type Line = readonly [key: string, date: string, phase: string, title: string, more?: Cells];

const LINES: readonly Line[] = [
  ['proclaimed', '2025-12-22', 'calling', 'The Speaker proclaims the election'],
  ['nomination-opens', '2025-12-24', 'nomination', 'Nomination opens', { actors: 'ec' }],
  ['registration', '2026-01-27', 'registration', 'The first candidates are registered', { actors: 'ec' }],
  [
    'appeals',
    '2026-02',
    'complaints',
    'The Supreme Court hears two appeals',
    { actors: 'court', confidence: 'medium' },
  ],
  ['campaign-opens', '2026-02-09', 'campaign', 'The campaign opens', { actors: 'candidate' }],
  ['missions', '2026-02-01/2026-03-18', 'observation', 'Missions arrive'],
  ['lists', '2026-03-09', 'preparation', 'Voter lists are displayed', { actors: 'ec' }],
  ['vote', '2026-03-22', 'voting', 'First round', { time: '07:00' }],
  ['result', '2026-03-26', 'results', 'Nobody has more than half; three results are annulled', { actors: 'ec' }],
  ['second-round', '2026-04-05', 'voting', 'Second round, a week after the clocks went forward', { time: '07:00' }],
  ['final', '2026-04-09', 'results', 'Final result announced', { actors: 'ec' }],
  ['report', '2026', 'after', 'A mission announces its report', { basis: 'to-verify', confidence: 'low' }],
];

const PROTOCOL: readonly (readonly [key: string, meaning: string, level?: string])[] = [
  ['voters_on_list', 'Voters on the list'],
  ['ballots_received', 'Ballots received', 'precinct'],
  ['ballots_issued', 'Voters given ballots'],
  ['ballots_unused', 'Ballots left over'],
  ['ballots_in_box', 'Ballots found in the box'],
  ['votes_valid', 'Valid votes'],
  ['votes_invalid', 'Invalid votes'],
  ['stations_counted', 'Polling stations counted', 'upper'],
];

const CHECKS: readonly Cells[] = [
  { key: 'box', rule_en: 'ballots_in_box = votes_valid + votes_invalid', severity: 'error', grounds: 'arithmetic' },
  { key: 'issued', rule_en: 'ballots_in_box <= ballots_issued', severity: 'warning', grounds: 'surplus ballots' },
  {
    key: 'received',
    rule_en: 'ballots_received = ballots_issued + ballots_unused',
    severity: 'warning',
    grounds: 'balance',
  },
  {
    key: 'posted',
    rule_en: 'The copy of the observer is the copy on the door',
    severity: 'finding',
    grounds: 'practice of observers',
  },
];

/** The timeline, and the protocol that stations fill in. */
export function inventStory(): RecordSet {
  return {
    event: LINES.map(([key, date, phase, title, more]) => ({
      key,
      date,
      phase,
      title_en: title,
      sources: 'S4',
      basis: 'sourced',
      confidence: 'high',
      ...more,
    })),
    'protocol-field': PROTOCOL.map(([key, meaning, level], index) => ({
      key,
      level: level ?? 'both',
      meaning_en: meaning,
      rank: `${index + 1}`,
      provision: 'E10',
    })),
    'protocol-check': CHECKS,
  };
}

import type { RecordSet } from '../../../../../features/register/records/kinds.ts';
import type { Cells } from '../../../../../kernel/record.ts';
import { SECOND_ROUND } from './law.ts';

/** The legal calendar: every unit and relation, holidays, a Saturday that is worked, and a change of the clocks. */
export function inventCalendar(): RecordSet {
  return { anchor: anchors, 'calendar-rule': rules, holiday: holidays };
}

const anchors: Cells[] = [
  {
    key: 'proclamation',
    title_en: 'The proclamation is published',
    per: 'election',
    date: '2025-12-23',
    sources: 'S1',
  },
  { key: 'second_round', title_en: 'Second round', per: 'election', date: SECOND_ROUND, time: '07:00', sources: 'S8' },
  { key: 'result', title_en: 'Final result announced', per: 'election', date: '2026-04-09', sources: 'S8' },
  { key: 'nominated', title_en: 'Nomination filed', per: 'candidate', step: 'nominated' },
  { key: 'papers', title_en: 'Papers filed', per: 'candidate', step: 'papers-filed' },
  { key: 'complaint', title_en: 'Complaint received', per: 'complaint' },
];

const RULE: Cells = {
  unit: 'day',
  relation: 'no_later_before',
  anchor: 'election_day',
  basis: 'sourced',
  confidence: 'high',
};

const rules: Cells[] = [
  rule('call.weekday', 'calling', 'Election day is a Sunday', {
    offset: '0',
    unit: 'weekday',
    relation: 'on',
    weekday: '7',
    provisions: 'E10',
  }),
  rule('call.on', 'calling', 'The election is called', {
    anchor: 'call',
    offset: '0',
    relation: 'on',
    done: '2025-12-22',
    done_sources: 'S1',
  }),
  rule('nom.open', 'nomination', 'Nomination opens', {
    anchor: 'proclamation',
    offset: '1',
    unit: 'working_day',
    relation: 'no_earlier_after',
    provisions: 'E21',
  }),
  rule('nom.close', 'nomination', 'Nomination closes', {
    offset: '55',
    times: '16:00',
    roll: 'previous-working-day',
    provisions: 'E21',
    done: '2026-01-26',
    done_time: '16:00',
    done_sources: 'S2',
  }),
  rule('reg.decide', 'registration', 'Decision on registration', {
    actors: 'ec',
    anchor: 'papers',
    offset: '5',
    unit: 'working_day',
    relation: 'no_later_after',
    provisions: 'E24',
    fulfilled_by: 'registered|registration-refused',
  }),
  rule('campaign.open', 'campaign', 'The campaign opens', {
    offset: '4',
    unit: 'calendar_month',
    relation: 'no_earlier_before',
    valid_to: '2024-12-31',
  }),
  rule('campaign.open.2025', 'campaign', 'The campaign opens', {
    offset: '6',
    unit: 'weekday',
    relation: 'no_earlier_before',
    weekday: '1',
    valid_from: '2025-01-01',
    done: '2026-02-09',
    done_sources: 'S2',
  }),
  rule('campaign.close', 'campaign', 'The campaign falls silent', {
    anchor: 'voting_open',
    offset: '24',
    unit: 'hour',
    provisions: 'E40',
  }),
  rule('lists.display', 'preparation', 'Voter lists are displayed', {
    actors: 'station',
    offset: '10',
    unit: 'working_day',
    done: '2026-03-09',
    done_sources: 'S4',
  }),
  rule('ballots.deliver', 'preparation', 'Ballots reach the stations', {
    actors: 'board',
    offset: '2',
    outcome: 'not-done',
    done_sources: 'S5',
  }),
  rule('vote.open', 'voting', 'Voting opens', {
    actors: 'station',
    offset: '0',
    relation: 'on',
    times: '07:00',
    fulfilled_by: 'voting_open',
  }),
  rule('turnout', 'voting', 'Turnout is announced', {
    actors: 'ec',
    offset: '0',
    relation: 'on',
    times: '10:00|13:00|16:00|20:00',
  }),
  rule('protocol', 'results', 'Protocols reach the boards', {
    actors: 'station',
    anchor: 'voting_close',
    offset: '12',
    unit: 'hour',
    relation: 'no_later_after',
  }),
  rule('result.first', 'results', 'Result of the first round', {
    actors: 'ec',
    offset: '3',
    unit: 'working_day',
    relation: 'no_later_after',
    done: '2026-03-26',
    done_sources: 'S3',
  }),
  rule('second.silence', 'campaign', 'Broadcast time ends, a week and a day before the second round', {
    anchor: 'second_round',
    offset: '192',
    unit: 'hour',
    provisions: 'E61',
  }),
  rule('complaint.decide', 'complaints', 'Complaint decided', {
    actors: 'ec',
    anchor: 'complaint',
    offset: '3',
    unit: 'working_day',
    relation: 'no_later_after',
    provisions: 'E70',
  }),
  rule('oath', 'after', 'Oath of office', {
    anchor: 'result',
    offset: '1',
    unit: 'calendar_month',
    relation: 'no_later_after',
    basis: 'to-verify',
    confidence: 'low',
  }),
  rule('recall', 'after', 'Recall of the stations abroad', {
    anchor: 'result',
    offset: '7',
    relation: 'no_later_after',
    outcome: 'not-applicable',
    basis: 'memory',
    confidence: 'low',
  }),
];

function rule(...[key, phase, title, more]: [key: string, phase: string, title: string, more: Cells]): Cells {
  const sources: Cells = more.basis === 'memory' ? {} : { sources: 'S2' };
  return { key, phase, title_en: title, ...RULE, ...sources, ...more };
}

const holidays: Cells[] = [
  { key: 'new-year', date: '2026-01-01', working: 'no', name_en: 'New Year', name_ru: 'Новый год' },
  { key: 'sea-day', date: '2026-03-20', working: 'no', name_en: 'Day of the Sea', name_ru: 'День моря', sources: 'S2' },
  {
    key: 'made-up',
    date: '2026-03-14',
    working: 'yes',
    name_en: 'Saturday worked for the Day of the Sea',
    sources: 'S2',
  },
  { key: 'harvest', date: '2026-04-06', working: 'no', name_en: 'Second day of the net harvest', sources: 'S2' },
];

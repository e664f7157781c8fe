import type { RecordSet } from '../../../../../features/register/records/kinds.ts';
import type { Cells } from '../../../../../kernel/record.ts';
import { COUNTRY_NAME } from './names.ts';

/** The Sunday of the first round; the clocks go forward a week later, before the second. */
export const FIRST_ROUND = '2026-03-22';
/** The Sunday of the second round. */
export const SECOND_ROUND = '2026-04-05';

const sourced: Cells = { basis: 'sourced', confidence: 'high' };

/** The election, and the law that it follows. */
export function inventLaw(): RecordSet {
  return {
    election: [election],
    source: sources,
    provision: provisions,
    actor: actors,
    act: [act],
    round: rounds,
    'commission-tier': tiers,
  };
}

const election: Cells = {
  key: 'tilmara-2026',
  title_en: 'Presidential election in Tilmara, 22 March 2026',
  title_ru: 'Президентские выборы в Тилмаре, 22 марта 2026 года',
  title_az: 'Tilmarada prezident seçkisi, 22 mart 2026-cı il',
  title_ar: 'الانتخابات الرئاسية في تيلمارا، 22 مارس 2026',
  country: 'XA',
  kind: 'ordinary',
  office_en: `President of ${COUNTRY_NAME.en}`,
  office_ru: 'Президент Тилмары',
  office_az: 'Tilmaranın Prezidenti',
  called_on: '2025-12-22',
  election_day: FIRST_ROUND,
  timezone: 'Atlantic/Azores',
  opens: '07:00',
  closes: '20:00',
  hours_abroad_en: 'Stations abroad open from 09:00 to 17:00 local time',
  languages: 'en|ru|ar',
  weekend: '6|7',
  sources: 'S1|S2',
  about:
    'An invented election in a country that does not exist, to show and to test with. Nobody and nothing in it is real.',
};

const sources: Cells[] = [
  { key: 'S1', publisher: 'Electoral Commission of Tilmara', kind: 'official', published: '2025-12-22' },
  { key: 'S2', publisher: 'Electoral Commission of Tilmara', kind: 'official: calendar plan', published: '2025-12-30' },
  { key: 'S3', publisher: 'Electoral Commission of Tilmara', kind: 'official: final results', published: '2026-03-26' },
  { key: 'S4', publisher: 'The Tilmara Gazette', kind: 'news', published: '2026-03-22' },
  { key: 'S5', publisher: 'Harbour Radio', kind: 'independent news', published: '2026-03-23' },
  { key: 'S6', publisher: 'Watch the Count', kind: 'citizen observer network', published: '2026-03-24' },
  { key: 'S7', publisher: 'Assembly of the Islands', kind: 'statement', published: '2026-03-23' },
  { key: 'S8', publisher: 'Electoral Commission of Tilmara', kind: 'official: second round', published: '2026-04-07' },
].map((cells) => ({ ...cells, url: `https://example.org/tilmara/${cells.key.toLowerCase()}` }));

const provisions: Cells[] = [
  provision('E10', 'Electoral Act s. 10', 'Date', 'The fourth Sunday of March of every fifth year.'),
  provision('E21', 'Electoral Act s. 21', 'Nomination', 'By parties, blocs, groups of 200 voters, or oneself.'),
  provision('E24', 'Electoral Act s. 24', 'Registration', 'Decision within five working days of the papers.'),
  provision('E40', 'Electoral Act s. 40', 'Silence', 'No campaigning in the 24 hours before voting.'),
  provision('E61', 'Electoral Act s. 61', 'Second round', 'Two weeks later, where nobody has more than half.'),
  provision('E70', 'Electoral Act s. 70', 'Complaints', 'Within three working days.'),
  {
    ...provision('E70-2010', 'Electoral Act s. 70 (2010)', 'Complaints (superseded)', 'Within five days.'),
    valid_to: '2019-12-31',
    superseded_by: 'E70',
  },
];

function provision(...[key, name, topic, rule]: [string, string, string, string]): Cells {
  return {
    key,
    provision: name,
    topic,
    rule,
    text_version: '2020',
    valid_from: '2010-01-01',
    sources: 'S1',
    ...sourced,
  };
}

const actors: Cells[] = [
  { key: 'ec', name_en: 'Electoral Commission', name_ru: 'Избирательная комиссия', name_az: 'Seçki Komissiyası' },
  {
    key: 'board',
    name_en: 'Constituency board',
    name_ru: 'Окружная комиссия',
    name_az: 'Dairə komissiyası',
    part_of: 'ec',
  },
  {
    key: 'station',
    name_en: 'Polling station',
    name_ru: 'Участковая комиссия',
    name_az: 'Məntəqə komissiyası',
    part_of: 'board',
  },
  { key: 'court', name_en: 'Supreme Court', name_ru: 'Верховный суд', name_az: 'Ali Məhkəmə' },
  { key: 'candidate', name_en: 'Candidate', name_ru: 'Кандидат', name_az: 'Namizəd' },
  { key: 'complainant', name_en: 'Complainant', name_ru: 'Заявитель', name_az: 'Şikayətçi' },
];

const act: Cells = {
  key: 'proclamation',
  title_en: 'Proclamation of the election',
  body_en: 'Speaker of the House',
  date: '2025-12-22',
  effect_en: 'Calls the election for 22 March 2026',
  provisions: 'E10',
  sources: 'S1',
  ...sourced,
};

const rounds: Cells[] = [
  { key: 'first', number: '1', day: FIRST_ROUND, status: 'held', sources: 'S3' },
  { key: 'second', number: '2', day: SECOND_ROUND, closes: '21:00', status: 'held', sources: 'S8' },
];

const tiers: Cells[] = [
  {
    key: 'ec',
    rank: '1',
    name_en: 'Electoral Commission',
    actor: 'ec',
    members: '7',
    composition_en: 'Elected by the House',
    place_level: 'country',
    provisions: 'E10',
    ...sourced,
  },
  {
    key: 'board',
    rank: '2',
    name_en: 'Constituency board',
    actor: 'board',
    members: '5',
    place_level: 'constituency',
    provisions: 'E10',
    ...sourced,
  },
  {
    key: 'station',
    rank: '3',
    name_en: 'Polling station',
    actor: 'station',
    place_level: 'precinct',
    basis: 'memory',
    confidence: 'low',
    note: 'How many members it has is not known.',
  },
];

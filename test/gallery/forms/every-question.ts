import type { ItemTable } from '../../../src/xforms/form/form.ts';
import type { FormSession } from '../../../src/xforms/form/session.ts';
import { openWorkbook, type SheetRows, workbookOf } from './open-workbook.ts';

const EN = 'label::English (en)';
const RU = 'label::Русский (ru)';
const AR = 'label::العربية (ar)';

/** A row of the survey: type, name, label, then whatever columns more. */
function row(type: string, name: string, label = '', more: Readonly<Record<string, string>> = {}) {
  return { type, name, [EN]: label, [RU]: label, [AR]: label, ...more };
}

const END_GROUP = { type: 'end_group', name: '' };
const FIELD_LIST = { appearance: 'field-list' };

const OPENING: SheetRows = [
  row('begin_group', 'opening', 'Opening', { [RU]: 'Открытие', [AR]: 'الافتتاح' }),
  row('select_one yes_no', 'open', 'Did the station open **on time**?', {
    [RU]: 'Открылся ли участок **вовремя**?',
    [AR]: 'هل فُتح المركز **في الوقت**؟',
    hint: 'By the clock on the wall, see [the handbook](https://example.org/handbook).',
    guidance_hint: 'On time is within five minutes.\n\n- before: _yes_\n- later: _no_',
    required: 'yes',
  }),
  row('integer', 'late', 'How many minutes late?', {
    relevant: `\${open} = 'no'`,
    constraint: '. >= 1 and . <= 600',
    constraint_message: 'Between 1 and 600 minutes',
  }),
  row('note', 'note', '# Please note\nObserve, do not **interfere**.'),
  row('select_one yes_no', 'quick', 'Was the ballot box empty?', { appearance: 'quick' }),
  END_GROUP,
];

const COUNT: SheetRows = [
  row('begin_group', 'count', 'Count', { ...FIELD_LIST, hint: 'Take the figures from the protocol.' }),
  row('integer', 'voters', 'Voters on the list', { appearance: 'thousands-sep', required: 'yes' }),
  row('integer', 'valid', 'Valid ballots', {
    constraint: `. <= \${voters}`,
    constraint_message: 'More ballots than voters',
  }),
  row('integer', 'invalid', 'Invalid ballots'),
  row('calculate', 'total', '', { calculation: `coalesce(\${valid}, 0) + coalesce(\${invalid}, 0)` }),
  row('integer', 'sum', `Ballots in all: **\${total}**`, { calculation: `\${total}`, read_only: 'yes' }),
  row('decimal', 'share', 'Turnout in the protocol, per cent'),
  END_GROUP,
];

const VISITS: SheetRows = [
  row('select_one_from_file stations.csv', 'station', 'Polling station', { appearance: 'minimal' }),
  row('begin_repeat', 'visit', 'Visit'),
  row('time', 'when', 'When did you arrive?', { required: 'yes' }),
  row('text', 'who', 'Who received you?'),
  { type: 'end_repeat', name: '' },
];

const ALL_KINDS: SheetRows = [
  row('begin_group', 'kinds', 'All kinds', FIELD_LIST),
  row('text', 'remark', 'Remarks', { appearance: 'multiline' }),
  row('text', 'secret', 'Code of the day', { appearance: 'masked' }),
  row('date', 'day', 'Day of the visit'),
  row('date', 'persian', 'Day in the Persian calendar', { appearance: 'persian', default: '2031-10-12' }),
  row('date', 'month', 'Month of appointment', { appearance: 'month-year' }),
  row('date', 'year', 'Year of training', { appearance: 'year' }),
  row('dateTime', 'moment', 'When was it sealed?'),
  row('select_multiple irregular', 'irregular', 'What was irregular?'),
  row('select_multiple_from_file stations.csv', 'stations', 'Stations nearby', { appearance: 'minimal' }),
  row('select_one scale', 'mood', 'How was the voting?', { appearance: 'likert' }),
  row('select_one scale', 'columns', 'Assessment in columns', { appearance: 'columns' }),
  row('rank order', 'order', 'Put by weight'),
  row('range', 'confidence', 'Confidence', { parameters: 'start=0 end=10 step=1' }),
  row('range', 'exact', 'Exact', { parameters: 'start=0 end=1 step=0.1', appearance: 'picker' }),
  row('range', 'stars', 'Rating', { parameters: 'start=0 end=5 step=1', appearance: 'rating' }),
  row('acknowledge', 'ok', 'I was not hindered in observing', { required: 'yes' }),
  row('image', 'photo', 'Picture of the protocol'),
  row('image', 'signature', 'Signature of the chair', { appearance: 'signature' }),
  row('integer', 'queue', 'People in the queue', { appearance: 'counter' }),
  row('geopoint', 'place', 'Where is the station?'),
  row('geotrace', 'way', 'The way of the ballots'),
  row('geoshape', 'area', 'The area of the station'),
  row('barcode', 'code', 'Code on the seal'),
  row('note', 'plan', 'The room', { 'media::image': 'plan.svg', 'media::audio': 'missing.mp3' }),
  END_GROUP,
];

function choicesOf(list: string, labels: Readonly<Record<string, string>>): SheetRows {
  return Object.entries(labels).map(([name, label]) => ({
    list_name: list,
    name,
    [EN]: label,
    [RU]: label,
    [AR]: label,
  }));
}

const SCALE = {
  '1': 'Very bad',
  '2': 'Bad',
  '3': 'Neither good nor bad',
  '4': 'Good',
  '5': 'Very good',
};
const YES_NO = { yes: 'Yes', no: 'No', unknown: 'Could not be observed' };
const CHOICES: SheetRows = [
  ...choicesOf('yes_no', YES_NO),
  ...choicesOf('scale', SCALE),
  ...choicesOf('order', { '1': SCALE['1'], '2': SCALE['2'], '3': SCALE['3'] }),
  ...choicesOf('irregular', { crowd: 'Crowding', press: '*Pressure* on voters', family: 'Family voting' }),
];

/** As many stations as a large country has in a few regions. */
const STATIONS: ItemTable = {
  columns: ['name', 'label'],
  rows: Array.from({ length: 10_000 }, (_, at) => [
    `s${at + 1}`,
    `${String(at + 1).padStart(5, '0')} Məktəb № ${(at % 97) + 1}, Şəhər küçəsi`,
  ]),
};

/** A form that has every kind of question. All in it is invented. */
export function everyQuestion(): FormSession {
  const workbook = workbookOf({
    survey: [...OPENING, ...COUNT, ...VISITS, ...ALL_KINDS],
    choices: CHOICES,
    settings: [{ form_title: 'Observation of the day', form_id: 'day', default_language: 'English (en)' }],
  });
  return openWorkbook(workbook, { 'stations.csv': STATIONS });
}

/** A form of many questions, in groups of 20. */
export function manyQuestions(count: number): FormSession {
  const types = ['select_one yes_no', 'integer', 'text', 'select_multiple scale'];
  const survey = Array.from({ length: count }, (_, at) => [
    ...(at % 20 === 0 ? [{ type: 'begin_group', name: `g${at / 20}`, label: `Section ${at / 20 + 1}` }] : []),
    { type: types[at % 4] ?? 'text', name: `q${at}`, label: `Question ${at + 1}` },
    ...(at % 20 === 19 || at === count - 1 ? [END_GROUP] : []),
  ]).flat();
  const choices = [...choicesOf('yes_no', YES_NO), ...choicesOf('scale', SCALE)].map((choice) => {
    return { list_name: choice.list_name ?? '', name: choice.name ?? '', label: choice[EN] ?? '' };
  });
  return openWorkbook(workbookOf({ survey, choices, settings: [{ form_title: 'Many questions', form_id: 'many' }] }));
}

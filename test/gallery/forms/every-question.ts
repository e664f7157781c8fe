import type { Choice } from '../../../src/xforms/form/session.ts';
import { type Sketch, sketchSession } from './sketch-session.ts';

const choice = (value: string, label: string): Choice => ({ value, label, media: {} });
const YES_NO = [choice('yes', 'Yes'), choice('no', 'No'), choice('unknown', 'Could not be observed')];
const SCALE = [
  choice('1', 'Very bad'),
  choice('2', 'Bad'),
  choice('3', 'Neither good nor bad'),
  choice('4', 'Good'),
  choice('5', 'Very good'),
];
const STATIONS = Array.from({ length: 10_000 }, (_, at) =>
  choice(`s${at + 1}`, `${String(at + 1).padStart(5, '0')} Məktəb № ${(at % 97) + 1}, Şəhər küçəsi`),
);
const number = (text: string) => (text === '' ? 0 : Number(text));

export const EVERY_QUESTION: readonly Sketch[] = [
  {
    name: 'opening',
    kind: 'group',
    label: (_, language) => (language.includes('ru') ? 'Открытие' : language.includes('ar') ? 'الافتتاح' : 'Opening'),
    children: [
      {
        name: 'open',
        control: 'select1',
        label: (_, language) =>
          language.includes('ru')
            ? 'Открылся ли участок **вовремя**?'
            : language.includes('ar')
              ? 'هل فُتح المركز **في الوقت**؟'
              : 'Did the station open **on time**?',
        hint: 'By the clock on the wall, see [the handbook](https://example.org/handbook).',
        guidance: 'On time is within five minutes.\n\n- before: _yes_\n- later: _no_',
        isRequired: true,
        choices: YES_NO,
      },
      {
        name: 'late',
        type: 'int',
        label: 'How many minutes late?',
        relevant: (read) => read('open') === 'no',
        constraint: ['Between 1 and 600 minutes', (value) => Number(value) >= 1 && Number(value) <= 600],
      },
      { name: 'note', label: '# Please note\nObserve, do not **interfere**.', isReadonly: true },
      { name: 'quick', control: 'select1', look: 'quick', label: 'Was the ballot box empty?', choices: YES_NO },
    ],
  },
  {
    name: 'count',
    kind: 'group',
    look: 'field-list',
    label: 'Count',
    hint: 'Take the figures from the protocol.',
    children: [
      { name: 'voters', type: 'int', look: 'thousands-sep', label: 'Voters on the list', isRequired: true },
      {
        name: 'valid',
        type: 'int',
        label: 'Valid ballots',
        constraint: ['More ballots than voters', (value, read) => number(value) <= number(read('voters'))],
      },
      { name: 'invalid', type: 'int', label: 'Invalid ballots' },
      {
        name: 'sum',
        type: 'int',
        label: (read) => `Ballots in all: **${number(read('valid')) + number(read('invalid'))}**`,
        value: (read) => String(number(read('valid')) + number(read('invalid'))),
      },
      { name: 'share', type: 'decimal', label: 'Turnout in the protocol, per cent' },
    ],
  },
  {
    name: 'station',
    control: 'select1',
    look: 'minimal',
    label: 'Polling station',
    choices: STATIONS,
  },
  {
    name: 'visit',
    kind: 'repeat',
    label: 'Visit',
    children: [
      { name: 'when', type: 'time', label: 'When did you arrive?', isRequired: true },
      { name: 'who', label: 'Who received you?' },
    ],
  },
  {
    name: 'kinds',
    kind: 'group',
    look: 'field-list',
    label: 'All kinds',
    children: [
      { name: 'remark', look: 'multiline', label: 'Remarks' },
      { name: 'secret', control: 'secret', label: 'Code of the day' },
      { name: 'day', type: 'date', label: 'Day of the visit' },
      { name: 'persian', type: 'date', look: 'persian', label: 'Day in the Persian calendar', value: '2031-10-12' },
      { name: 'month', type: 'date', look: 'month-year', label: 'Month of appointment' },
      { name: 'year', type: 'date', look: 'year', label: 'Year of training' },
      { name: 'moment', type: 'dateTime', label: 'When was it sealed?' },
      {
        name: 'irregular',
        control: 'select',
        label: 'What was irregular?',
        choices: [
          choice('crowd', 'Crowding'),
          choice('press', '*Pressure* on voters'),
          choice('family', 'Family voting'),
        ],
      },
      { name: 'stations', control: 'select', look: 'minimal', label: 'Stations nearby', choices: STATIONS },
      { name: 'mood', control: 'select1', look: 'likert', label: 'How was the voting?', choices: SCALE },
      { name: 'columns', control: 'select1', look: 'columns', label: 'Assessment in columns', choices: SCALE },
      { name: 'order', control: 'rank', label: 'Put by weight', choices: SCALE.slice(0, 3) },
      {
        name: 'confidence',
        control: 'range',
        type: 'int',
        label: 'Confidence',
        attributes: { start: '0', end: '10', step: '1' },
      },
      {
        name: 'exact',
        control: 'range',
        type: 'decimal',
        look: 'picker',
        label: 'Exact',
        attributes: { start: '0', end: '1', step: '0.1' },
      },
      {
        name: 'stars',
        control: 'range',
        type: 'int',
        look: 'rating',
        label: 'Rating',
        attributes: { start: '0', end: '5', step: '1' },
      },
      { name: 'ok', control: 'trigger', label: 'I was not hindered in observing', isRequired: true },
      {
        name: 'photo',
        control: 'upload',
        type: 'binary',
        label: 'Picture of the protocol',
        attributes: { mediatype: 'image/*' },
      },
      {
        name: 'signature',
        control: 'upload',
        type: 'binary',
        look: 'signature',
        label: 'Signature of the chair',
        attributes: { mediatype: 'image/*' },
      },
      { name: 'queue', type: 'int', look: 'counter', label: 'People in the queue' },
      { name: 'place', type: 'geopoint', label: 'Where is the station?' },
      { name: 'way', type: 'geotrace', label: 'The way of the ballots' },
      { name: 'area', type: 'geoshape', label: 'The area of the station' },
      { name: 'code', type: 'barcode', label: 'Code on the seal' },
      { name: 'plan', label: 'The room', isReadonly: true, media: { image: 'plan.svg', audio: 'missing.mp3' } },
    ],
  },
];

export const everyQuestion = () =>
  sketchSession('Observation of the day', ['English (en)', 'Русский (ru)', 'العربية (ar)'], EVERY_QUESTION);

/** A form of many questions, in groups of 20. */
export function manyQuestions(count: number) {
  const question = (at: number): Sketch => {
    const label = `Question ${at + 1}`;
    if (at % 4 === 0) return { name: `q${at}`, control: 'select1', label, choices: YES_NO };
    if (at % 4 === 1) return { name: `q${at}`, type: 'int', label };
    return at % 4 === 2 ? { name: `q${at}`, label } : { name: `q${at}`, control: 'select', label, choices: SCALE };
  };
  const groups = Array.from({ length: Math.ceil(count / 20) }, (_, at): Sketch => {
    const children = Array.from({ length: Math.min(20, count - at * 20) }, (_, within) => question(at * 20 + within));
    return { name: `g${at}`, kind: 'group', label: `Section ${at + 1}`, children };
  });
  return sketchSession('Many questions', [], groups);
}

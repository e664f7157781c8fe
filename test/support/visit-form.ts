import type { FieldForm } from './field-mission.ts';

/** A PNG of 8 × 8 pixels. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAFElEQVR42mNgUHBIaFhw4AEDZQwAxnUcAYqwUcEAAAAASUVORK5CYII=',
  'base64',
);

export const VISIT_ID = 'station visit';
export const VISIT_TITLE = 'Visit & count: Şəki';
export const VISIT_TITLE_RU = 'Посещение и подсчёт: Шеки';
export const STATIONS = 'name,label,region\nS1,Station 1,north\nS2,"Station 2, Şəki",south\nS3,Station 3,south\n';

const HEADER = [
  'type',
  'name',
  'label::English (en)',
  'label::Русский (ru)',
  'required',
  'constraint',
  'relevant',
  'calculation',
  'media::image',
];

type Cells = Readonly<Partial<Record<'required' | 'constraint' | 'relevant' | 'calculation' | 'media::image', string>>>;

function row(type: string, name: string, english = '', russian = english, cells: Cells = {}): readonly string[] {
  return [type, name, english, russian, ...HEADER.slice(4).map((column) => cells[column as keyof Cells] ?? '')];
}

/** As the author of a form names an answer. */
const answerTo = (name: string) => `\${${name}}`;

/** A form with questions of every common kind, a list and a picture beside it, copies, and what depends on answers. */
export function visitForm(version: string): FieldForm {
  return {
    survey: [
      HEADER,
      row('start', 'start'),
      row('today', 'today'),
      row('note', 'sign', 'Look for this sign', 'Ищите этот знак', { 'media::image': 'emblem.png' }),
      row('select_one_from_file stations.csv', 'station', 'Station', 'Участок'),
      row('text', 'who', 'Who told you?', 'Кто сказал?', { required: 'yes' }),
      row('integer', 'voters', 'Voters in the list', 'Избирателей в списке', { constraint: '. >= 0' }),
      row('decimal', 'turnout', 'Turnout in percent', 'Явка в процентах'),
      row('date', 'day', 'Day', 'День'),
      row('select_one yes_no', 'sealed', 'Was the box sealed?', 'Урна опечатана?'),
      row('text', 'why', 'Why not?', 'Почему?', { relevant: `${answerTo('sealed')} = 'no'` }),
      row('select_multiple seen', 'problems', 'What was seen?', 'Что замечено?'),
      row('image', 'photo', 'Photo of the box', 'Фото урны'),
      row('begin_repeat', 'talk', 'Talk', 'Разговор'),
      row('text', 'remark', 'Remark', 'Замечание'),
      row('end_repeat', ''),
      row('calculate', 'doubled', '', '', { calculation: `${answerTo('voters')} * 2` }),
    ],
    choices: [
      ['list_name', 'name', 'label::English (en)', 'label::Русский (ru)'],
      ['yes_no', 'yes', 'Yes', 'Да'],
      ['yes_no', 'no', 'No', 'Нет'],
      ['seen', 'queue', 'A queue', 'Очередь'],
      ['seen', 'crowd', 'A crowd', 'Толпа'],
      ['seen', 'shouting', 'Shouting', 'Крики'],
    ],
    settings: [
      ['form_id', 'form_title', 'title_in::Русский (ru)', 'version', 'default_language'],
      [VISIT_ID, VISIT_TITLE, VISIT_TITLE_RU, version, 'English (en)'],
    ],
    files: new Map<string, Uint8Array | string>([
      ['stations.csv', STATIONS],
      ['emblem.png', PICTURE],
    ]),
  };
}

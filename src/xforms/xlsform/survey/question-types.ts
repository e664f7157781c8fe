import { lettersApart } from '../tables/letters-apart.ts';

/** What a type of question brings along: tag and attributes of its control, properties of its bind, a hint. */
export interface QuestionType {
  /** Null where nothing is shown. */
  readonly tag: string | null;
  readonly control: Readonly<Record<string, string>>;
  readonly bind: Readonly<Record<string, string>>;
  readonly hint: string | null;
}

const input = (type: string, more: Partial<QuestionType> = {}): QuestionType => ({
  tag: 'input',
  control: {},
  hint: null,
  ...more,
  bind: { type, ...more.bind },
});
const note = (): QuestionType => input('string', { bind: { readonly: 'true()' } });
const upload = (mediatype: string): QuestionType => input('binary', { tag: 'upload', control: { mediatype } });
const choice = (tag: string, type = 'string'): QuestionType => input(type, { tag });
const unseen = (type: string): QuestionType => input(type, { tag: null });
const preload = (kind: string, parameter: string, type: string): QuestionType =>
  input(type, { tag: null, bind: { 'jr:preload': kind, 'jr:preloadParams': parameter } });
const property = (name: string): QuestionType => preload('property', name, 'string');
const counted = (most: number): QuestionType =>
  input('int', { bind: { constraint: `0 <= . and . <= ${most}` }, hint: `Enter a number 0-${most}.` });

const byNames = (names: readonly string[], type: QuestionType): [string, QuestionType][] =>
  names.map((name) => [name, type]);

/** Every type that may stand in the column `type`, beside groups, repeats and settings; older names included. */
export const QUESTION_TYPES: ReadonlyMap<string, QuestionType> = new Map([
  ...byNames(['text', 'string', 'q string', 'add text prompt'], input('string')),
  ...byNames(['integer', 'int', 'q int', 'add integer prompt'], input('int')),
  ...byNames(['decimal', 'q decimal', 'add decimal prompt'], input('decimal')),
  ...byNames(['date', 'q date', 'add date prompt'], input('date')),
  ...byNames(['time'], input('time')),
  ...byNames(
    ['dateTime', 'datetime', 'date time', 'q date time', 'q dateTime', 'add date time prompt', 'add dateTime prompt'],
    input('dateTime'),
  ),
  ...byNames(['geopoint', 'q geopoint', 'location', 'q location', 'gps', 'add location prompt'], input('geopoint')),
  ...byNames(['geotrace', 'q geotrace'], input('geotrace')),
  ...byNames(['geoshape', 'q geoshape'], input('geoshape')),
  ...byNames(['barcode', 'q barcode', 'add barcode prompt'], input('barcode')),
  ...byNames(['note', 'q note', 'add note prompt'], note()),
  ...byNames(['photo', 'image', 'q image', 'q picture', 'add image prompt'], upload('image/*')),
  ...byNames(['audio', 'q audio', 'add audio prompt'], upload('audio/*')),
  ...byNames(['video', 'q video', 'add video prompt'], upload('video/*')),
  ...byNames(['file', 'add file prompt'], upload('application/*')),
  ...byNames(['osm'], upload('osm/*')),
  ...byNames(['acknowledge', 'q acknowledge', 'add acknowledge prompt'], choice('trigger')),
  ...byNames(['trigger'], { tag: 'trigger', control: {}, bind: {}, hint: null }),
  ...byNames(['select one', 'select one using', 'q select1', 'add select one prompt using'], choice('select1')),
  ...byNames(
    ['select all that apply', 'select all that apply from', 'select multiple from', 'select multiple using'],
    choice('select'),
  ),
  ...byNames(['q select', 'add select multiple prompt using'], choice('select')),
  ...byNames(['select one external'], input('string')),
  ...byNames(['rank'], choice('odk:rank', 'odk:rank')),
  ...byNames(['range'], choice('range', 'int')),
  ...byNames(['calculate', 'q calculate', 'add calculate prompt', 'hidden'], unseen('string')),
  ...byNames(['audit', 'background-audio'], unseen('binary')),
  ...byNames(['start-geopoint'], unseen('geopoint')),
  ...byNames(['background-geopoint'], choice('trigger', 'geopoint')),
  ...byNames(['percentage'], input('int', { bind: { constraint: '0 <= . and . <= 100' } })),
  ...byNames(['number of days in last month'], counted(31)),
  ...byNames(['number of days in last six months'], counted(183)),
  ...byNames(['number of days in last year'], counted(365)),
  ...byNames(
    ['phone number'],
    input('string', { bind: { constraint: "regex(., '^\\d*$')" }, hint: 'Enter numbers only.' }),
  ),
  ...byNames(['start', 'start time', 'get start time'], preload('timestamp', 'start', 'dateTime')),
  ...byNames(['end', 'end time', 'get end time'], preload('timestamp', 'end', 'dateTime')),
  ...byNames(['today', 'get today'], preload('date', 'today', 'date')),
  ...byNames(['deviceid', 'imei', 'device id', 'get device id'], property('deviceid')),
  ...byNames(['subscriberid', 'subscriber id', 'get subscriber id'], property('subscriberid')),
  ...byNames(['simserial', 'sim id', 'get sim id'], property('simserial')),
  ...byNames(['phonenumber', 'get phone number'], property('phonenumber')),
  ...['username', 'email'].flatMap((name) => byNames([name], property(name))),
  ...['deviceid', 'subscriberid', 'simserial', 'phonenumber', 'username', 'email'].flatMap((name) =>
    byNames([`uri:${name}`], property(`uri:${name}`)),
  ),
]);

/** Other spellings of a type. */
export const TYPE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['imei', 'deviceid'],
  ['image', 'photo'],
  ['add image prompt', 'photo'],
  ['add photo prompt', 'photo'],
  ['add audio prompt', 'audio'],
  ['add video prompt', 'video'],
  ['add file prompt', 'file'],
]);

/** The commands of select questions → the type that they stand for. */
export const SELECT_COMMANDS: ReadonlyMap<string, string> = new Map([
  ['add select one prompt using', 'select one'],
  ['add select multiple prompt using', 'select all that apply'],
  ['select all that apply from', 'select all that apply'],
  ['select one from', 'select one'],
  ['select1', 'select one'],
  ['select_one_from_file', 'select one'],
  ['select_multiple_from_file', 'select all that apply'],
  ['select one from file', 'select one'],
  ['select multiple from file', 'select all that apply'],
  ['select_one_external', 'select one external'],
  ['select_one', 'select one'],
  ['select one', 'select one'],
  ['select_multiple', 'select all that apply'],
  ['select all that apply', 'select all that apply'],
  ['rank', 'rank'],
]);

const OF_GROUPS = ['begin_group', 'end_group', 'begin_repeat', 'end_repeat'];
const WITH_LIST = ['select_one', 'select_multiple', 'rank', 'select_one_from_file', 'select_multiple_from_file'];
/** Words of everyday speech for a type that is called otherwise. */
const SPOKEN: ReadonlyMap<string, string> = new Map([
  ['number', 'integer'],
  ['numeric', 'integer'],
]);

/** The type that may be meant by one that is unknown: two letters off at the most, and half of them; null where none is near. */
export function nearestType(type: string): string | null {
  const [command = '', ...rest] = type.split(' ');
  const whole = SPOKEN.get(type.toLowerCase()) ?? nearestWord(type, [...QUESTION_TYPES.keys(), ...OF_GROUPS]);
  if (whole !== null || rest.length === 0) return whole;
  const near = nearestWord(command, WITH_LIST);
  return near === null ? null : [near, ...rest].join(' ');
}

function nearestWord(word: string, known: readonly string[]): string | null {
  const most = Math.min(2, Math.floor(word.length / 2));
  const candidates = known.filter((one) => Math.abs(one.length - word.length) <= most);
  const apart = candidates.map((one) => lettersApart(word.toLowerCase(), one.toLowerCase()));
  const least = Math.min(...apart);
  return least <= most ? (candidates[apart.indexOf(least)] ?? null) : null;
}

const YES = ['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'true()'];
const NO = ['no', 'No', 'NO', 'false', 'False', 'FALSE', 'false()'];

/** Whether a cell says yes or no; null where it says neither. */
export function readYesNo(text: string | null): boolean | null {
  if (text === null) return null;
  if (YES.includes(text)) return true;
  return NO.includes(text) ? false : null;
}

/** `yes` → `true()`, `no` → `false()`; any other expression as it is. */
export function readTruth(expression: string): string {
  const truth = readYesNo(expression);
  return truth === null ? expression : `${truth}()`;
}

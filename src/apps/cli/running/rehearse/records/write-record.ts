import { pickOne, type Seeded, seeded } from '../../../../../kernel/seed.ts';
import { escapeText } from '../../../../../xforms/xml/write.ts';
import { clockTime, type StoryItem } from '../story/story.ts';
import type { Template, TemplateQuestion } from './templates.ts';

/** What a telephone knows when it seals a record. */
export interface RecordGround {
  readonly seed: string;
  /** Ids of the version and of the one that it takes the place of. */
  readonly id: string;
  readonly corrects: string | null;
  readonly device: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The name of the picture of a record, as the record has it. */
export const PHOTO_NAME = 'picture.png';

/** Questions to which *yes* is the bad answer. */
const BAD_IF_YES = new Set([
  ...[
    'unauth',
    'interfere',
    'restricted',
    'campaign_mat',
    'tension',
    'complaint',
    'same_sign',
    'group',
    'proxy',
    'multi',
  ],
  ...['assist', 'stuff', 'carousel', 'pressure', 'clumps', 'changed', 'presigned', 'took_part', 'urgent'],
]);
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  members: [5, 9],
  members_women: [1, 4],
  ballots_no: [900, 1_400],
  list_no: [700, 890],
  listed: [700, 890],
  voted: [50, 650],
};

/** Fills in a template as an observer of the story would. */
export function writeRecord(template: Template, item: StoryItem, ground: RecordGround): string {
  const random = seeded(`${ground.seed}/record/${item.number}`);
  const parts = template.questions.map((question) => {
    if (question.type === 'begin_group') return `<${question.name}>`;
    if (question.type === 'end_group') return '</>';
    const answer = answerTo(question, { template, item, ground, random });
    return answer === null ? '' : `<${question.name}>${escapeText(answer)}</${question.name}>`;
  });
  const { id, corrects } = ground;
  const before = corrects === null ? '' : `<deprecatedID>uuid:${corrects}</deprecatedID>`;
  const meta = `<meta><instanceID>uuid:${id}</instanceID>${before}</meta>`;
  const body = closeGroups(parts);
  return `<data id="${template.formId}" version="${template.version}">${body}${meta}</data>`;
}

interface Answering {
  readonly template: Template;
  readonly item: StoryItem;
  readonly ground: RecordGround;
  readonly random: Seeded;
}

/** The answer of the story; null: the question has none. */
function answerTo({ type, name }: TemplateQuestion, { template, item, ground, random }: Answering): string | null {
  const [kind = '', list = ''] = type.split(/\s+/);
  const moment = new Date(ground.now).toISOString();
  if (kind === 'select_one_from_file') return list === 'stations.csv' ? item.station : (item.constituency ?? '');
  if (kind === 'select_one') return choose(name, template.choices.get(list) ?? [], { item, random });
  if (kind === 'select_multiple') return (template.choices.get(list) ?? []).slice(0, 1 + random.below(3)).join(' ');
  if (kind === 'integer') {
    const [least, most] = NUMBERS[name] ?? [0, 5];
    return String(least + random.below(most - least + 1));
  }
  if (kind === 'start' || kind === 'end' || kind === 'dateTime') return moment;
  if (kind === 'today') return moment.slice(0, 10);
  if (kind === 'deviceid') return ground.device;
  if (kind === 'time') return `${clockTime(name === 'arrive' ? item.arrived : item.left)}:00.000Z`;
  if (kind === 'image') return item.hasPhoto ? PHOTO_NAME : '';
  if (kind === 'text') return textFor(name, item);
  return kind === 'geopoint' ? '' : null;
}

function choose(
  name: string,
  choices: readonly string[],
  { item, random }: Pick<Answering, 'item' | 'random'>,
): string {
  const isGood = item.outlook === 'good';
  if (choices.includes('very_good'))
    return isGood ? pickOne(random, ['very_good', 'good']) : pickOne(random, ['bad', 'very_bad']);
  if (choices[0] === 'yes') return isGood === BAD_IF_YES.has(name) ? 'no' : 'yes';
  return pickOne(random, choices);
}

function textFor(name: string, { outlook, station }: StoryItem): string {
  if (name === 'place_words') return `At station ${station}`;
  if (name === 'what') return 'Exercise: an argument at the door; it ended by itself.';
  return name === 'comment' && outlook === 'bad' ? 'Exercise: the box was not sealed when we came.' : '';
}

/** Writes the name of each group where it ends. */
function closeGroups(parts: readonly string[]): string {
  const open: string[] = [];
  return parts
    .map((part) => {
      if (part === '</>') return `</${open.pop()}>`;
      if (part.startsWith('<') && !part.includes('</')) open.push(part.slice(1, -1));
      return part;
    })
    .join('');
}

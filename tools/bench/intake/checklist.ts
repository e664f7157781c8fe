import { randomBytes, randomUUID } from 'node:crypto';
import { pickOne, type Seeded } from '../../../src/kernel/seed.ts';

/** A question of the checklist: its XLSForm type, its name and its label. */
interface Question {
  readonly type: string;
  readonly name: string;
  readonly label: string;
  readonly answer: (random: Seeded) => string;
}

/** The checklist that is sent: 60 questions, as those of an election day have them. */
export const FORM_ID = 'checklist';

const LISTS: Readonly<Record<string, readonly string[]>> = {
  yes_no: ['yes', 'no', 'not_observed'],
  rating: ['very_good', 'good', 'poor', 'very_poor'],
  kinds: ['police', 'military', 'candidate', 'official', 'activist', 'other'],
};
const WORDS =
  'the chair could not say why the list at the entrance differed from the one on the table and an agent objected'.split(
    ' ',
  );

const QUESTIONS: readonly Question[] = [
  ...ask(26, ['select_one yes_no', 'observed'], (random) => pickOne(random, LISTS.yes_no ?? [])),
  ...ask(8, ['select_one rating', 'rated'], (random) => pickOne(random, LISTS.rating ?? [])),
  ...ask(12, ['integer', 'counted'], (random) => String(random.below(900))),
  ...ask(6, ['text', 'said'], (random) => Array.from({ length: 12 }, () => pickOne(random, WORDS)).join(' ')),
  ...ask(4, ['select_multiple kinds', 'who'], (random) =>
    (LISTS.kinds ?? []).filter(() => random.below(3) === 0).join(' '),
  ),
  ...ask(2, ['dateTime', 'at'], (random) => `2024-02-07T${10 + random.below(9)}:${10 + random.below(49)}:00.000+04:00`),
  ...ask(
    1,
    ['geopoint', 'place'],
    (random) => `41.${random.below(1e7)} 45.${random.below(1e7)} ${random.below(900)}.0 4.5`,
  ),
];
const PHOTO = 'posted_protocol';

function ask(count: number, [type, stem]: readonly [string, string], answer: Question['answer']): Question[] {
  return Array.from({ length: count }, (_, at) => {
    const number = String(at + 1).padStart(2, '0');
    return { type, name: `${stem}_today_${number}`, label: `${stem} ${number}`, answer };
  });
}

/** The checklist as a workbook in Markdown. */
export function formatWorkbook(): string {
  const rows = [...QUESTIONS, { type: 'image', name: PHOTO, label: 'Posted protocol' }];
  const lists = Object.entries(LISTS).flatMap(([list, names]) =>
    names.map((name) => `| | ${list} | ${name} | ${name} |`),
  );
  return [
    '| survey |',
    '| | type | name | label |',
    ...rows.map(({ type, name, label }) => `| | ${type} | ${name} | ${label} |`),
    '| choices |',
    '| | list_name | name | label |',
    ...lists,
    '| settings |',
    '| | form_title | form_id | version |',
    `| | Checklist | ${FORM_ID} | 1 |`,
    '',
  ].join('\n');
}

/** The answers of a filled-in checklist, by path. */
export function answerChecklist(random: Seeded): Readonly<Record<string, string>> {
  return Object.fromEntries(QUESTIONS.map(({ name, answer }) => [`/data/${name}`, answer(random)]));
}

/** A filled-in checklist in two pieces, between which its name stands. */
export function fillChecklist(random: Seeded, photo: string | null): readonly [string, string] {
  const answers = QUESTIONS.map(({ name, answer }) => `<${name}>${answer(random)}</${name}>`).join('');
  const picture = photo === null ? `<${PHOTO}/>` : `<${PHOTO}>${photo}</${PHOTO}>`;
  return [
    `<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="${FORM_ID}" version="1">${answers}${picture}` +
      '<meta><instanceID>',
    '</instanceID></meta></data>',
  ];
}

const BOUNDARY = '----a-telephone-7d1c9f3a';
const PHOTO_NAME = 'protocol.jpg';
const PHOTO_BYTES = 300_000;

/** Makes the requests of telephones, each with a record and, where asked for, a photo that nobody else sends. */
export function requestMaker(random: Seeded, path: string, withPhoto: boolean): () => Buffer {
  const photo = randomBytes(PHOTO_BYTES);
  const records = Array.from({ length: 64 }, () => fillChecklist(random, withPhoto ? PHOTO_NAME : null));
  const part = (name: string, filename: string, type: string) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`;
  const head = part('xml_submission_file', 'record.xml', 'text/xml; charset=utf-8');
  const photoHead = part(PHOTO_NAME, PHOTO_NAME, 'image/jpeg');
  let count = 0;
  return () => {
    const [start, end] = records[count++ % records.length] ?? ['', ''];
    const record = `${head}${start}uuid:${randomUUID()}${end}\r\n`;
    const pieces = withPhoto ? [Buffer.from(photoHead), randomBytes(16), photo, Buffer.from('\r\n')] : [];
    const body = Buffer.concat([Buffer.from(record), ...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]);
    const lines = [
      `POST ${path}/submission?deviceID=collect%3Abench HTTP/1.1`,
      'Host: 127.0.0.1',
      'X-OpenRosa-Version: 1.0',
      'User-Agent: org.odk.collect.android/v2025.3.3',
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
      `Content-Length: ${body.length}`,
    ];
    return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
  };
}

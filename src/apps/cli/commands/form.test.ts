import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPdfPages } from '../../../../test/support/pdf-text.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { form } from './form.ts';

const FORMS = join(process.cwd(), 'examples/forms');

async function run(...args: string[]): Promise<{ status: number; out: string; notes: string[] }> {
  const out: string[] = [];
  const notes: string[] = [];
  const status = await form.run({
    args,
    environment: {},
    folder: process.cwd(),
    out: (line) => out.push(line),
    note: (line) => notes.push(line),
  });
  return { status, out: out.join('\n'), notes };
}

function fileWith(name: string, text: string): string {
  const path = join(temporaryFolder('form'), name);
  writeFileSync(path, text);
  return path;
}

const PLAIN = '| survey |\n| | type | name | label |\n| | text | a | A |\n';
const BROKEN = '| survey |\n| | type | name | label |\n| | text | a b | A |\n| | note | n | ${zz} |\n';

describe('form check', () => {
  it('is silent over a sound form', async () => {
    expect(await run('check', join(FORMS, 'voting.xlsx'))).toEqual({
      status: 0,
      out: '',
      notes: ['0 errors, 0 warnings.'],
    });
  });

  it('tells every fault with its place, for people and for programs', async () => {
    const path = fileWith('broken.md', BROKEN);
    const { status, out } = await run('check', path);
    expect(status).toBe(1);
    expect(out.split('\n').map((line) => line.split(':').slice(0, 2).join(':'))).toEqual([
      'error: survey, row 2, column name',
      'error: survey, row 3, column label',
    ]);
    const { faults } = JSON.parse((await run('check', path, '--json')).out);
    expect(faults.map(({ code, row }: { code: string; row: number }) => [code, row])).toEqual([
      ['name-invalid', 2],
      ['reference-unknown', 3],
    ]);
  });

  it('tells what only the phone could not run, with its cell', async () => {
    const path = fileWith(
      'call.md',
      '| survey |\n| | type | name | calculation |\n| | calculate | c | no-such-call(1) |\n',
    );
    const { status, out } = await run('check', path);
    expect([status, out]).toEqual([
      1,
      expect.stringMatching(/^error: survey, row 2, column calculation: .*no-such-call/),
    ]);
  });
});

describe('form convert', () => {
  it('writes a codebook that a reader of the data understands', async () => {
    const { out } = await run('convert', join(FORMS, 'incident.md'), '--as', 'codebook');
    const lines = out.split('\n');
    expect(lines[0]).toBe(
      'path,control,type,value,label::English (en),label::Русский (ru),label::Azərbaycanca (az),relevant,required,constraint,calculation',
    );
    expect(lines).toContain('/data/urgent,choice,,yes,Yes,Да,Bəli,,,,');
  });

  it('writes a package whose texts are apart by language', async () => {
    const out = join(temporaryFolder('form'), 'package.json');
    expect((await run('convert', join(FORMS, 'opening.xlsx'), '--as', 'package', '--out', out)).status).toBe(0);
    const { texts } = JSON.parse(readFileSync(out, 'utf8'));
    expect(Object.keys(texts)).toEqual(['English (en)', 'Русский (ru)', 'Azərbaycanca (az)']);
  });
});

describe('form fill', () => {
  const visit = {
    '/data/visit/constituency': 'C0001',
    '/data/visit/station': 'C0001-001',
    '/data/visit/arrive': '10:15:00.000+04:00',
  };
  const end = { '/data/assessment/overall': 'good', '/data/assessment/leave': '10:50:00.000+04:00' };

  it('writes the record of the answers', async () => {
    const answers = fileWith('answers.json', JSON.stringify({ ...visit, '/data/visit/members': '5', ...end }));
    const { status, out } = await run('fill', join(FORMS, 'voting.xlsx'), '--answers', answers);
    expect(status).toBe(0);
    expect(out).toMatch(/<data id="voting" version="1">.*<members>5<\/members>.*<instanceName>C0001-001 /s);
  });

  it('tells what is wrong with the answers, in the words of the form', async () => {
    const answers = fileWith('answers.json', JSON.stringify({ ...visit, '/data/visit/members': '500' }));
    const options = ['--answers', answers, '--language', 'Русский (ru)'];
    const { status, out, notes } = await run('fill', join(FORMS, 'voting.xlsx'), ...options);
    expect([status, out]).toEqual([1, '']);
    expect(notes).toContain('/data/visit/members: Нужно целое число от 0 до 50.');
    expect(notes.some((note) => note.startsWith('/data/assessment/overall: '))).toBe(true);
  });

  it('keeps no record of a text that no file can hold: half of a character', async () => {
    const answers = fileWith('answers.json', JSON.stringify({ '/data/place_words': 'x\ud83d' }));
    const { notes } = await run('fill', join(FORMS, 'incident.xlsx'), '--answers', answers);
    expect(notes).toContain('/data/place_words: type');
  });

  it('refuses an answer to what is not asked, and to what is not there', async () => {
    const hidden = fileWith('answers.json', JSON.stringify({ ...visit, '/data/visit/members_women': '1' }));
    await expect(run('fill', join(FORMS, 'voting.xlsx'), '--answers', hidden)).rejects.toThrow(/is not asked/);
    const absent = fileWith('answers.json', JSON.stringify({ '/data/nobody': '1' }));
    await expect(run('fill', join(FORMS, 'voting.xlsx'), '--answers', absent)).rejects.toThrow(/no such question/);
  });

  it('adds the copies of a repeat that are named', async () => {
    const answers = fileWith(
      'answers.json',
      JSON.stringify({
        '/data/date': '2024-02-05',
        '/data/with_body': 'Office',
        '/data/interlocutor[1]/interlocutor_post': 'Head',
        '/data/interlocutor[2]/interlocutor_post': 'Deputy',
        '/data/topics': 'legal complaints',
        '/data/said': 'x',
        '/data/note_class': 'mission',
      }),
    );
    const { status, out } = await run('fill', join(FORMS, 'meeting.md'), '--answers', answers);
    expect([status, out.match(/<interlocutor_post>/g)?.length]).toEqual([0, 2]);
  });
});

describe('form paper', () => {
  it('writes a PDF with the lists that lie beside the form', async () => {
    const out = join(temporaryFolder('paper'), 'voting.pdf');
    const options = ['--language', 'Azərbaycanca (az)', '--mission', 'Our mission', '--out', out];
    const { status, notes } = await run('paper', join(FORMS, 'voting.xlsx'), ...options);
    const pages = readPdfPages(readFileSync(out));
    expect([status, notes]).toEqual([0, [`${out}: ${pages.length} pages.`]]);
    expect(pages[0]).toContain('Our mission · Səsvermə');
    expect(pages[0]).toContain('Ziyarət');
    expect(pages.at(-1)).toContain('C0001-001');
  });

  it('says where a list is not there, and prints the rest', async () => {
    const text = '| survey |\n| | type | name | label |\n| | select_one_from_file places.csv | p | Place |\n';
    const out = join(temporaryFolder('paper'), 'form.pdf');
    const { status, notes } = await run('paper', fileWith('form.md', text), '--out', out);
    expect([status, notes[0]]).toEqual([0, 'places.csv is not beside the form; what it holds is taken as empty.']);
    expect(readPdfPages(readFileSync(out))[0]).toContain('Place');
  });

  it('tells what is wrong with a form instead', async () => {
    const { status, notes } = await run('paper', fileWith('broken.md', BROKEN), '--out', 'never.pdf');
    expect([status, notes[0]]).toEqual([1, expect.stringMatching(/^error: survey, row 2, column name/)]);
  });

  it('refuses what it is not told: where to, which language', async () => {
    const path = join(FORMS, 'voting.xlsx');
    await expect(run('paper', path)).rejects.toThrow('form paper: --out FILE.pdf is missing.');
    await expect(run('paper', path, '--out', 'a.pdf', '--language', 'Deutsch')).rejects.toThrow(
      '--language: found Deutsch, wanted English (en), Русский (ru), Azərbaycanca (az).',
    );
    await expect(run('paper', fileWith('form.md', PLAIN), '--out', 'a.pdf', '--language', 'Deutsch')).rejects.toThrow(
      '--language: found Deutsch, wanted no language, for the form is not translated.',
    );
  });

  it('refuses a form that no table holds', async () => {
    const rows = Array.from({ length: 2_001 }, (_, at) => `| | text | q${at} | Q |\n`);
    const path = fileWith('large.md', `| survey |\n| | type | name | label |\n${rows.join('')}`);
    await expect(run('paper', path, '--out', 'never.pdf')).rejects.toThrow('it is larger than paper takes');
  });
});

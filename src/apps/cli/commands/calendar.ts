import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { moveElectionDay } from '../../../features/register/calendar/compute/what-if.ts';
import type { CalendarRecords } from '../../../features/register/calendar/entry.ts';
import { writeIcs } from '../../../features/register/calendar/routes/write-ics.ts';
import { type CalendarEntryJson, calendarToJson } from '../../../features/register/calendar/words/to-json.ts';
import { checkPackage, indexCurrent } from '../../../features/register/package/check-package.ts';
import { openPackage } from '../../../features/register/package/files/open-package.ts';
import { parseCalendarDate } from '../../../kernel/calendar-date.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { en } from '../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../platform/i18n/messages.ts';
import { readSettings } from '../../server/settings.ts';
import { readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { noteIssues, readGiven } from '../package-folder.ts';

/** `scrutineer calendar`: the legal calendar of a folder of files, without a database. */
export const calendar: Command = {
  name: 'calendar',
  synopsis: 'FOLDER|ZIP [--json | --ics] [--election-day YYYY-MM-DD]',
  summary: 'Print what the law requires by when, computed from the files of an election',
  details: [
    '--json           every rule with its date, its status and how both came about, as JSON',
    '--ics            the dates as iCalendar, for calendar programs',
    '--election-day   what would be if election day were another',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const takes = { words: ['FOLDER'], flags: ['json', 'ics'], values: ['election-day'] };
  const { words, flags, values } = readArguments(terminal.args, takes);
  if (flags.size > 1) throw new WrongUsage('--json and --ics: choose one.');
  const path = resolve(terminal.folder, words[0] ?? '');
  const recorded = await readRecords(path, terminal);
  if (recorded === null) return 1;
  const records = suppose(recorded, values.get('election-day') ?? null);
  const texts = createMessages('en', en);
  if (flags.has('ics')) {
    const ics = { changedAt: statSync(path).mtimeMs, words: texts, page: pageOf(records, terminal) };
    terminal.out(writeIcs(records, ics).trimEnd());
    return 0;
  }
  const json = calendarToJson(records, Date.now(), texts);
  if (flags.has('json')) terminal.out(JSON.stringify(json, null, 2));
  else for (const line of tabulate(json.entries)) terminal.out(line);
  return 0;
}

async function readRecords(path: string, terminal: Terminal): Promise<CalendarRecords | null> {
  const opened = await openPackage(readGiven(path));
  const { issues, file } = checkPackage(opened, indexCurrent([]));
  const listed = issues.listed.filter(({ severity }) => severity === 'error');
  noteIssues({ listed, errors: issues.errors, warnings: 0 }, terminal.note);
  if (issues.errors > 0) terminal.note(`${issues.errors} errors; no calendar was computed.`);
  return issues.errors > 0 ? null : file;
}

function suppose(records: CalendarRecords, text: string | null): CalendarRecords {
  if (text === null) return records;
  const day = parseCalendarDate(text);
  if (day === null) throw new WrongUsage(`--election-day: found ${text}, wanted YYYY-MM-DD.`);
  if (records.election.length === 0) throw new Refusal('Calendar: the files hold no election.');
  return moveElectionDay(records, day);
}

/** Where a server of this machine would show the calendar. */
function pageOf(records: CalendarRecords, { environment, folder }: Terminal): string {
  const { origins, port } = readSettings(environment, folder);
  const origin = origins?.[0] ?? `http://localhost:${port}`;
  return `${origin}/e/${encodeURIComponent(records.election[0]?.key ?? '')}/calendar`;
}

/** Due, status, key and title, one rule a line; what has no exact date shows what it lies between. */
function tabulate(entries: readonly CalendarEntryJson[]): string[] {
  const rows = entries.map((entry) => [
    `${dueOf(entry)}${entry.times.length > 0 ? ` ${entry.times.join(', ')}` : ''}`,
    entry.status,
    entry.candidate === null ? entry.key : `${entry.key} (${entry.candidate})`,
    entry.title,
  ]);
  const widths = [0, 1, 2].map((index) => Math.max(0, ...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function dueOf({ due, dueBounds }: CalendarEntryJson): string {
  if (due !== null) return due;
  const { earliest, latest } = dueBounds;
  return earliest === null && latest === null ? 'no date' : `${earliest ?? '…'}/${latest ?? '…'}`;
}

import { CELL_SEPARATOR } from '../../../../../kernel/text.ts';
import { formatReceiptCode, receiptCodeOf } from '../../../../../ledger/proof/receipt-code.ts';
import { plainPath } from '../../reading/plain-path.ts';

/** Columns that every report has, whatever its form asks. */
export const META_COLUMNS = [
  'state',
  'reason',
  'form',
  'version',
  'station',
  'moved',
  'device',
  'channel',
  'received',
  'changed',
  'versions',
  'flags',
  'checks',
  'comments',
] as const;

/** A column that every report has, made of its row but for `checks`. `received`, `changed`: when its first and its last version came, ISO 8601 in UTC. */
export type MetaColumn = (typeof META_COLUMNS)[number];

/** Columns of the standing version that exports read back: their point keeps them out of the search, and nobody filters by them. */
export const VERSION_COLUMNS = {
  /** Its receipt without the mission, in small letters. */
  receipt: '.receipt',
  /** When it came: ISO 8601 in UTC. */
  receivedAt: '.received',
  /** The version of its form, as it says itself. */
  formVersion: '.version',
} as const;

/** How the version that stands came. */
export interface StandingItem {
  readonly receivedAt: Date;
  /** Of its leaf in the log. */
  readonly leafIndex: number;
  readonly leafHash: Uint8Array;
  /** As it says itself. */
  readonly formVersion: string | null;
}

/** A report as columns are made of it. */
export interface ReportRow {
  readonly ordinal: number;
  readonly state: 'read' | 'held' | 'void' | 'erased' | 'joined';
  readonly reason: string | null;
  /** As the report names it. */
  readonly formName: string | null;
  /** Of the form that it was read with; null: with none. */
  readonly formUuid: string | null;
  readonly formNumber: number | null;
  readonly station: string | null;
  readonly isMoved: boolean;
  readonly deviceId: string | null;
  readonly channel: string | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly versions: number;
  readonly flags: readonly string[];
  /** What people wrote to it, in one text. */
  readonly comments: string | null;
  /** Path → answer, in the order of the form; null: its standing version was not read. */
  readonly answers: Readonly<Record<string, unknown>> | null;
  /** Paths that the form has, copies of repeats without their place; null: all that are answered. */
  readonly known: ReadonlySet<string> | null;
  /** Null: nothing stands. */
  readonly item: StandingItem | null;
}

/** Longer answers are cut in columns, not in the report: nobody filters by so much. */
export const LONGEST_CELL = 4_000;
/** Ends what was cut; no text of a report can hold it. */
export const CUT_MARK = '\u001e';

/** The key of a column of answers: those of two forms are never the same. */
export function answerKey(formUuid: string, path: string): string {
  return `${formUuid}${path}`;
}

/** Begins what stands in the column `form` of such a report. */
export const UNREAD = '?';

/** What stands in the column `form` of a report that names a form and was not read with it. */
export function unreadForm(formName: string): string {
  return `${UNREAD}${formName}`.slice(0, LONGEST_CELL);
}

/** What stands in the columns of a report. One that is part of another, or was erased, has nothing but its state, or not even that. */
export function cellsOf(row: ReportRow): Map<string, string | null> {
  if (row.state === 'joined') return new Map();
  const cells = new Map<string, string | null>([
    ['state', row.state],
    ['received', row.firstAt.toISOString()],
    ['changed', row.lastAt.toISOString()],
    ['versions', String(row.versions)],
  ] satisfies [MetaColumn, string][]);
  if (row.state === 'erased') return cells;
  const put = (key: MetaColumn, value: string | null) => cells.set(key, value);
  put('reason', row.reason);
  put('form', row.formUuid ?? (row.formName === null ? null : unreadForm(row.formName)));
  put('version', row.formNumber === null ? null : String(row.formNumber));
  put('station', row.station);
  put('moved', row.isMoved ? '1' : null);
  put('device', row.deviceId);
  put('channel', row.channel);
  put('flags', row.flags.length === 0 ? null : row.flags.join(' '));
  put('comments', row.comments === null ? null : cut(row.comments));
  if (row.item !== null) {
    const { receivedAt, leafIndex, leafHash, formVersion } = row.item;
    cells.set(VERSION_COLUMNS.receipt, formatReceiptCode(receiptCodeOf('', leafIndex, leafHash)).toLowerCase());
    cells.set(VERSION_COLUMNS.receivedAt, receivedAt.toISOString());
    cells.set(VERSION_COLUMNS.formVersion, formVersion);
  }
  if (row.formUuid !== null && row.answers !== null) addAnswers(cells, row.formUuid, row);
  return cells;
}

function addAnswers(cells: Map<string, string | null>, formUuid: string, { answers, known }: ReportRow): void {
  for (const [path, given] of Object.entries(answers ?? {})) {
    const plain = plainPath(path);
    if (given === null || given === '' || !isColumn(plain) || known?.has(plain) === false) continue;
    const key = answerKey(formUuid, plain);
    const before = cells.get(key);
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    cells.set(key, cut(before === undefined || before === null ? text : `${before}${CELL_SEPARATOR}${text}`));
  }
}

/** Attributes say what form it is, and the names of records are a column of nobody. */
function isColumn(path: string): boolean {
  return !path.includes('/@') && !path.endsWith('/meta/instanceID') && !path.endsWith('/meta/deprecatedID');
}

function cut(text: string): string {
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL).replace(CUT_MARK, '')}${CUT_MARK}`;
}

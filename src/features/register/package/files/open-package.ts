import type { PlainFile } from '../../../../platform/files/archive.ts';
import {
  findEncodingFault,
  previewText,
  TEXT_ENCODINGS,
  type TextEncoding,
  toUtf8,
  withoutByteOrderMark,
} from '../../../../platform/files/encoding.ts';
import type { FileFault } from '../../../../platform/files/file-fault.ts';
import { MOST_FAULTS, readCsv } from '../../../../platform/files/tables/csv.ts';
import { readYaml } from '../../../../platform/files/yaml.ts';
import { isAddressKey } from '../../election/election.ts';
import { findKindOfFile, type KindName, kindNamed } from '../../records/kinds.ts';
import { type Correction, correctTable } from '../corrections.ts';
import { type ColumnPlace, type OpenedPackage, type PackageIssue, type PackageTable, README_FILE } from '../package.ts';
import { fileIssue, type GivenFile, receiveFiles } from './receive-files.ts';

/** What a person chose and corrected on the way in. */
export interface OpenOptions {
  /** The election that the package belongs to, where it does not say so itself. */
  readonly electionKey?: string | null;
  /** File → encoding in which it is to be read. */
  readonly encodings?: ReadonlyMap<string, TextEncoding>;
  readonly corrections?: readonly Correction[];
}

/** What a file that is not UTF-8 would say in another encoding. */
export interface EncodingPreview {
  readonly file: string;
  readonly encoding: TextEncoding;
  readonly lines: readonly string[];
}

/** A package with what only its bytes tell. */
export interface OpenedFiles extends OpenedPackage {
  /** The key of the election that the package is about; null where neither it nor the options say. */
  readonly electionKey: string | null;
  readonly previews: readonly EncodingPreview[];
}

interface OpenedFile {
  readonly table: PackageTable | null;
  readonly faults: readonly FileFault[];
}

/** Opens a package: files or an archive to tables. Nothing is stored, and nothing is guessed. */
export async function openPackage(given: readonly GivenFile[], options: OpenOptions = {}): Promise<OpenedFiles> {
  const { files, issues } = await receiveFiles(given);
  const read = files.map((file) => ({ ...file, bytes: inUtf8(file, options) }));
  const tables: PackageTable[] = [];
  const unread = new Set<KindName>();
  for (const kindFile of sortByKind(read)) {
    const { table, faults } = await openTable(kindFile);
    const corrected = table === null ? null : correctTable(table, options.corrections ?? []);
    if (corrected === null) unread.add(kindFile.kind);
    else tables.push(corrected);
    issues.push(...faults.filter((found) => !isCorrected(found, corrected)).map((found) => placed(kindFile, found)));
  }
  const readme = read.find(({ name }) => name === README_FILE);
  if (readme !== undefined) issues.push(...addReadme(tables, readme, options.electionKey ?? null));
  const electionKey = findElectionKey(tables) ?? options.electionKey ?? null;
  issues.push(...checkElection(electionKey, { options, unread }));
  return { tables, issues, unread, electionKey, previews: read.flatMap(previewFile) };
}

interface KindFile extends PlainFile {
  readonly kind: KindName;
}

function inUtf8({ name, bytes }: PlainFile, { encodings }: OpenOptions): Uint8Array {
  const encoding = encodings?.get(name);
  return encoding === undefined ? bytes : toUtf8(bytes, encoding);
}

function sortByKind(files: readonly PlainFile[]): KindFile[] {
  return files.flatMap((file) => {
    const kind = findKindOfFile(file.name);
    return kind === null ? [] : [{ ...file, kind }];
  });
}

async function openTable(file: KindFile): Promise<OpenedFile> {
  return kindNamed(file.kind).format === 'yaml' ? openYaml(file) : openCsv(file);
}

async function openCsv({ kind, name, bytes }: KindFile): Promise<OpenedFile> {
  const { table, faults } = await readCsv(bytes);
  const isReadable = faults.length < MOST_FAULTS && faults.every((found) => found.code.startsWith('csv-cells-'));
  const { columns, rows } = table;
  return { table: isReadable ? { kind, file: name, columns, rows, places: new Map() } : null, faults };
}

function openYaml({ kind, name, bytes }: KindFile): OpenedFile {
  const { entries, faults } = readYaml(bytes);
  if (faults.length > 0) return { table: null, faults };
  const places = new Map<string, ColumnPlace>(entries.map((entry) => [entry.name, { file: name, line: entry.line }]));
  const row = { row: 1, line: 1, cells: entries.map(({ text }) => text) };
  return { table: { kind, file: name, columns: entries.map((entry) => entry.name), rows: [row], places }, faults };
}

/** Whether the length of the row has been put right since. */
function isCorrected(found: FileFault, table: PackageTable | null): boolean {
  if (table === null || !found.code.startsWith('csv-cells-')) return false;
  const row = table.rows.find((candidate) => candidate.row === found.row);
  return row === undefined || row.cells.length === table.columns.length;
}

function placed({ name }: PlainFile, found: FileFault): PackageIssue {
  return { ...found, severity: 'error', file: name, key: null };
}

/** The README becomes `about` of the election: its text without the line feeds at its end. */
function addReadme(tables: PackageTable[], readme: PlainFile, electionKey: string | null): PackageIssue[] {
  const bytes = withoutByteOrderMark(readme.bytes);
  const refused = findEncodingFault(bytes);
  if (refused !== null) return [placed(readme, refused)];
  const about = new TextDecoder().decode(bytes).replaceAll('\r\n', '\n').replace(/\n+$/, '');
  const index = tables.findIndex(({ kind }) => kind === 'election');
  const table = tables[index];
  if (table === undefined) {
    if (electionKey !== null) tables.push(aboutOnly(electionKey, about));
    return [];
  }
  if (table.columns.includes('about')) return [fileIssue({ code: 'about-twice', parameters: {}, file: README_FILE })];
  tables[index] = withAbout(table, about);
  return [];
}

function aboutOnly(electionKey: string, about: string): PackageTable {
  const row = { row: 1, line: 1, cells: [electionKey] };
  const bare: PackageTable = { kind: 'election', file: README_FILE, columns: ['key'], rows: [row], places: new Map() };
  return withAbout(bare, about);
}

function withAbout(table: PackageTable, about: string): PackageTable {
  const rows = table.rows.map((row) => ({ ...row, cells: [...row.cells, about] }));
  const places = new Map(table.places).set('about', { file: README_FILE, line: 1 });
  return { ...table, columns: [...table.columns, 'about'], rows, places };
}

function findElectionKey(tables: readonly PackageTable[]): string | null {
  const table = tables.find(({ kind }) => kind === 'election');
  const key = table?.rows[0]?.cells[table.columns.indexOf('key')] ?? '';
  return key === '' ? null : key.normalize('NFC');
}

function checkElection(
  key: string | null,
  { options, unread }: { options: OpenOptions; unread: ReadonlySet<KindName> },
): PackageIssue[] {
  const file = kindNamed('election').file;
  const wanted = options.electionKey ?? null;
  if (key === null)
    return unread.has('election') ? [] : [fileIssue({ code: 'election-missing', parameters: {}, file })];
  if (wanted !== null && key !== wanted) {
    return [fileIssue({ code: 'election-differs', parameters: { found: key, wanted }, file })];
  }
  return isAddressKey(key) ? [] : [fileIssue({ code: 'election-key', parameters: { found: key }, file })];
}

function previewFile({ name, bytes }: PlainFile): EncodingPreview[] {
  const refused = findEncodingFault(withoutByteOrderMark(bytes));
  if (refused === null) return [];
  const isWide = refused.code !== 'encoding' && refused.code !== 'encoding-looks-like';
  const others = TEXT_ENCODINGS.filter((encoding) => encoding !== 'utf-8' && encoding.startsWith('utf-16') === isWide);
  return others.map((encoding) => ({ file: name, encoding, lines: previewText(bytes, encoding) }));
}

import { type Accessor, batch, createMemo, createSignal } from 'solid-js';
import { foldText } from '../../../../../kernel/text.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { setTranslation } from '../../checking/translations/set-translation.ts';
import {
  type TranslationRow,
  type TranslationTable,
  translationTable,
} from '../../checking/translations/translation-table.ts';
import type { TextSheet } from '../../editing/columns/text-columns.ts';

/** Texts on a page: every cell is a field that can be written in. */
export const PAGE_SIZE = 50;

/** What is shown of the texts. */
interface Filter {
  readonly words: string;
  readonly sheet: TextSheet | null;
  readonly isOnlyMissing: boolean;
}

/** What the parts of the view share. */
export interface TranslationState {
  readonly table: Accessor<TranslationTable>;
  /** Languages side by side, the reference first. */
  readonly shown: Accessor<readonly string[]>;
  readonly showLanguage: (at: number, language: string | null) => void;
  readonly filter: Accessor<Filter>;
  readonly narrow: (change: Partial<Filter>) => void;
  /** Keys of all texts that fit the filter, and of those on the page. */
  readonly fitting: Accessor<readonly string[]>;
  readonly onPage: Accessor<readonly string[]>;
  readonly page: Accessor<number>;
  readonly setPage: (page: number) => void;
  readonly showPageOf: (key: string) => void;
  readonly findRow: (key: string) => TranslationRow | undefined;
  readonly isMissing: (key: string, language: string) => boolean;
  readonly write: (key: string, language: string, text: string) => void;
  /** The text that is being typed and that the workbook does not have yet. */
  readonly typed: Accessor<TypedText | null>;
  readonly setTyped: (typed: TypedText | null) => void;
}

/** A text in a field, before it is kept. */
export interface TypedText {
  readonly key: string;
  readonly language: string;
  readonly text: string;
}

/** The texts of a workbook, which of them are shown, and how they are written. */
export function createTranslationState(props: {
  readonly workbook: Workbook;
  readonly onChange: (next: Workbook) => void;
}): TranslationState {
  const table = createMemo(() => translationTable(props.workbook));
  const byKey = createMemo(() => new Map(table().rows.map((row) => [keyOf(row), row])));
  const findRow = (key: string) => byKey().get(key);
  const isMissing = (key: string, language: string) => !hasText(findRow(key), language);
  const languages = createLanguageChoice(table);
  const narrowing = createNarrowing(table, languages.shown);
  const [typed, setTyped] = createSignal<TypedText | null>(null);
  const write = (key: string, language: string, text: string) => {
    setTyped(null);
    const row = findRow(key);
    if (row === undefined || (row.cells.get(language)?.text ?? '') === text) return;
    narrowing.keep(key);
    const { sheet, row: number, column } = row;
    props.onChange(setTranslation(props.workbook, { sheet, row: number, column, language, text }));
  };
  return { table, ...languages, ...narrowing, findRow, isMissing, write, typed, setTyped };
}

/** A text by its place: it stays the same while it is written in. */
function keyOf({ sheet, row, column }: TranslationRow): string {
  return `${sheet}:${row}:${column}`;
}

function hasText(row: TranslationRow | undefined, language: string): boolean {
  return (row?.cells.get(language)?.text ?? '').trim() !== '';
}

/** The first two languages, unless others are chosen; a language that is gone gives its place to another. */
function createLanguageChoice(table: Accessor<TranslationTable>) {
  const [chosen, setChosen] = createSignal<readonly string[] | null>(null);
  const shown = createMemo(
    () => {
      const { languages } = table();
      const known = (chosen() ?? []).filter((language) => languages.includes(language));
      const rest = languages.filter((language) => !known.includes(language));
      return [...known, ...rest.slice(0, Math.max(0, 2 - known.length))];
    },
    undefined,
    { equals: isSameList },
  );
  const showLanguage = (at: number, language: string | null) => {
    const before = shown();
    const next = [...before];
    if (language === null) next.splice(at, 1);
    else {
      const elsewhere = next.indexOf(language);
      const displaced = next[at];
      if (elsewhere >= 0 && displaced !== undefined) next[elsewhere] = displaced;
      next[at] = language;
    }
    setChosen([...new Set(next)]);
  };
  return { shown, showLanguage };
}

/** A text that was just written stays in sight until the filter changes, also where it no longer fits. */
function createNarrowing(table: Accessor<TranslationTable>, shown: Accessor<readonly string[]>) {
  const [filter, setFilter] = createSignal<Filter>({ words: '', sheet: null, isOnlyMissing: false });
  const [page, setPage] = createSignal(0);
  const [kept, setKept] = createSignal<ReadonlySet<string>>(new Set());
  const fitting = createMemo(
    () => {
      const fits = fitsFilter(filter(), shown());
      const rows = table().rows.filter((row) => kept().has(keyOf(row)) || fits(row));
      return rows.map(keyOf);
    },
    undefined,
    { equals: isSameList },
  );
  const lastPage = () => Math.max(0, Math.ceil(fitting().length / PAGE_SIZE) - 1);
  const pageNow = () => Math.min(page(), lastPage());
  const onPage = createMemo(() => fitting().slice(pageNow() * PAGE_SIZE, (pageNow() + 1) * PAGE_SIZE));
  const narrow = (change: Partial<Filter>) =>
    batch(() => {
      setFilter((before) => ({ ...before, ...change }));
      setKept(new Set<string>());
      setPage(0);
    });
  const showPageOf = (key: string) => setPage(Math.floor(Math.max(0, fitting().indexOf(key)) / PAGE_SIZE));
  const keep = (key: string) => setKept((before) => new Set([...before, key]));
  return { filter, narrow, fitting, onPage, page: pageNow, setPage, showPageOf, keep };
}

function fitsFilter({ words, sheet, isOnlyMissing }: Filter, shown: readonly string[]) {
  const wanted = foldText(words);
  return (row: TranslationRow) => {
    if (sheet !== null && row.sheet !== sheet) return false;
    if (isOnlyMissing && shown.every((language) => hasText(row, language))) return false;
    if (wanted === '') return true;
    const said = [row.name, row.list ?? '', ...[...row.cells.values()].map(({ text }) => text)];
    return foldText(said.join(' ')).includes(wanted);
  };
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

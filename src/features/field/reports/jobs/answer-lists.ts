import type { Sql, TransactionSql } from 'postgres';
import type { Condition } from '../../../../platform/columns/condition.ts';
import { tallyColumn } from '../../../../platform/columns/count-values.ts';
import { pageOfRows, type RowPlace } from '../../../../platform/columns/page-of-rows.ts';
import { lendLetters } from '../../../../platform/columns/stored/lend-letters.ts';
import { searchedWords } from '../../../../platform/columns/words/search-words.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { nameFileChoices, placeFileChoices } from '../../forms/access.ts';
import type { GivenAnswer } from '../../forms/checking/file-choices.ts';
import { readFoundValue } from '../arrivals/list/found-checks.ts';
import type { AnswerColumn, ColumnTally, ReportPage } from '../arrivals/list/list-replies.ts';
import type { ColumnFilter, ReportFilter, ReportSort } from '../arrivals/list/report-query.ts';
import { answerKey, META_COLUMNS, UNREAD, unreadForm } from '../arrivals/list/report-row.ts';
import { type ListMemory, type Wanted, withReports } from '../store/list/find-reports.ts';
import { CHECKS, nameChecks } from '../store/list/found-columns.ts';
import { type FormColumns, findForm, nameForms } from '../store/list/load-columns.ts';
import { loadPage } from '../store/list/load-page.ts';
import type { MissionNames } from '../store/show/arrival-row.ts';
import { nameStations } from '../store/show/name-stations.ts';

/** A page of a list, as it is asked for. */
export interface PageOrder {
  readonly kind: 'page';
  readonly mission: MissionNames;
  readonly filter: ReportFilter;
  readonly sort: ReportSort;
  /** `next` of the page before; null: from the first report on. */
  readonly after: string | null;
  readonly limit: number;
  /** Paths of questions whose answers are wanted. */
  readonly columns: readonly string[];
}

/** What stands in a column, as it is asked for. */
export interface TallyOrder {
  readonly kind: 'tally';
  readonly mission: MissionNames;
  readonly filter: ReportFilter;
  readonly column: string;
  readonly most: number;
}

/** What lists are made with. */
export interface ListTools {
  readonly sql: Sql;
  readonly memory: ListMemory;
  readonly forms: FormColumns;
}

/** A page of the reports of a mission. @throws Problem `invalid-input`: there is no such form or column. */
export async function answerPage(tools: ListTools, order: PageOrder): Promise<ReportPage> {
  const { mission, limit, sort, columns } = order;
  const form = await formOf(tools, mission.id, order.filter.form);
  const key = sort === null ? null : keyOf(form, sort.column);
  const ranks = sort === null ? null : await ranksOf(tools.sql, form, sort.column);
  // In their own order values are found by their places, and few are looked at.
  const wanted = wantedOf(form, order, new Map(key === null ? [] : [[key, ranks === null ? 'codes' : 'all']]));
  const ordering = { column: key, isDescending: sort?.isDescending ?? false, ranks };
  const asked = { after: order.after === null ? null : readCursor(order.after), limit: limit + 1 };
  return await withReports(tools.sql, tools.memory, {
    wanted,
    work: async (matched, sql) => {
      const lent = await lendLetters(sql, matched, { missionId: mission.id, ordering, asked });
      const places = pageOfRows(lent, ordering, asked);
      const shown = places.slice(0, limit);
      const ordinals = shown.map(({ ordinal }) => ordinal);
      const { reports, given } = await loadPage(sql, mission, { ordinals, paths: columns });
      const last = shown.at(-1);
      const stations = await nameStations(
        sql,
        mission.id,
        reports.map(({ station }) => station),
      );
      const next = places.length > limit && last !== undefined ? writeCursor(last) : null;
      const choices = await nameFileChoices(sql, [...given, ...filteredAnswers(form, order.filter)]);
      const checks = await nameChecks(sql, mission.id, checksIn(order.filter.filters.flatMap(valuesOfChecks)));
      return { reports, stations, choices, checks, count: matched.reduce((sum, { count }) => sum + count, 0), next };
    },
  });
}

/** What stands in a column, over the reports of a filter. @throws Problem `invalid-input`: there is no such form or column. */
export async function answerTally(tools: ListTools, order: TallyOrder): Promise<ColumnTally> {
  const form = await formOf(tools, order.mission.id, order.filter.form);
  const key = keyOf(form, order.column);
  const isMultiple = isMultipleColumn(form, order.column);
  const ranks = await ranksOf(tools.sql, form, order.column);
  return await withReports(tools.sql, tools.memory, {
    wanted: wantedOf(form, order, new Map([[key, 'all']])),
    work: async (matched, sql) => {
      const counted = tallyColumn(matched, key, { isMultiple, most: order.most, ranks });
      const tally = key === 'form' ? { ...counted, values: await byForm(sql, counted.values) } : counted;
      const values = tally.values.map(({ value }) => value);
      const stations = await nameStations(sql, order.mission.id, key === 'station' ? values : []);
      const choices = await nameFileChoices(sql, form === null ? [] : answersOf(form, order.column, values));
      const places = Object.fromEntries(
        values.flatMap((value) => (ranks?.has(value) ? [[value, ranks.get(value) ?? 0]] : [])),
      );
      const checks = await nameChecks(sql, order.mission.id, key === CHECKS ? checksIn(values) : []);
      return { ...tally, stations, choices, checks, places };
    },
  });
}

/** Forms by their names; what names a form and could not be read with it counts as one of its reports. */
async function byForm(sql: TransactionSql, values: ColumnTally['values']): Promise<ColumnTally['values']> {
  const names = await nameForms(
    sql,
    values.map(({ value }) => value).filter((value) => !value.startsWith(UNREAD)),
  );
  const counts = new Map<string, number>();
  for (const { value, count } of values) {
    const name = value.startsWith(UNREAD) ? value.slice(UNREAD.length) : (names.get(value) ?? value);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
}

/** The ordinals of the reports of a filter, ascending. @throws Problem `invalid-input`: there is no such form or column. */
export async function findOrdinals(
  tools: ListTools,
  asked: { readonly mission: { readonly id: string }; readonly filter: ReportFilter },
): Promise<number[]> {
  const form = await formOf(tools, asked.mission.id, asked.filter.form);
  return await withReports(tools.sql, tools.memory, {
    wanted: wantedOf(form, asked, new Map()),
    work: (matched) => {
      const found: number[] = [];
      for (const { segment, mask } of matched) {
        for (let row = 0; row < mask.length; row += 1) if (mask[row] === 1) found.push(segment.ordinal(row));
      }
      return found.sort((one, other) => one - other);
    },
  });
}

/** The values by which a filter asks what checks found. */
function valuesOfChecks(filter: ColumnFilter): readonly string[] {
  if (filter.column !== CHECKS) return [];
  if ('is' in filter) return filter.is;
  return 'isNot' in filter ? filter.isNot : [];
}

function checksIn(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => readFoundValue(value)?.check ?? []);
}

/** Values of filters that may be choices of files: they are named wherever the list is. */
function filteredAnswers(form: KnownForm | null, { filters }: ReportFilter): readonly GivenAnswer[] {
  if (form === null) return [];
  return filters.flatMap((filter) => {
    if ('is' in filter) return answersOf(form, filter.column, filter.is);
    return 'isNot' in filter ? answersOf(form, filter.column, filter.isNot) : [];
  });
}

function answersOf({ id }: KnownForm, path: string, values: readonly string[]): readonly GivenAnswer[] {
  return values.map((value) => ({ formUuid: id, path, value }));
}

interface KnownForm {
  readonly id: string;
  readonly columns: ReadonlyMap<string, AnswerColumn>;
}

async function formOf({ sql, forms }: ListTools, missionId: string, name: string | null): Promise<KnownForm | null> {
  if (name === null) return null;
  const found = await findForm(sql, missionId, name);
  if (found === null) throw refused('list-form-unknown', name);
  const columns = await forms.of(sql, found);
  return { id: found.id, columns: new Map(columns.map((column) => [column.path, column])) };
}

/** What the reports have to have, and which columns that takes. */
function wantedOf(
  form: KnownForm | null,
  { mission, filter }: { readonly mission: { readonly id: string }; readonly filter: ReportFilter },
  columns: Wanted['columns'],
): Wanted {
  // What names the form and could not be read with it is one of its reports, too.
  const ofForm: Condition[] = form === null ? [] : [{ column: 'form', is: [form.id, unreadForm(filter.form ?? '')] }];
  const words = filter.search === null ? [] : searchedWords(filter.search);
  // Signs alone are found nowhere.
  const ofSearch: Condition[] = filter.search !== null && words.length === 0 ? [{ column: 'state', is: [] }] : [];
  const conditions = [...ofForm, ...ofSearch, ...filter.filters.map((one) => conditionOf(form, one))];
  return { missionId: mission.id, conditions, words, columns };
}

function conditionOf(form: KnownForm | null, filter: ColumnFilter): Condition {
  const column = keyOf(form, filter.column);
  const isMultiple = isMultipleColumn(form, filter.column);
  return 'is' in filter || 'isNot' in filter ? { ...filter, column, isMultiple } : { ...filter, column };
}

function keyOf(form: KnownForm | null, column: string): string {
  if (!column.startsWith('/')) {
    if (META_COLUMNS.some((name) => name === column)) return column;
    throw refused('list-column-unknown', column);
  }
  if (form === null) throw refused('list-form-wanted', column);
  return answerKey(form.id, column);
}

function isMultipleColumn(form: KnownForm | null, column: string): boolean {
  return column === 'flags' || column === CHECKS || form?.columns.get(column)?.kind === 'choices';
}

/** Choices stand in the order of the form, or of the file that they are taken from; null: the column has no choices. */
async function ranksOf(sql: Sql, form: KnownForm | null, path: string): Promise<ReadonlyMap<string, number> | null> {
  const column = form?.columns.get(path);
  if (form === null || (column?.kind !== 'choice' && column?.kind !== 'choices')) return null;
  if (column.choices.length > 0) return new Map(column.choices.map(({ value }, place) => [value, place]));
  const places = await placeFileChoices(sql, { formUuid: form.id, path });
  return places.size === 0 ? null : places;
}

/** The ordinal, and after a point what stands in the column that the list is sorted by, where something does. */
function writeCursor({ ordinal, cell }: RowPlace): string {
  return cell === null ? String(ordinal) : `${ordinal}.${Buffer.from(cell).toString('base64url')}`;
}

/** Of what the contract lets through. */
function readCursor(text: string): RowPlace {
  const [ordinal = '', cell] = text.split('.');
  return {
    ordinal: Number(ordinal),
    cell: cell === undefined ? null : Buffer.from(cell, 'base64url').toString('utf8'),
  };
}

function refused(code: string, column: string): Problem {
  return new Problem('invalid-input', {}, [{ code, parameters: { found: column }, column }]);
}

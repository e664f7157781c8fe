import { CELL_SEPARATOR } from '../../../../../kernel/text.ts';
import { answerKey, CUT_MARK } from '../../../reports/arrivals/list/report-row.ts';
import type { Rule, Term } from '../../rule/term.ts';
import type { BulkOrder, BulkQuery } from './answer-query.ts';
import { compileTerm, numberReading, type SqlKind, type SqlNames } from './compile-term.ts';
import { RegisterFigures } from './register-figures.ts';
import { SqlParams } from './sql-params.ts';
import { partsOf } from './subset.ts';

/**
 * A query that judges all reports of a form that lie in chunks of columns (decision 017), `ordinal` and `verdict` as `answerQuery`
 * has them. What a rule asks of one question is worked out once for each different answer in a chunk, and looked up for each report;
 * what it asks of several is put together for each report. Only for rules of the subset that read no other report.
 */
export function columnQuery(order: BulkOrder): BulkQuery {
  const params = new SqlParams();
  const figures = new RegisterFigures(params, order.electionId);
  const columns = new ColumnNames(order, params, figures);
  const isRead = columns.common('state', `(x = ${params.add('read', 'text')})`);
  const isOfForm = columns.common('form', `(x = ${params.add(order.formUuid, 'text')})`);
  const truth = compileTerm(order.rule.condition, 'boolean', columns);
  const odd = columns.odd.length === 0 ? 'false' : `coalesce(${columns.odd.join(' or ')}, false)`;
  const mission = params.add(order.missionId, 'uuid');
  const tables = [
    ...figures.tables,
    `changed as materialized (select ordinal from report where mission_id = ${mission} and not is_settled)`,
  ];
  const text = `with ${tables.join(', ')}
    select ordinal, case when odd then null when truth then 'flagged' when not truth then 'ok' else 'missing' end as verdict
    from (
      select k.chunk * 4096 + i as ordinal, ${odd} as odd, ${truth} as truth
      from column_chunk k ${columns.joins(mission)} cross join lateral generate_series(0, k.rows - 1) as i
      where k.mission_id = ${mission} and ${isRead} and ${isOfForm}
        and k.chunk * 4096 + i not in (select ordinal from changed)
    ) judged`;
  return { text, values: params.values };
}

/** SQL over `x`, the text of a value or null, and over `f0`, `f1`, …, what the register says of the station `x`. */
interface Atom {
  readonly sql: string;
  readonly kind: SqlKind;
}

interface NewAtom extends Atom {
  readonly isRare?: boolean;
}

interface ColumnAtoms {
  readonly key: string;
  readonly atoms: Atom[];
  /** Atoms that are seldom so: a chunk where none is need not be looked at. */
  readonly rare: Set<number>;
  readonly tables: string[];
  /** Whether texts can be read as numbers: `p0`, `p1`, … */
  readonly plains: string[];
}

class ColumnNames implements SqlNames {
  readonly odd: string[] = [];
  readonly params: SqlParams;
  private readonly order: BulkOrder;
  private readonly figures: RegisterFigures;
  private readonly columns = new Map<string, ColumnAtoms>();

  constructor(order: BulkOrder, params: SqlParams, figures: RegisterFigures) {
    this.order = order;
    this.params = params;
    this.figures = figures;
  }

  /** What is so of a value of a column, looked up for a report; `isRare`: of hardly any value. */
  atom(key: string, { sql, kind, isRare = false }: NewAtom): string {
    const { place, at } = this.placeOf(key, { sql, kind });
    const code = `coalesce(case when h${place}.is_wide then get_byte(h${place}.codes, 2 * i) + 256 * get_byte(h${place}.codes, 2 * i + 1) else get_byte(h${place}.codes, i) end, 0)`;
    const found = lookUp(`m${place}.a${at}[1 + ${code}]`, kind);
    if (isRare) this.columnOf(key).rare.add(at);
    return isRare ? `(m${place}.any${at} and ${found})` : found;
  }

  /** The same of a column in which whole chunks say one thing. */
  common(key: string, sql: string): string {
    const { place, at } = this.placeOf(key, { sql, kind: 'boolean' });
    const whole = lookUp(`m${place}.a${at}[2]`, 'boolean');
    return `case when h${place}.is_full then ${whole} else ${this.atom(key, { sql, kind: 'boolean' })} end`;
  }

  private placeOf(key: string, atom: Atom): { readonly place: number; readonly at: number } {
    const { atoms } = this.columnOf(key);
    const known = atoms.findIndex(({ sql, kind }) => sql === atom.sql && kind === atom.kind);
    const at = known < 0 ? atoms.push(atom) - 1 : known;
    return { place: [...this.columns.keys()].indexOf(key), at };
  }

  /** A term about one column alone is worked out for its values. */
  whole(term: Term, as: SqlKind): string | null {
    const keys = keysOf(term, this.order);
    const [key] = keys;
    if (key === undefined || keys.size > 1) return null;
    const { rule } = this.order;
    const values = new ValueNames({ rule, params: this.params, column: this.columnOf(key), figures: this.figures });
    const made = this.atom(key, { sql: compileTerm(term, as, values), kind: as });
    const ofAnswers = key === 'station' ? [] : [`x ~ '[${CELL_SEPARATOR}${CUT_MARK}]'`];
    const odd = [...ofAnswers, ...values.odd];
    if (odd.length > 0)
      this.leave(this.atom(key, { sql: `coalesce(${odd.join(' or ')}, false)`, kind: 'boolean', isRare: true }));
    return made;
  }

  leave(condition: string): void {
    if (!this.odd.includes(condition)) this.odd.push(condition);
  }

  text(place: number): string {
    throw new Error(`Compile a rule to SQL: name ${place} lies in no column`);
  }

  number(place: number): string {
    return this.text(place);
  }

  /** Each column of a chunk: its head, then its values with all that is asked of them, none being the first. */
  joins(mission: string): string {
    return [...this.columns.values()]
      .map((column, place) => joinSql({ ...column, place, mission, key: this.params.add(column.key, 'text') }))
      .join(' ');
  }

  private columnOf(key: string): ColumnAtoms {
    const known = this.columns.get(key);
    if (known !== undefined) return known;
    const made: ColumnAtoms = { key, atoms: [], rare: new Set<number>(), tables: [], plains: [] };
    this.columns.set(key, made);
    return made;
  }
}

interface ColumnPlace extends ColumnAtoms {
  readonly place: number;
  readonly mission: string;
}

/** A column of a chunk (`Column.encode`): its head, the codes of its rows, where its values end, and these. */
function headSql({ key, place, mission }: ColumnPlace): string {
  const u16 = (at: number) => `get_byte(d.data, ${at}) + 256 * get_byte(d.data, ${at + 1})`;
  return `cross join lateral (
      select is_wide, size, substr(data, 7, span) as codes, substr(data, 7 + span, size * 4) as ends,
        substr(data, 7 + span + size * 4) as letters,
        coalesce(size = 1 and not is_wide and position('\\x00'::bytea in substr(data, 7, span)) = 0, false) as is_full
      from (
        select d.data, get_byte(d.data, 1) % 2 = 1 as is_wide, ${u16(4)} as size,
          (${u16(2)}) * (1 + get_byte(d.data, 1) % 2) as span
        from (select 1) one left join column_data d on d.mission_id = ${mission} and d.chunk = k.chunk and d.key = ${key}
        offset 0
      ) head offset 0
    ) h${place}`;
}

/** The values of a column, none being the first, as `x` with its code `c`. */
function valuesSql(place: number): string {
  const byte = (at: string, which: number) => `get_byte(ends, ${at} * 4 + ${which})`;
  const end = (at: string) =>
    `(${byte(at, 0)} + 256 * ${byte(at, 1)} + 65536 * ${byte(at, 2)} + 16777216 * ${byte(at, 3)})`;
  return `select c, case when c > 0 then convert_from(substr(letters, first + 1, last - first - 1), 'UTF8') end as x
    from (
      select c, h${place}.letters, case when c > 0 then ${end('(c - 1)')} end as last,
        case when c > 1 then ${end('(c - 2)')} else 0 end as first
      from (select h${place}.ends) e cross join generate_series(0, coalesce(h${place}.size, 0)) as c offset 0
    ) cut`;
}

/** A column of a chunk, and all that is asked of its values. `offset 0` has each step worked out once. */
function joinSql(column: ColumnPlace): string {
  const { atoms, rare, tables, plains, place } = column;
  const joined = tables.map((table, at) => `left join ${table} t${at} on t${at}.code = v.x`).join(' ');
  const found = tables.map((_, at) => `t${at}.value as f${at}`);
  const read = plains.map((sql, at) => `${sql} as p${at}`);
  const said = atoms.map(({ sql, kind }, at) => `${inArray(sql, kind)} as s${at}`);
  const arrays = [
    ...atoms.map((_, at) => `array_agg(s${at}) as a${at}`),
    ...[...rare].map((at) => `bool_or(s${at} = 1) as any${at}`),
  ];
  return `${headSql(column)} cross join lateral (
      select ${arrays.join(', ')} from (select c, ${said.join(', ')} from (select w.* ${listed(read)} from (
        select v.* ${listed(found)} from (${valuesSql(place)}) v ${joined} offset 0
      ) w offset 0) r order by c offset 0) valued offset 0
    ) m${place}`;
}

/**
 * As it lies in an array. With a null among them PostgreSQL counts through all that lie before the one that it looks up, so that
 * none is there: numbers are never `NaN` here, and truth is 0 or 1.
 */
function inArray(sql: string, kind: SqlKind): string {
  if (kind === 'number') return `coalesce(${sql}, 'NaN'::float8)`;
  return kind === 'boolean' ? `coalesce((${sql})::int, 2)` : sql;
}

function lookUp(element: string, kind: SqlKind): string {
  if (kind === 'number') return `nullif(${element}, 'NaN'::float8)`;
  return kind === 'boolean' ? `(nullif(${element}, 2) = 1)` : element;
}

function listed(columns: readonly string[]): string {
  return columns.map((column) => `, ${column}`).join('');
}

/** The columns that a term rests on. */
function keysOf(term: Term, order: BulkOrder): Set<string> {
  if (term.kind !== 'name') return new Set(partsOf(term).flatMap((part) => [...keysOf(part, order)]));
  const source = order.rule.names[term.name]?.source;
  return new Set([source?.kind === 'answer' ? answerKey(order.formUuid, source.path) : 'station']);
}

/** Names of one column, over its values. */
class ValueNames implements SqlNames {
  readonly odd: string[] = [];
  readonly params: SqlParams;
  private readonly rule: Rule;
  private readonly column: ColumnAtoms;
  private readonly figures: RegisterFigures;

  constructor(
    given: Pick<ValueNames, 'params'> & {
      readonly rule: Rule;
      readonly column: ColumnAtoms;
      readonly figures: RegisterFigures;
    },
  ) {
    this.rule = given.rule;
    this.params = given.params;
    this.column = given.column;
    this.figures = given.figures;
  }

  whole(_term: Term): null {
    return null;
  }

  leave(condition: string): void {
    if (!this.odd.includes(condition)) this.odd.push(condition);
  }

  text(place: number): string {
    const source = this.rule.names[place]?.source;
    if (source === undefined || source.kind === 'other')
      throw new Error(`Compile a rule to SQL: no name ${place} here`);
    if (source.kind === 'answer' || (source.kind === 'station' && source.field === 'code')) return 'x';
    const table = this.figures.tableOf(source);
    return `f${placeIn(this.column.tables, table)}`;
  }

  number(place: number): string {
    const text = this.text(place);
    const { value, isPlain } = numberReading(this.rule.names[place] ?? { type: 'number' });
    const plain = `p${placeIn(this.column.plains, isPlain(text))}`;
    this.leave(`(${text} is not null and not ${plain})`);
    return `(case when ${plain} then ${value(text)} end)`;
  }
}

function placeIn(list: string[], sql: string): number {
  const known = list.indexOf(sql);
  return known < 0 ? list.push(sql) - 1 : known;
}

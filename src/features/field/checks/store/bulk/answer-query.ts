import type { Rule, Term } from '../../rule/term.ts';
import { compileTerm, numberReading, type SqlNames } from './compile-term.ts';
import { RegisterFigures } from './register-figures.ts';
import { SqlParams } from './sql-params.ts';

/** What a rule is asked of. */
export interface BulkOrder {
  readonly missionId: string;
  readonly electionId: string | null;
  readonly formUuid: string;
  /** The form of the other reports; null: the rule reads none. */
  readonly otherUuid: string | null;
  readonly rule: Rule;
}

/** A query with its values. */
export interface BulkQuery {
  readonly text: string;
  readonly values: readonly (string | number | boolean)[];
}

/** So many other reports of a station are looked at, those that came last. */
export const MOST_OTHERS = 20;

/**
 * A query that judges reports by their stored answers, one by one as JSON: `ordinal` and `verdict` of each that stands, null where
 * the engine has to decide. `which` narrows the reports `p` down. Only for rules of the subset.
 */
export function answerQuery(order: BulkOrder, which: (params: SqlParams) => string): BulkQuery {
  const params = new SqlParams();
  const figures = new RegisterFigures(params, order.electionId);
  const names = new AnswerNames(order.rule, params, figures);
  const truth = compileTerm(order.rule.condition, 'boolean', names);
  const odd = names.odd.length === 0 ? 'false' : `coalesce(${names.odd.join(' or ')}, false)`;
  const others = order.otherUuid === null ? '' : othersSql(order, params);
  const isPaired = order.otherUuid === null ? 'true' : 'o.id is not null';
  const mission = params.add(order.missionId, 'uuid');
  const text = `${figures.tables.length === 0 ? '' : `with ${figures.tables.join(', ')} `}
    select ordinal, case when bool_or(truth) then 'flagged' when bool_or(odd) then null
      when bool_and(truth is not null) then 'ok' else 'missing' end as verdict
    from (
      select p.ordinal, case when ${isPaired} and not (${odd}) then ${truth} end as truth, ${isPaired} and (${odd}) as odd
      from report p join report_reading r on r.report_id = p.version_report_id and r.sha256 = p.version_sha256 ${others}
        cross join lateral (select ${names.texts.join(', ')} offset 0) t
        cross join lateral (select ${['1', ...names.plains].join(', ')} offset 0) n
      where p.mission_id = ${mission} and p.form_uuid = ${params.add(order.formUuid, 'uuid')} and p.state = 'read'
        and r.answers is not null and (${which(params)})
    ) judged group by ordinal`;
  return { text, values: params.values };
}

/** Other reports of the station; of the same form, those of other devices. */
function othersSql({ formUuid, otherUuid }: BulkOrder, params: SqlParams): string {
  const other = params.add(otherUuid ?? '', 'uuid');
  const another = formUuid === otherUuid ? 'and o.device_id is distinct from p.device_id' : '';
  return `left join lateral (
      select o.id, a.answers from report o
      join report_reading a on a.report_id = o.version_report_id and a.sha256 = o.version_sha256 and a.answers is not null
      where o.mission_id = p.mission_id and o.station = p.station and o.state = 'read' and o.form_uuid = ${other}
        and o.id <> p.id ${another}
      order by o.first_index desc, o.id limit ${MOST_OTHERS}
    ) o on true`;
}

class AnswerNames implements SqlNames {
  readonly odd: string[] = [];
  /** What is read once for each report: texts of names, and whether they can be read as numbers. */
  readonly texts: readonly string[];
  readonly plains: string[] = [];
  readonly params: SqlParams;
  private readonly rule: Rule;
  private readonly figures: RegisterFigures;

  constructor(rule: Rule, params: SqlParams, figures: RegisterFigures) {
    this.rule = rule;
    this.params = params;
    this.figures = figures;
    this.texts = rule.names.map((_, place) => `${this.sourceOf(place)} as q${place}`);
  }

  whole(_term: Term): null {
    return null;
  }

  leave(condition: string): void {
    if (!this.odd.includes(condition)) this.odd.push(condition);
  }

  text(place: number): string {
    return `t.q${place}`;
  }

  number(place: number): string {
    const text = this.text(place);
    const { value, isPlain } = numberReading(this.rule.names[place] ?? { type: 'number' });
    const plain = `${isPlain(text)} as p${place}`;
    if (!this.plains.includes(plain)) this.plains.push(plain);
    this.leave(`(${text} is not null and not n.p${place})`);
    return `(case when n.p${place} then ${value(text)} end)`;
  }

  private sourceOf(place: number): string {
    const source = this.rule.names[place]?.source;
    if (source === undefined) throw new Error(`Compile a rule to SQL: it has no name ${place}`);
    if (source.kind === 'answer') return `nullif(r.answers ->> ${this.params.add(source.path, 'text')}, '')`;
    if (source.kind === 'other') return `nullif(o.answers ->> ${this.params.add(source.path, 'text')}, '')`;
    if (source.kind === 'station' && source.field === 'code') return 'p.station';
    return `(select f.value from ${this.figures.tableOf(source)} f where f.code = p.station)`;
  }
}

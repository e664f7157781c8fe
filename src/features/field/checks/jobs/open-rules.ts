import { type Fault, fault } from '../../../../kernel/issue.ts';
import { err, type Result } from '../../../../kernel/result.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { readRule } from '../rule/read-rule.ts';
import type { RuleForm } from '../rule/rule-form.ts';
import type { Rule, ValueType } from '../rule/term.ts';
import { loadRuleForm } from '../store/load-world.ts';

/** A rule as it is stored, with the versions of the forms that it is about. */
export interface StoredRule {
  readonly expression: string;
  readonly formUuid: string;
  readonly formNumber: number;
  readonly otherUuid: string | null;
  readonly otherNumber: number | null;
}

const FORMS_KEPT = 50;

/** Reads rules; keeps the forms that were asked for last, whose versions never change. */
export class RuleShelf {
  private readonly forms = new Map<string, RuleForm>();

  /** @param subjects that the register of the mission knows. */
  async read(
    sql: Db,
    rule: StoredRule,
    subjects: ReadonlyMap<string, ValueType>,
  ): Promise<Result<Rule, readonly Fault[]>> {
    const form = await this.form(sql, { id: rule.formUuid, number: rule.formNumber });
    const { otherUuid, otherNumber } = rule;
    const other = otherUuid === null ? null : await this.form(sql, { id: otherUuid, number: otherNumber ?? 0 });
    if (form === null || (otherUuid !== null && other === null)) return err([fault('check-form-gone')]);
    return readRule(rule.expression, { form, other, subjects });
  }

  private async form(sql: Db, version: { readonly id: string; readonly number: number }): Promise<RuleForm | null> {
    const key = `${version.id} ${version.number}`;
    const form = this.forms.get(key) ?? (await loadRuleForm(sql, version));
    if (form === null) return null;
    this.forms.delete(key);
    this.forms.set(key, form);
    for (const oldest of this.forms.keys()) if (this.forms.size > FORMS_KEPT) this.forms.delete(oldest);
    return form;
  }
}

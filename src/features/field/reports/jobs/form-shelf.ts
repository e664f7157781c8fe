import type { TransactionSql } from 'postgres';
import { STATIONS_FILE } from '../../forms/checking/register-tables.ts';
import { formState } from '../../forms/observation-form.ts';
import type { KnownForm } from '../reading/read-version.ts';
import { openReadingForm, type ReadingForm } from '../reading/reading-form.ts';
import { type FormName, findForms, loadPackage, type NamedForm } from '../store/reading/load-forms.ts';

/** Versions of forms in memory, those that were needed last; characters of their JSON and of what lies beside them. */
const MOST_KEPT = 30_000_000;

interface Kept {
  readonly form: ReadingForm;
  readonly size: number;
}

/** The versions of forms that records are read with. A version never changes once it is published. */
export class FormShelf {
  private readonly kept = new Map<string, Kept>();
  private size = 0;

  /** What is known of the forms that versions name, each told when it came. */
  async find(
    sql: TransactionSql,
    missionId: string,
    names: readonly FormName[],
  ): Promise<(name: FormName, cameAt: Date) => KnownForm> {
    const named = new Map((await findForms(sql, missionId, names)).map((form) => [keyOf(form), form]));
    const forms = new Map<string, ReadingForm>();
    for (const [key, { id, number }] of named) {
      const form = number === null ? null : await this.take(sql, { id, number });
      if (form !== null) forms.set(key, form);
    }
    return (name, cameAt) => {
      const found = named.get(keyOf(name));
      const form = forms.get(keyOf(name));
      if (found === undefined) return { kind: 'unknown-form' };
      if (form === undefined) return { kind: 'unknown-version' };
      return { kind: 'known', form, wasRetired: wasRetired(found, cameAt) };
    };
  }

  /** A version of a form by its number, null where there is none. */
  async take(
    sql: TransactionSql,
    version: { readonly id: string; readonly number: number },
  ): Promise<ReadingForm | null> {
    const key = `${version.id} ${version.number}`;
    const found = this.kept.get(key);
    if (found !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, found);
      return found.form;
    }
    const loaded = await loadPackage(sql, version, STATIONS_FILE);
    if (loaded === null) return null;
    const form = openReadingForm(version, loaded);
    this.keep(key, { form, size: loaded.package.length + (loaded.file?.length ?? 0) });
    return form;
  }

  private keep(key: string, kept: Kept): void {
    this.kept.set(key, kept);
    this.size += kept.size;
    for (const [oldest, { size }] of this.kept) {
      if (this.size <= MOST_KEPT || oldest === key) return;
      this.kept.delete(oldest);
      this.size -= size;
    }
  }
}

function wasRetired({ acts }: NamedForm, cameAt: Date): boolean {
  const before = acts.filter(({ at }) => Date.parse(at) <= cameAt.getTime());
  return formState(before, true) === 'retired';
}

function keyOf({ formId, version }: FormName): string {
  return JSON.stringify([formId, version]);
}

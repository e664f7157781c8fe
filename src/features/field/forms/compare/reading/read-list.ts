import type { Form, SecondaryInstance } from '../../../../../xforms/form/form.ts';
import type { ChoiceSource } from './read-source.ts';
import type { ShownText } from './read-texts.ts';

/** A choice as two lists are compared by it. */
export interface ListedChoice {
  readonly value: string;
  readonly text: ShownText;
  /** Further columns, which filters ask for: `region=north`. */
  readonly columns: string;
}

/** Choices by value in their order; further ones of the same value stand under the value, a line break and their number. */
export type ListedChoices = ReadonlyMap<string, ListedChoice>;

/** The choices of a question; null where they are not in the form itself but in a file or among earlier answers. */
export function readChoicesOf(form: Form, source: ChoiceSource): ListedChoices | null {
  if (source.items !== null) {
    return byValue(
      source.items.map(({ value, label }) => ({
        value,
        text: { form, wording: label },
        columns: '',
      })),
    );
  }
  const instance = source.isInstance ? form.instances.find(({ id }) => id === source.id) : undefined;
  return instance?.kind === 'internal' ? readItems(form, instance, source) : null;
}

function readItems(
  form: Form,
  { items }: Extract<SecondaryInstance, { kind: 'internal' }>,
  { value, label }: Pick<ChoiceSource, 'value' | 'label'>,
): ListedChoices {
  const itext = /^jr:itext\(\s*(.+?)\s*\)$/.exec(label)?.[1];
  const valueAt = items.columns.indexOf(value);
  const labelAt = items.columns.indexOf(itext ?? label);
  const others = items.columns.map((name, at) => ({ name, at })).filter(({ at }) => at !== valueAt && at !== labelAt);
  return byValue(
    items.rows.map((row) => {
      const text = row[labelAt] ?? '';
      const wording =
        itext === undefined ? ({ kind: 'inline', pieces: [text] } as const) : ({ kind: 'itext', id: text } as const);
      return {
        value: row[valueAt] ?? '',
        text: { form, wording },
        columns: others.flatMap(({ name, at }) => (row[at] == null ? [] : [`${name}=${row[at]}`])).join(' '),
      };
    }),
  );
}

function byValue(choices: readonly ListedChoice[]): ListedChoices {
  const listed = new Map<string, ListedChoice>();
  const counts = new Map<string, number>();
  for (const choice of choices) {
    const count = counts.get(choice.value) ?? 0;
    counts.set(choice.value, count + 1);
    listed.set(count === 0 ? choice.value : `${choice.value}\n${count + 1}`, choice);
  }
  return listed;
}

import type { Form } from '../../../../xforms/form/form.ts';
import { compareTexts, type LanguagePair, wordCode } from './compare-texts.ts';
import { differ, type FormDifference } from './difference.ts';
import type { NodePair } from './match-nodes.ts';
import { type ListedChoice, type ListedChoices, readChoicesOf } from './reading/read-list.ts';
import type { ChoiceSource } from './reading/read-source.ts';
import { isSameText, labelTexts, mediaTexts } from './reading/read-texts.ts';

interface ListPair {
  readonly before: ChoiceSource;
  readonly after: ChoiceSource;
  readonly paths: string[];
}

interface ListPlace {
  readonly list: string;
  readonly paths: readonly string[];
}

/** What became of the choices of all questions; a list that several take their choices from is compared once. */
export function compareLists(
  forms: { readonly before: Form; readonly after: Form },
  pairs: readonly NodePair[],
  languages: readonly LanguagePair[],
): FormDifference[] {
  return [...listPairs(pairs)].flatMap(({ before, after, paths }) => {
    const place = { list: after.id, paths };
    const former = readChoicesOf(forms.before, before);
    const present = readChoicesOf(forms.after, after);
    if (former !== null && present !== null) return compareChoices(former, present, { place, languages });
    const origins = { before: originOf(forms.before, before), after: originOf(forms.after, after) };
    return origins.before === origins.after
      ? []
      : [differ('choices-elsewhere', { ...place, name: after.id, ...origins })];
  });
}

function listPairs(pairs: readonly NodePair[]): Iterable<ListPair> {
  const found = new Map<string, ListPair>();
  for (const { before, after } of pairs) {
    if (before.choices === null || after.choices === null) continue;
    const [one, other] = [before.choices, after.choices];
    const key = JSON.stringify([one, other].map(({ id, value, label }) => [id, value, label]));
    const known = found.get(key);
    if (known === undefined) found.set(key, { before: one, after: other, paths: [after.path] });
    else known.paths.push(after.path);
  }
  return found.values();
}

/** File, list or answers from which choices come, in few words, with the columns that are read. */
function originOf({ instances }: Form, { id, value, label }: ChoiceSource): string {
  const instance = instances.find((one) => one.id === id);
  const name = instance?.kind === 'external' ? instance.src.replace(/^jr:\/\/[^/]+\//, '') : id;
  return `${name} (${value}, ${label})`;
}

interface ChoiceContext {
  readonly place: ListPlace;
  readonly languages: readonly LanguagePair[];
}

function compareChoices(before: ListedChoices, after: ListedChoices, context: ChoiceContext): FormDifference[] {
  const { place, languages } = context;
  const found: FormDifference[] = [];
  const renamed = findRenamed(before, after, languages);
  for (const [key, choice] of before) {
    const present = after.get(key);
    const other = renamed.get(choice);
    if (present !== undefined) found.push(...compareChoice(choice, present, context));
    else if (other !== undefined) {
      const values = { before: choice.value, after: other.value };
      found.push(differ('choice-value-changed', { ...place, name: choice.value, ...values }));
    } else if (!after.has(choice.value)) {
      found.push(
        differ('choice-removed', { ...place, name: choice.value, before: wordsOf(choice, languages, 'before') }),
      );
    }
  }
  const known = new Set(renamed.values());
  for (const [key, choice] of after) {
    if (before.has(key) || known.has(choice)) continue;
    found.push(differ('choice-added', { ...place, name: choice.value, after: wordsOf(choice, languages, 'after') }));
  }
  return [...found, ...compareChoiceOrder(before, after, place)];
}

/** Choices that are gone → a new one with the same words: it had its value changed. Words that several have tell nothing. */
function findRenamed(
  before: ListedChoices,
  after: ListedChoices,
  languages: readonly LanguagePair[],
): Map<ListedChoice, ListedChoice> {
  const newcomers = new Map<string, ListedChoice | null>();
  for (const [key, choice] of after) {
    if (before.has(key)) continue;
    const words = allWords(choice, languages, 'after');
    newcomers.set(words, newcomers.has(words) ? null : choice);
  }
  const renamed = new Map<ListedChoice, ListedChoice>();
  for (const [key, choice] of before) {
    if (after.has(key)) continue;
    const words = allWords(choice, languages, 'before');
    const other = newcomers.get(words) ?? null;
    if (other === null || labelTexts(choice.text).size === 0) continue;
    renamed.set(choice, other);
    newcomers.delete(words);
  }
  return renamed;
}

function compareChoice(
  before: ListedChoice,
  after: ListedChoice,
  { place, languages }: ChoiceContext,
): FormDifference[] {
  const about = { ...place, name: after.value };
  const columns = { before: before.columns || null, after: after.columns || null };
  const more = columns.before === columns.after ? [] : [differ('choice-columns-changed', { ...about, ...columns })];
  if (isSameText(before.text, after.text)) return more;
  const texts = compareTexts(labelTexts(before.text), labelTexts(after.text), languages).map((of) =>
    differ(wordCode('choice-label', of), { ...about, ...of }),
  );
  const media = compareTexts(mediaTexts(before.text), mediaTexts(after.text), languages).map((of) =>
    differ(wordCode('media', of), { ...about, ...of }),
  );
  return [...texts, ...media, ...more];
}

function compareChoiceOrder(before: ListedChoices, after: ListedChoices, place: ListPlace): FormDifference[] {
  const former = [...before.keys()].filter((key) => after.has(key));
  const present = [...after.keys()].filter((key) => before.has(key));
  const at = former.findIndex((key, index) => key !== present[index]);
  if (at < 0) return [];
  const first = {
    before: before.get(former[at] ?? '')?.value ?? null,
    after: after.get(present[at] ?? '')?.value ?? null,
  };
  return [differ('choice-order-changed', { ...place, name: place.list, ...first })];
}

function wordsOf({ text, value }: ListedChoice, languages: readonly LanguagePair[], side: 'before' | 'after'): string {
  const label = labelTexts(text);
  return label.get(languages[0]?.[side] ?? '') ?? label.get('') ?? [...label.values()][0] ?? value;
}

function allWords({ text }: ListedChoice, languages: readonly LanguagePair[], side: 'before' | 'after'): string {
  const label = labelTexts(text);
  return JSON.stringify(languages.map((pair) => label.get(pair[side]) ?? label.get('') ?? ''));
}

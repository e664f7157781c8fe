import type { Form, TextValue } from '../../form/form.ts';
import { type ChoiceTables, needsItext } from '../choices.ts';
import type { Cell, CellMap } from '../tables/cell.ts';
import { type Element, pathOf, walk } from '../tree/element.ts';
import { hasReference } from '../tree/names.ts';
import type { ReferenceResolver } from '../tree/resolve-references.ts';
import { cutText } from './output-texts.ts';

/** A text of one language before it is cut: `form` null, the text itself. */
interface Entry {
  readonly text: string;
  readonly context: Element | null;
}

/** Language → id → form → text. */
type Collected = Map<string, Map<string, Map<string, Entry>>>;

const LONG = '';
const FOLDERS: Readonly<Record<string, string>> = {
  image: 'images',
  'big-image': 'images',
  audio: 'audio',
  video: 'video',
};

/** All that stands among the translations; every language has the same ids and forms, `-` where a text is missing. */
export function makeItext(
  form: Element,
  choices: ChoiceTables,
  { resolver, defaultLanguage }: { resolver: ReferenceResolver; defaultLanguage: string },
): Pick<Form, 'languages' | 'itext'> {
  const collected: Collected = new Map();
  for (const table of choices.values()) if (needsItext(table)) collectChoices(collected, table, defaultLanguage);
  for (const element of walk(form)) collectElement(collected, element, defaultLanguage);
  fillGaps(collected);
  const itext = new Map<string, Map<string, readonly TextValue[]>>();
  for (const [language, texts] of collected) {
    for (const [id, forms] of texts) {
      const values = itext.get(id) ?? new Map();
      values.set(language, valuesOf(forms, resolver));
      itext.set(id, values);
    }
  }
  const languages = [...collected.keys()].map((name) => ({ name, isDefault: name === defaultLanguage }));
  return { languages, itext };
}

/** The texts of a question that stand among the translations, and under which id. */
export function itextIdOf(element: Element, part: string): string {
  return `${pathOf(element)}:${part}`;
}

/** Whether the label of an element stands among the translations. */
export function hasItextLabel({ label, media }: Element): boolean {
  return label instanceof Map || media.size > 0;
}

/** Whether a message of a bind stands among the translations. */
export function hasItextMessage(cell: Cell, isPlainAllowed: boolean): boolean {
  return cell instanceof Map || (!isPlainAllowed && hasReference(cell));
}

function put(collected: Collected, at: { language: string; id: string; form: string }, entry: Entry): void {
  const texts = collected.get(at.language) ?? new Map<string, Map<string, Entry>>();
  collected.set(at.language, texts);
  const forms = texts.get(at.id) ?? new Map<string, Entry>();
  texts.set(at.id, forms);
  forms.set(at.form, entry);
}

/** The languages of a cell; a text without a language is in the default one. */
function byLanguage(cell: Cell, defaultLanguage: string): [language: string, text: string][] {
  if (typeof cell === 'string') return [[defaultLanguage, cell]];
  return [...cell].flatMap(([language, text]) =>
    typeof text === 'string' ? [[language, text] as [string, string]] : [],
  );
}

function collectChoices(
  collected: Collected,
  { name, choices }: { name: string; choices: readonly { label: Cell | null; media: CellMap }[] },
  defaultLanguage: string,
): void {
  choices.forEach(({ label, media }, index) => {
    const id = `${name}-${index}`;
    const add = (cell: Cell, form: string) => {
      for (const [language, text] of byLanguage(cell, defaultLanguage)) {
        put(collected, { language, id, form }, { text, context: null });
      }
    };
    if (label !== null) add(label, LONG);
    for (const [form, cell] of media) add(cell, form);
  });
}

function collectElement(collected: Collected, element: Element, defaultLanguage: string): void {
  const add = (part: string, cell: Cell, form = LONG) => {
    for (const [language, text] of byLanguage(cell, defaultLanguage)) {
      put(collected, { language, id: itextIdOf(element, part), form }, { text, context: element });
    }
  };
  for (const name of ['jr:constraintMsg', 'jr:requiredMsg', 'jr:noAppErrorString']) {
    const message = element.bind?.get(name);
    if (message !== undefined && hasItextMessage(message, name === 'jr:noAppErrorString')) add(name, message);
  }
  const { label, hint, guidance } = element;
  if (label !== null && hasItextLabel(element)) add('label', label);
  if (hint !== null && (hint instanceof Map || guidance !== null)) add('hint', hint);
  if (guidance !== null) add('hint', guidance, 'guidance');
  for (const [form, cell] of mediaOf(element)) {
    for (const [language, text] of byLanguage(cell, defaultLanguage)) {
      put(collected, { language, id: itextIdOf(element, 'label'), form }, { text, context: null });
    }
  }
}

function mediaOf({ media }: Element): CellMap {
  const unnamed = media.get('default');
  return unnamed instanceof Map ? unnamed : media;
}

function fillGaps(collected: Collected): void {
  const wanted = new Map<string, Set<string>>();
  for (const texts of collected.values()) {
    for (const [id, forms] of texts) wanted.set(id, new Set([...(wanted.get(id) ?? []), ...forms.keys()]));
  }
  for (const language of collected.keys()) {
    for (const [id, forms] of wanted) {
      for (const form of forms) {
        if (collected.get(language)?.get(id)?.has(form)) continue;
        put(collected, { language, id, form }, { text: '-', context: null });
      }
    }
  }
}

/** Media that are missing in a language are left out; their files lie in folders by kind. */
function valuesOf(forms: ReadonlyMap<string, Entry>, resolver: ReferenceResolver): TextValue[] {
  return [...forms].flatMap(([form, { text, context }]) => {
    const pieces = cutText(text, context, resolver);
    const folder = FOLDERS[form];
    if (folder === undefined) return [{ form: form === LONG ? null : form, pieces }];
    return text === '-' ? [] : [{ form, pieces: [`jr://${folder}/`, ...pieces] }];
  });
}

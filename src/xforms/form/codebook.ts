import type { Bind, BodyControl, BodyNode, Form, TextPiece, Wording } from './form.ts';

/** A choice in the codebook. */
export interface CodebookChoice {
  readonly value: string;
  /** Language → label; under an empty name where the form is not translated. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a reader of the data has to know of one question. */
export interface CodebookEntry {
  readonly path: string;
  readonly name: string;
  /** How it is asked: `input`, `select1`, …; `calculate` for what is computed and not asked. */
  readonly control: string;
  readonly type: string;
  /** Language → question, values of the record in it shown as `${path}`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly relevant: string;
  readonly required: string;
  readonly constraint: string;
  readonly calculation: string;
  /** Choices that are within the form; those of files are not listed. */
  readonly choices: readonly CodebookChoice[];
}

/** The questions of a form in their order, then what is computed: what columns of the data mean. */
export function makeCodebook(form: Form): CodebookEntry[] {
  const binds = new Map(form.binds.map((bind) => [bind.nodeset, bind]));
  const controls = form.body.flatMap(controlsBelow);
  const asked = new Set(controls.map(({ ref }) => ref));
  const computed = form.binds.filter(({ nodeset, calculate }) => calculate !== null && !asked.has(nodeset));
  return [
    ...controls.map((control) => entryOf(form, control, binds.get(control.ref))),
    ...computed.map((bind) => ({
      ...commonOf(bind.nodeset, bind),
      control: 'calculate',
      labels: {},
      choices: [],
    })),
  ];
}

function controlsBelow(node: BodyNode): BodyControl[] {
  return node.kind === 'group' || node.kind === 'repeat' ? node.children.flatMap(controlsBelow) : [node];
}

function commonOf(path: string, bind: Bind | undefined): Omit<CodebookEntry, 'control' | 'labels' | 'choices'> {
  return {
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    type: bind?.type ?? 'string',
    relevant: bind?.relevant?.trim() ?? '',
    required: bind?.required?.trim() ?? '',
    constraint: bind?.constraint?.trim() ?? '',
    calculation: bind?.calculate?.trim() ?? '',
  };
}

function entryOf(form: Form, control: BodyControl, bind: Bind | undefined): CodebookEntry {
  const common = commonOf(control.ref, bind);
  return { ...common, control: control.kind, labels: wordsOf(form, control.label), choices: choicesOf(form, control) };
}

function wordsOf(form: Form, wording: Wording | null): Record<string, string> {
  if (wording === null) return {};
  if (wording.kind === 'inline') {
    const text = showPieces(wording.pieces);
    return text === '' ? {} : { '': text };
  }
  const words: Record<string, string> = {};
  for (const [language, values] of form.itext.get(wording.id) ?? []) {
    const text = values.find((value) => value.form === null);
    if (text !== undefined) words[language] = showPieces(text.pieces);
  }
  return words;
}

function showPieces(pieces: readonly TextPiece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.output.trim()}}`)).join('');
}

function choicesOf(form: Form, { choices }: BodyControl): CodebookChoice[] {
  if (choices === null) return [];
  if (choices.kind === 'items') {
    return choices.items.map(({ value, label }) => ({ value, labels: wordsOf(form, label) }));
  }
  const list = /instance\('([^']+)'\)/.exec(choices.nodeset)?.[1];
  const instance = form.instances.find(({ id }) => id === list);
  if (instance?.kind !== 'internal') return [];
  const { columns, rows } = instance.items;
  const [value, label, itextId] = [choices.value, 'label', 'itextId'].map((column) => columns.indexOf(column));
  return rows.map((row) => {
    const id = row[itextId ?? -1] ?? null;
    const text = row[label ?? -1] ?? '';
    const labels = id === null ? { '': text } : wordsOf(form, { kind: 'itext', id });
    return { value: row[value ?? -1] ?? '', labels };
  });
}

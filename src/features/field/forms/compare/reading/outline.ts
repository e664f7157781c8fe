import type { Bind, BodyControl, Form, InstanceNode } from '../../../../../xforms/form/form.ts';
import { type FormIndex, indexForm } from './index-form.ts';
import { type ChoiceSource, readSource } from './read-source.ts';
import { guidanceTexts, labelTexts, mediaTexts, type TextsByLanguage } from './read-texts.ts';

/** What a node of the record is for the one who fills it in; a note is shown and takes no answer. */
export type NodeKind = 'question' | 'group' | 'repeat' | 'note';

/** A rule of a node, as the codes of differences name it. */
export type RuleName =
  | 'relevant'
  | 'required'
  | 'readonly'
  | 'constraint'
  | 'calculation'
  | 'default'
  | 'choice-filter'
  | 'repeat-count'
  | 'appearance'
  | 'parameters';

/** Texts of a node; hint and guidance count as one, and so do both messages. */
export type TextPart = 'label' | 'hint' | 'message' | 'media';

/** A question, group or repeat of a form with all that two forms are compared by. */
export interface OutlineNode {
  readonly kind: NodeKind;
  /** What it is matched by: its path below the root, or where its name was made up, its text. */
  readonly key: string;
  readonly path: string;
  readonly name: string;
  /** Key of the group or repeat in which it stands; empty at the top. */
  readonly parent: string;
  /** Key of the innermost repeat in which it stands; empty outside of repeats. */
  readonly repeat: string;
  /** Its type in the words of XLSForm: `integer`, `select_one`, `text`, …. */
  readonly type: string;
  /** Expression or value of each rule; empty where there is none. */
  readonly rules: Readonly<Record<RuleName, string>>;
  readonly texts: readonly (readonly [TextPart, TextsByLanguage])[];
  readonly choices: ChoiceSource | null;
}

/** The nodes of a form by key, in the order of the record. */
export type Outline = ReadonlyMap<string, OutlineNode>;

interface Place {
  readonly path: string;
  readonly key: string;
  readonly repeat: string;
}

/** Names that the converter makes up, with the number of a row in them. */
const MADE_UP = /^(generated_note_name|generated_table_list_label|reserved_name_for_field_list_labels)_\d+$/;
const TYPE_WORDS: Readonly<Record<string, string>> = { string: 'text', int: 'integer', 'odk:rank': 'rank' };
const MEDIA_WORDS: Readonly<Record<string, string>> = { 'application/*': 'file' };
const CONTROL_WORDS: Readonly<Record<string, string>> = {
  select1: 'select_one',
  select: 'select_multiple',
  rank: 'rank',
  trigger: 'acknowledge',
};

/** Reads what questions, groups and repeats a form has: all that stands below the root of its record. */
export function outlineOf(form: Form): Outline {
  const nodes = new Map<string, OutlineNode>();
  const index = indexForm(form);
  gather(form.root, { path: `/${form.root.name}`, key: '', repeat: '' }, { index, nodes });
  return nodes;
}

function gather(
  parent: InstanceNode,
  place: Place,
  reading: { readonly index: FormIndex; readonly nodes: Map<string, OutlineNode> },
): void {
  for (const child of parent.children) {
    const node = readNode(child, place, reading.index);
    // A repeat stands there twice, as a template and as its first copy.
    if (reading.nodes.has(node.key)) continue;
    reading.nodes.set(node.key, node);
    const repeat = node.kind === 'repeat' ? node.key : place.repeat;
    gather(child, { path: node.path, key: node.key, repeat }, reading);
  }
}

function readNode(node: InstanceNode, place: Place, index: FormIndex): OutlineNode {
  const path = `${place.path}/${node.name}`;
  const control = index.controls.get(path);
  const bind = index.binds.get(path);
  const kind = kindOf(node, path, index);
  const texts = readTexts(path, index);
  return {
    kind,
    key: `${place.key}/${MADE_UP.test(node.name) ? `${kind}:${[...(texts[0]?.[1] ?? [])].join('\n')}` : node.name}`,
    path,
    name: node.name,
    parent: place.key,
    repeat: place.repeat,
    type: kind === 'question' ? typeOf(control, bind) : kind,
    rules: readRules(node, path, index),
    texts,
    choices: control === undefined ? null : readSource(control),
  };
}

function kindOf(node: InstanceNode, path: string, { repeats, groups, controls, binds, ...index }: FormIndex): NodeKind {
  if (node.isTemplate || repeats.has(path)) return 'repeat';
  if (node.children.length > 0 || groups.has(path)) return 'group';
  const control = controls.get(path);
  const bind = binds.get(path);
  const isFilled = node.value !== null || (bind?.calculate ?? bind?.preload ?? null) !== null;
  const isSet = index.defaults.has(path) || index.triggered.has(path);
  const isText = control?.kind === 'input' && (bind?.type ?? 'string') === 'string';
  return isText && bind?.readonly === 'true()' && !isFilled && !isSet ? 'note' : 'question';
}

function typeOf(control: BodyControl | undefined, bind: Bind | undefined): string {
  if (control?.attributes.has('query') === true) return 'select_one';
  const chosen = CONTROL_WORDS[control?.kind ?? ''];
  if (chosen !== undefined) return chosen;
  const medium = control?.kind === 'upload' ? control.attributes.get('mediatype') : undefined;
  if (medium !== undefined) return MEDIA_WORDS[medium] ?? medium.replace(/\/\*$/, '');
  const type = (bind?.type ?? 'string').replace(/^xsd?:/, '');
  return TYPE_WORDS[type] ?? type;
}

function readRules(node: InstanceNode, path: string, index: FormIndex): OutlineNode['rules'] {
  const bind = index.binds.get(path);
  const control = index.controls.get(path);
  const repeat = index.repeats.get(path);
  const source = control === undefined ? null : readSource(control);
  const preload = bind?.preload ? `${bind.preload} ${bind.preloadParams ?? ''}`.trim() : null;
  return {
    relevant: expression(bind?.relevant),
    required: expression(bind?.required),
    readonly: expression(bind?.readonly),
    constraint: expression(bind?.constraint),
    calculation: expression(bind?.calculate ?? index.triggered.get(path) ?? preload),
    default: index.defaults.get(path) ?? node.value ?? '',
    'choice-filter': source?.filter ?? '',
    'repeat-count': expression(repeat?.count),
    appearance: control?.appearance ?? repeat?.appearance ?? index.groups.get(path)?.appearance ?? '',
    parameters: readParameters(path, index, source),
  };
}

/** An expression as it is compared; one that always says no is as good as none. */
function expression(written: string | null | undefined): string {
  const text = (written ?? '').trim();
  return text === 'false()' ? '' : text;
}

function readParameters(path: string, index: FormIndex, source: ChoiceSource | null): string {
  const own = index.controls.get(path) ?? index.repeats.get(path) ?? index.groups.get(path);
  const said = [...(own?.attributes ?? []), ...(index.binds.get(path)?.attributes ?? [])];
  const parts = said
    .filter(([name]) => !['query', 'mediatype'].includes(name))
    .map(([name, value]) => `${name}=${value}`);
  return [...parts.sort(), ...(source === null || source.order === '' ? [] : [source.order])].join(' ');
}

function readTexts(path: string, { form, ...index }: FormIndex): OutlineNode['texts'] {
  const shown = index.controls.get(path) ?? index.groups.get(path) ?? null;
  const bind = index.binds.get(path);
  const label = shown?.label ?? null;
  const hint = shown?.hint ?? null;
  return [
    ['label', labelTexts({ form, wording: label })],
    ['hint', labelTexts({ form, wording: hint })],
    ['hint', guidanceTexts({ form, wording: hint })],
    ['message', labelTexts({ form, wording: bind?.constraintMessage ?? null })],
    ['message', labelTexts({ form, wording: bind?.requiredMessage ?? null })],
    ['media', mediaTexts({ form, wording: label })],
  ];
}

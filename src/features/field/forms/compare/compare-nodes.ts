import { compareTexts, type LanguagePair, wordCode } from './compare-texts.ts';
import { type DifferenceCode, differ, type FormDifference } from './difference.ts';
import { followMoves, type Moves, movesOf } from './follow-moves.ts';
import type { MatchedNodes, NodePair } from './match-nodes.ts';
import type { Outline, OutlineNode, RuleName } from './reading/outline.ts';

/** What became of each question, group and repeat, in the order of the older form; what is new comes last. */
export function compareNodes(
  { pairs, removed, added }: MatchedNodes,
  languages: readonly LanguagePair[],
): FormDifference[] {
  const renamed = new Map(pairs.map(({ before, after }) => [before.key, after.key]));
  const moves = movesOf(pairs);
  const gone = removed.map((node) =>
    differ(`${node.kind}-removed`, { ...about(node), before: firstText(node, languages, 'before') }),
  );
  const changed = pairs.flatMap((pair) => [
    ...comparePlace(pair, renamed),
    ...compareKind(pair),
    ...compareRules(pair, moves),
    ...compareNodeTexts(pair, languages),
  ]);
  const come = added.map((node) =>
    differ(`${node.kind}-added`, { ...about(node), after: firstText(node, languages, 'after') }),
  );
  return [...gone, ...changed, ...come];
}

function about({ path, name }: OutlineNode): Pick<FormDifference, 'paths' | 'name'> {
  return { paths: [path], name };
}

function firstText({ texts, type }: OutlineNode, languages: readonly LanguagePair[], side: 'before' | 'after'): string {
  const label = texts[0]?.[1];
  const language = languages[0]?.[side] ?? '';
  return label?.get(language) ?? label?.get('') ?? [...(label?.values() ?? [])][0] ?? type;
}

/** `renamed`: key of the older form → key of the counterpart, so that a repeat that moved with all its members is no other one. */
function comparePlace({ before, after }: NodePair, renamed: ReadonlyMap<string, string>): FormDifference[] {
  const found: FormDifference[] = [];
  if (before.key !== after.key) {
    found.push(differ(`${after.kind}-moved`, { ...about(after), before: before.path, after: after.path }));
  }
  if ((renamed.get(before.repeat) ?? before.repeat) === after.repeat) return found;
  const repeats = { before: before.repeat || null, after: after.repeat || null };
  return [...found, differ(`${after.kind}-repeated`, { ...about(after), ...repeats })];
}

function compareKind({ before, after }: NodePair): FormDifference[] {
  if (before.kind !== after.kind) {
    const kinds = { ...about(after), before: before.kind, after: after.kind };
    if (before.kind === 'note' && after.kind === 'question') return [differ('question-added', kinds)];
    if (before.kind === 'question' && after.kind === 'note') return [differ('question-removed', kinds)];
    return [differ('kind-changed', kinds)];
  }
  if (before.type === after.type) return [];
  const isSelect = [before.type, after.type].every((type) => type === 'select_one' || type === 'select_multiple');
  const code: DifferenceCode = isSelect ? 'select-changed' : 'type-changed';
  return [differ(code, { ...about(after), before: before.type, after: after.type })];
}

function compareRules({ before, after }: NodePair, moves: Moves): FormDifference[] {
  const names = Object.keys(after.rules) as RuleName[];
  return names
    .filter((rule) => followMoves(before.rules[rule], moves) !== after.rules[rule])
    .map((rule) => {
      const rules = { before: before.rules[rule] || null, after: after.rules[rule] || null };
      return differ(`${rule}-changed`, { ...about(after), ...rules });
    });
}

function compareNodeTexts({ before, after }: NodePair, languages: readonly LanguagePair[]): FormDifference[] {
  return after.texts.flatMap(([part, texts], at) => {
    const former = before.texts[at]?.[1] ?? new Map<string, string>();
    return compareTexts(former, texts, languages).map((of) => differ(wordCode(part, of), { ...about(after), ...of }));
  });
}

/** Groups whose members stand in another order than before; who came, went or moved is not looked at. */
export function compareOrder(pairs: readonly NodePair[], after: Outline): FormDifference[] {
  const stayed = pairs.filter((pair) => pair.before.key === pair.after.key).map((pair) => pair.after);
  const kept = new Set(stayed);
  const former = namesByParent(stayed);
  const present = namesByParent([...after.values()].filter((node) => kept.has(node)));
  return [...former].flatMap(([parent, names]) => {
    const now = (present.get(parent) ?? []).join(', ');
    const then = names.join(', ');
    if (now === then) return [];
    const group = after.get(parent);
    return [differ('order-changed', { ...(group === undefined ? {} : about(group)), before: then, after: now })];
  });
}

function namesByParent(nodes: readonly OutlineNode[]): Map<string, string[]> {
  const byParent = new Map<string, string[]>();
  for (const { parent, name } of nodes) {
    const names = byParent.get(parent) ?? [];
    names.push(name);
    byParent.set(parent, names);
  }
  return byParent;
}

import type { FormExtras } from '../../../../xforms/xlsform/extras/read-extras.ts';
import type { NodePair } from './match-nodes.ts';

/** Path in the older form → path in the newer one, for what stands in another place. */
export type Moves = ReadonlyMap<string, string>;

/** Which paths have changed. */
export function movesOf(pairs: readonly NodePair[]): Moves {
  const moved = pairs.filter(({ before, after }) => before.path !== after.path);
  return new Map(moved.map(({ before, after }) => [before.path, after.path]));
}

/** An expression of the older form with the paths of the newer one, so that a question that moved counts as the same. */
export function followMoves(expression: string, moves: Moves): string {
  if (moves.size === 0) return expression;
  return expression.replace(/'[^']*'|"[^"]*"|\/[^\s,()[\]=!<>+*|'"]+/g, (part) => moves.get(part) ?? part);
}

/** What the sheets of our own say of the older form, with the paths of the newer one. */
export function moveExtras(extras: FormExtras, moves: Moves): FormExtras {
  if (moves.size === 0) return extras;
  const follow = (text: string) => followMoves(text, moves);
  const followAny = (text: string | null) => (text === null ? null : follow(text));
  const followKey = <V>([path, value]: readonly [string, V]) => [moves.get(path) ?? path, value] as const;
  return {
    checks: extras.checks.map((check) => ({ ...check, condition: follow(check.condition) })),
    figures: extras.figures.map((figure) => ({
      ...figure,
      numerator: follow(figure.numerator),
      denominator: followAny(figure.denominator),
      filter: followAny(figure.filter),
      weight: followAny(figure.weight),
    })),
    obligations: new Map([...extras.obligations].map(followKey)),
    classes: new Map([...extras.classes].map(followKey)),
  };
}

/** The values of an answer of several, in its order. */
export function chosenValues(answer: string): readonly string[] {
  return answer.split(' ').filter(Boolean);
}

/** The answer with `value` chosen or no longer so: the values that can be chosen, in the order of the choices. */
export function toggleValue(answer: string, value: string, choices: readonly { readonly value: string }[]): string {
  const chosen = new Set(chosenValues(answer));
  if (!chosen.delete(value)) chosen.add(value);
  return choices.flatMap((choice) => (chosen.has(choice.value) ? [choice.value] : [])).join(' ');
}

/** `values` with the one at `from` moved to `to`; places outside are taken as the nearest end. */
export function moveValue(values: readonly string[], from: number, to: number): readonly string[] {
  const moved = values[from];
  if (moved === undefined) return values;
  const rest = values.filter((_, at) => at !== from);
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), moved, ...rest.slice(place)];
}

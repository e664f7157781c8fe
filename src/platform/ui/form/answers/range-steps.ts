/** What a range goes through, from its attributes; numbers as canonical texts so that 0.1 + 0.2 is 0.3. */
export interface RangeSteps {
  readonly lowest: number;
  readonly highest: number;
  readonly step: number;
  /** The form counts down. */
  readonly isReversed: boolean;
  /** Where ticks stand. */
  readonly ticks: readonly number[];
  /** Where the thumb rests while nothing is chosen. */
  readonly rest: number;
}

/** At most so many ticks or entries are drawn. */
const MOST_DRAWN = 200;

/** Reads `start`, `end`, `step`, `tick-interval`, `placeholder` of a range; whatever is missing or makes no range is taken as of 1 to 10. */
export function readRange(attributes: Readonly<Record<string, string>>): RangeSteps {
  const read = (name: string, fallback: number) => {
    const number = Number(attributes[name] ?? attributes[`odk:${name}`] ?? Number.NaN);
    return Number.isFinite(number) ? number : fallback;
  };
  const [start, end] = [read('start', 1), read('end', 10)];
  const size = Math.abs(read('step', 1)) || 1;
  const [lowest, highest] = [Math.min(start, end), Math.max(start, end)];
  const interval = Math.abs(read('tick-interval', size)) || size;
  const middle = lowest + Math.floor((highest - lowest) / size / 2) * size;
  const steps = { lowest, highest, step: size, isReversed: start > end, rest: read('placeholder', middle) };
  return { ...steps, ticks: numbersOf({ ...steps, step: interval }) };
}

/** The numbers of a range in the order of the form, `MOST_DRAWN` at most. */
export function numbersOf(range: Omit<RangeSteps, 'ticks' | 'rest'>): readonly number[] {
  const count = Math.floor((range.highest - range.lowest) / range.step + 1e-9) + 1;
  if (count > MOST_DRAWN) return [range.lowest, range.highest];
  const numbers = Array.from({ length: count }, (_, at) =>
    Number(canonicalStep(range, range.lowest + at * range.step)),
  );
  return range.isReversed ? numbers.reverse() : numbers;
}

/** The canonical text of a number of the range, with as many decimals as start and step have. */
export function canonicalStep(range: Pick<RangeSteps, 'lowest' | 'step'>, value: number): string {
  const decimals = Math.max(decimalsOf(range.lowest), decimalsOf(range.step));
  return String(Number(value.toFixed(decimals)));
}

function decimalsOf(number: number): number {
  return /\.(\d+)$/.exec(String(number))?.[1]?.length ?? 0;
}

/** An exact number ≥ 0: numerator over denominator (> 0), in lowest terms. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Certainty. */
export const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** The fraction in lowest terms. @throws RangeError unless numerator ≥ 0 and denominator > 0. */
export function fraction(numerator: number | bigint, denominator: number | bigint): Fraction {
  const [above, below] = [BigInt(numerator), BigInt(denominator)];
  if (above < 0n || below <= 0n) throw new RangeError(`Expected a fraction of at least 0 but found ${above}/${below}`);
  const divisor = commonDivisor(above, below);
  return { numerator: above / divisor, denominator: below / divisor };
}

/** The product, exactly. */
export function multiply(one: Fraction, other: Fraction): Fraction {
  return fraction(one.numerator * other.numerator, one.denominator * other.denominator);
}

/** The nearest number that arithmetic can go on with; a unit in the last place off where a term has more than 53 bits. */
export function toNumber({ numerator, denominator }: Fraction): number {
  return Number(numerator) / Number(denominator);
}

/** `3/40`; whole numbers without a line. */
export function formatFraction({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}

function commonDivisor(one: bigint, other: bigint): bigint {
  let [larger, smaller] = [one, other];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** A reason has so many characters at most. */
export const LONGEST_REASON = 1000;

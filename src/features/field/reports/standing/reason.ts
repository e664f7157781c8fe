/** A reason has so many characters at most. */
export const LONGEST_REASON = 1000;

/** A comment has so many characters at most. */
export const LONGEST_COMMENT = 4_000;

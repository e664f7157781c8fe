/**
 * Why the program cannot go on, said to the person at the terminal: printed as it stands, without a stack. Action, colon,
 * what was found, what is wanted.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Why the program cannot be prepared: its message is for the person at the terminal, without a stack. */
export class Obstacle extends Error {}

/** Lets those who work on the same name do so one after another; all others go side by side. */
export class TurnsByName {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does `work` when all who came before with that name have ended, well or not. */
  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    const own = before === undefined ? work() : before.then(work, work);
    this.last.set(name, own);
    const leave = () => {
      if (this.last.get(name) === own) this.last.delete(name);
    };
    own.then(leave, leave);
    return own;
  }
}

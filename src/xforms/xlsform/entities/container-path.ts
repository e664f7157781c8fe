/** A group, repeat or the form on the way to something. */
export interface ContainerStep {
  readonly name: string;
  readonly type: string;
}

/** The form and the groups and repeats on the way. */
export type ContainerPath = readonly ContainerStep[];

/** The way to what stands in no group. */
export const FORM_PATH: ContainerPath = [{ name: 'survey', type: 'survey' }];

/** The path as a text by which two are compared and told to people. */
export function showPath(path: ContainerPath): string {
  return `/${path.map(({ name }) => name).join('/')}`;
}

/** The way to the innermost repeat, or to the form: within it, one answer belongs to one entity. */
export function scopeOf(path: ContainerPath): ContainerPath {
  for (let length = path.length; length > 1; length -= 1) {
    if (path[length - 1]?.type === 'repeat') return path.slice(0, length);
  }
  return path.slice(0, 1);
}

/** How many repeats lie on the way. */
export function repeatsOn(path: ContainerPath): number {
  return path.slice(1).filter(({ type }) => type === 'repeat').length;
}

/** How many groups lie below the innermost repeat. */
export function groupsInScope(path: ContainerPath): number {
  return path.length - scopeOf(path).length;
}

/** Whether a path leads through another one. */
export function beginsWith(path: ContainerPath, start: ContainerPath): boolean {
  return start.length <= path.length && start.every((step, at) => isSameStep(step, path[at]));
}

/** Whether two paths are one. */
export function isSamePath(a: ContainerPath, b: ContainerPath): boolean {
  return a.length === b.length && beginsWith(a, b);
}

/** What paths have in common from the start. */
export function commonPath(paths: readonly ContainerPath[]): ContainerPath {
  const [first = [], ...others] = paths;
  let length = Math.min(...paths.map((path) => path.length));
  while (length > 0 && !others.every((other) => beginsWith(other, first.slice(0, length)))) length -= 1;
  return first.slice(0, length);
}

function isSameStep(a: ContainerStep, b: ContainerStep | undefined): boolean {
  return a.name === b?.name && a.type === b.type;
}

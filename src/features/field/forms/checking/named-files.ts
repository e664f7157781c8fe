import type { Form, InstanceNode } from '../../../../xforms/form/form.ts';

/** A file that a form names and that has to come beside it. */
export interface NamedFile {
  readonly name: string;
  /** `jr://file-csv/stations.csv`: as expressions and texts name it. */
  readonly src: string;
  /** `table`: expressions read it, and the form does not open without it; `media`: it is shown or heard. */
  readonly kind: 'table' | 'media';
}

const JR = /^jr:\/\/(?:file|file-csv|images|audio|video)\/(.+)$/;

/** The files that a form needs, each once: tables first, then media, each in the order in which the form names them. */
export function filesNamedIn(form: Form): NamedFile[] {
  const tables = form.instances.flatMap((instance) => (instance.kind === 'external' ? [instance.src] : []));
  const media = [...shownIn(form), ...defaultsBelow(form.root)];
  const named = new Map<string, NamedFile>();
  const add = (src: string, kind: NamedFile['kind']) => {
    const name = JR.exec(src)?.[1];
    if (name !== undefined && !named.has(name)) named.set(name, { name, src, kind });
  };
  for (const src of tables) add(src, 'table');
  for (const src of media) add(src, 'media');
  return [...named.values()];
}

/** Pictures, sounds and films of texts. */
function shownIn(form: Form): string[] {
  const values = [...form.itext.values()].flatMap((languages) => [...languages.values()].flat());
  return values.flatMap(({ form: kind, pieces }) => {
    // Where answers are part of a name, nobody knows it beforehand.
    const isFixed = pieces.every((piece) => typeof piece === 'string');
    return kind !== null && kind !== 'guidance' && isFixed ? [pieces.join('')] : [];
  });
}

/** Pictures that answer a question beforehand. */
function defaultsBelow(node: InstanceNode): string[] {
  const own = node.value?.startsWith('jr://') ? [node.value] : [];
  return [...own, ...node.children.flatMap(defaultsBelow)];
}

/** Most files beside one form, and the size of each in bytes. */
export const FORM_FILE_LIMITS = { files: 100, fileBytes: 20_000_000 } as const;

/**
 * Whether `name` may name a file beside a form: one name without folders, as phones keep it. Windows, macOS and Android
 * refuse some of these characters.
 */
export function isFormFileName(name: string): boolean {
  return name.length > 0 && name.length <= 200 && !/[\\/:*?"<>|]|\p{C}/u.test(name) && !/^\.|\.$|^\s|\s$/.test(name);
}

import { must } from '../../../kernel/result.ts';
import type { ItemTable } from '../../../xforms/form/form.ts';
import { readItems } from '../../../xforms/openrosa/read-items.ts';
import type { FormPackage } from '../../../xforms/package/form-package.ts';
import { api } from '../api.ts';

/** A version of a form with everything that is needed to fill it. */
export interface FormToFill {
  readonly package: FormPackage;
  /** Tables that it reads, by their `src`. */
  readonly tables: ReadonlyMap<string, ItemTable>;
  /** Address of a file that lies beside it. */
  readonly urlOf: (fileName: string) => string | null;
}

const TABLE = /^jr:\/\/(?:file|file-csv)\/(.+)$/;

/**
 * Fetches a published version of a form and what it reads.
 *
 * @param path `/api/missions/coast/forms/visit/versions/3`
 * @throws ApiProblem as `api.get` does.
 */
export async function loadFormToFill(path: string): Promise<FormToFill> {
  const form = await api.get<FormPackage>(`${path}/package.json`);
  const urlOf = (name: string) => `${path}/files/${encodeURIComponent(name)}`;
  const named = Object.values(form.core.instances).flatMap((packed) => {
    const name = 'src' in packed ? TABLE.exec(packed.src)?.[1] : undefined;
    return 'src' in packed && name !== undefined ? [{ src: packed.src, name }] : [];
  });
  const tables = await Promise.all(
    named.map(async ({ src, name }) => {
      const read = readItems(await (await api.download(urlOf(name))).text(), name);
      return [
        src,
        must(read.ok ? read.value : null, `Open ${path}: ${name} was readable when it was published`),
      ] as const;
    }),
  );
  return { package: form, tables: new Map(tables), urlOf };
}

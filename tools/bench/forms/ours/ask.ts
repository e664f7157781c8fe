import type { ItemTable } from '../../../../src/xforms/form/form.ts';
import type { FormPackage } from '../../../../src/xforms/package/form-package.ts';

/** What the server hands over. */
export interface Handed {
  readonly package: FormPackage;
  readonly data: readonly (readonly [src: string, table: ItemTable])[];
}

const form = new URLSearchParams(location.search).get('form') ?? '';

/** The form, asked for before anything else of the page runs. */
export const handedOver: Promise<Handed> = fetch(`/forms/${form}/package.json`).then((reply) => reply.json());

import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import type { CheckedForm } from '../../checking/check-form.ts';
import type { FormFile } from '../../form-replies.ts';

/** What a view of a form shows: its draft, or one of its versions. */
export interface FormSubject {
  /** Null: the draft. */
  readonly number: number | null;
  readonly workbook: Workbook;
  readonly checked: CheckedForm;
  /** What lies beside it. */
  readonly files: readonly FormFile[];
  /** Address below which these files are. */
  readonly filesPath: string;
  /** Address below which its paper is. */
  readonly paperPath: string;
}

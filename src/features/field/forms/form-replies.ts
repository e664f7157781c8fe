import type { FormFault } from '../../../xforms/form/form-fault.ts';
import type { Workbook } from '../../../xforms/workbook/workbook.ts';
import type { DecidedAct, FormState } from './observation-form.ts';

/** Language, as the form names it → its title in it; null: it has one title. */
export type Titles = Readonly<Record<string, string>> | null;

/** A form in a list. */
export interface ListedForm {
  readonly formId: string;
  readonly title: string;
  readonly titles: Titles;
  readonly state: FormState;
  /** The newest version; null: nothing was published. */
  readonly version: VersionHead | null;
  readonly draft: DraftHead | null;
}

/** What is told of a version without its contents. */
export interface VersionHead {
  readonly number: number;
  readonly title: string;
  readonly titles: Titles;
  readonly version: string | null;
  readonly questions: number;
  readonly languages: readonly string[];
  readonly authorName: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly reason: string | null;
  readonly warnings: readonly FormFault[];
  readonly files: readonly FormFile[];
}

/** What is told of a draft without its contents. */
export interface DraftHead {
  /** Of the workbook: no two states of the drafts of a form have the same one. */
  readonly revision: number;
  /** Of what lies beside it. */
  readonly filesRevision: number;
  /** Number of the version that it began from; null: none. */
  readonly base: number | null;
  readonly sourceName: string;
  readonly editorName: string;
  /** ISO 8601 in UTC. */
  readonly changedAt: string;
}

/** A file that lies beside a draft or a version. */
export interface FormFile {
  readonly name: string;
  readonly bytes: number;
}

/** A draft with all that is needed to work on it. */
export interface DraftReply extends DraftHead {
  readonly workbook: Workbook;
  readonly files: readonly FormFile[];
}

/** A form with everything but the contents of its versions. */
export interface FormReply {
  readonly formId: string;
  readonly state: FormState;
  /** Oldest first. */
  readonly acts: readonly DecidedAct[];
  /** Newest first. */
  readonly versions: readonly VersionHead[];
  readonly draft: DraftReply | null;
}

/** What a change of a draft leads to: the revision of its workbook, which files beside it do not change. */
export interface SavedDraft {
  readonly formId: string;
  readonly revision: number;
}

/** What the register could fill. */
export interface FilledReply extends SavedDraft {
  /** Names of the files that were written; those that the form does not name or the register has no rows for are left out. */
  readonly names: readonly string[];
  /** The same files, with how many rows each has below its header. */
  readonly files: readonly { readonly name: string; readonly rows: number }[];
}

/** What publishing leads to. */
export interface PublishedReply {
  readonly number: number;
}

/** A version with its workbook. */
export interface VersionReply extends VersionHead {
  readonly sourceName: string;
  readonly workbook: Workbook;
}

/** A template that comes with the program. */
export interface TemplateReply {
  readonly name: string;
  readonly workbook: Workbook;
}

/** Where questions can be taken from. */
export interface BankReply {
  readonly templates: readonly TemplateReply[];
  /** The newest versions of the forms of the mission. */
  readonly forms: readonly { readonly formId: string; readonly title: string; readonly workbook: Workbook }[];
  /** Those whose workbooks are too large to be sent along. */
  readonly leftOut: readonly { readonly formId: string; readonly title: string }[];
}

/** A form on paper, to look at. */
export interface PaperReply {
  /** A drawing (SVG) for each of the first pages. */
  readonly pages: readonly string[];
  /** How many pages there are. */
  readonly pageCount: number;
}

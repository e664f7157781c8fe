import type { Cells } from '../../../../../kernel/record.ts';

/** What somebody had typed into a form and not saved. */
export interface Draft {
  readonly cells: Cells;
  readonly reason: string;
}

/** Where the unsaved text of one form is kept: in this tab of the browser, until it is saved or given up. */
export interface DraftPlace {
  readonly find: () => Draft | null;
  readonly keep: (draft: Draft) => void;
  readonly forget: () => void;
}

/** The place for the form that is called `name`: the election, kind and key that it is about. */
export function draftPlace(name: string): DraftPlace {
  const key = `scrutineer.draft:${name}`;
  return {
    find: () => parseDraft(sessionStorage.getItem(key)),
    keep: (draft) => sessionStorage.setItem(key, JSON.stringify(draft)),
    forget: () => sessionStorage.removeItem(key),
  };
}

function parseDraft(text: string | null): Draft | null {
  return text === null ? null : (JSON.parse(text) as Draft);
}

import { createSignal } from 'solid-js';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { type CheckedForm, checkDraft } from '../../checking/check-form.ts';
import { type Merged, mergeWorkbooks } from '../../editing/merge-workbooks.ts';
import { isSameWorkbook } from '../../editing/sheet-cells.ts';
import type { DraftReply, FormReply, SavedDraft } from '../../form-replies.ts';
import { createGridHistory } from '../grid/state/grid-history.ts';
import { findAside, forgetAside, type KeptAside, layAside } from './kept-aside.ts';

/** Where the draft stands: `kept` on the server, `waiting` and `saving` on the way there, or `failed`, and only in this browser. */
export type Keeping = 'kept' | 'waiting' | 'saving' | 'failed';

/** Somebody else wrote the same cells in the meantime. */
export interface Clash {
  readonly theirs: DraftReply;
  /** Both edits together; mine stands where both wrote. */
  readonly merged: Merged;
}

/** So long after the last change the draft is sent; a smaller figure would send at each word. */
const SAVE_AFTER_MS = 700;
/** So long after the last change it is checked: a long form takes a fifth of a second. */
const CHECK_AFTER_MS = 150;

/** What a draft is worked on with. */
interface WorkOptions {
  /** Where the form is: `/api/missions/m/forms/visit`. */
  readonly path: string;
  readonly formId: string;
  readonly draft: DraftReply;
  /** Told when what somebody else wrote was taken in. */
  readonly onMerged: (editorName: string) => void;
}

/** A draft that is being edited: what it is, what is wrong with it, and whether the server has it. */
export class FormWork {
  private readonly options: WorkOptions;
  /** The draft as the server last had it, as far as is known here. */
  private known: { readonly revision: number; readonly workbook: Workbook };
  private isSaving = false;
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly workbookSignal;
  private readonly checkedSignal;
  private readonly asideSignal;
  private readonly keepingSignal = createSignal<Keeping>('kept');
  private readonly typingSignal = createSignal(false);
  private readonly problemSignal = createSignal<ApiProblem | null>(null);
  private readonly clashSignal = createSignal<Clash | null>(null);

  readonly workbook: () => Workbook;
  /** What came of the workbook as it was a moment ago. */
  readonly checked: () => CheckedForm;
  /** What was typed here before, has not reached the server, and waits to be taken up; null: nothing. */
  readonly aside: () => KeptAside | null;
  readonly keeping = this.keepingSignal[0];
  /** Whether a text is being typed that is no part of the workbook yet. */
  readonly isTyping = this.typingSignal[0];
  readonly setTyping = this.typingSignal[1];
  /** Why the draft could not be sent. */
  readonly problem = this.problemSignal[0];
  readonly clash = this.clashSignal[0];
  /** What can be taken back in the grid, also after a look at another view. */
  readonly history = createGridHistory();

  constructor(options: WorkOptions) {
    const { workbook, revision } = options.draft;
    const aside = findAside(options.path);
    this.options = options;
    this.known = { revision, workbook };
    this.workbookSignal = createSignal(workbook);
    this.checkedSignal = createSignal(this.checkedOf(workbook));
    this.asideSignal = createSignal(aside === null || isSameWorkbook(aside.workbook, workbook) ? null : aside);
    this.workbook = this.workbookSignal[0];
    this.checked = this.checkedSignal[0];
    this.aside = this.asideSignal[0];
  }

  /** Whether everything that was typed is on the server. */
  isSafe(): boolean {
    return this.keeping() === 'kept' && !this.isTyping();
  }

  /** Takes the workbook as it is to be; it is checked and sent in a moment. */
  change(next: Workbook): void {
    this.workbookSignal[1](next);
    if (this.keeping() !== 'failed') this.keepingSignal[1]('waiting');
    clearTimeout(this.checkTimer);
    clearTimeout(this.saveTimer);
    this.checkTimer = setTimeout(() => this.check(), CHECK_AFTER_MS);
    this.saveTimer = setTimeout(() => void this.save(), SAVE_AFTER_MS);
  }

  /** Sends what has not been sent. @returns the revision that the server has then, or null where it could not be sent. */
  async save(): Promise<number | null> {
    clearTimeout(this.saveTimer);
    if (this.isSaving || this.clash() !== null) return null;
    if (this.keeping() === 'kept') return this.known.revision;
    const sent = this.workbook();
    this.isSaving = true;
    this.keepingSignal[1]('saving');
    const saved = await this.send(sent);
    this.isSaving = false;
    if (!saved) return null;
    if (this.workbook() !== sent) {
      this.keepingSignal[1]('waiting');
      return await this.save();
    }
    this.keepingSignal[1]('kept');
    forgetAside(this.options.path);
    return this.known.revision;
  }

  /** Takes up, or throws away, what was typed here before. */
  settleAside(isWanted: boolean): void {
    const aside = this.aside();
    this.asideSignal[1](null);
    if (isWanted && aside !== null) this.change(aside.workbook);
    else forgetAside(this.options.path);
  }

  /** Ends a clash: mine stands where both wrote, or everything is as the other wrote it, which can be undone in the grid. */
  settleClash(side: 'mine' | 'theirs'): void {
    const clash = this.clash();
    if (clash === null) return;
    this.clashSignal[1](null);
    this.problemSignal[1](null);
    this.known = clash.theirs;
    this.keepingSignal[1]('waiting');
    this.change(side === 'mine' ? clash.merged.workbook : clash.theirs.workbook);
  }

  /** Ends what was still to be done in a moment, and does it now. */
  leave(): void {
    clearTimeout(this.checkTimer);
    if (this.keeping() !== 'kept') this.layAside();
    if (this.keeping() === 'waiting') void this.save();
  }

  private check(): void {
    this.checkedSignal[1](this.checkedOf(this.workbook()));
    if (this.keeping() !== 'kept') this.layAside();
  }

  private checkedOf(workbook: Workbook): CheckedForm {
    return checkDraft(workbook, { formId: this.options.formId, sourceName: this.options.draft.sourceName });
  }

  private layAside(): void {
    layAside(this.options.path, { base: this.known.revision, workbook: this.workbook() });
  }

  private async send(workbook: Workbook): Promise<boolean> {
    try {
      const { revision } = await this.put(workbook);
      this.known = { revision, workbook };
      this.problemSignal[1](null);
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return await this.meet(error);
    }
  }

  private put(workbook: Workbook): Promise<SavedDraft> {
    return api.put<SavedDraft>(`${this.options.path}/draft`, { workbook, base: this.known.revision });
  }

  /** Where somebody else was faster: takes in what they wrote, or says what both wrote. */
  private async meet(problem: ApiProblem): Promise<boolean> {
    const theirs = problem.code === 'changed-meanwhile' ? await this.findTheirs() : null;
    if (theirs === null) return this.fail(problem);
    const merged = mergeWorkbooks(this.known.workbook, this.workbook(), theirs.workbook);
    if (merged.contested.length > 0) {
      this.clashSignal[1]({ theirs, merged });
      return this.fail(problem);
    }
    this.known = theirs;
    this.workbookSignal[1](merged.workbook);
    this.check();
    this.options.onMerged(theirs.editorName);
    return await this.send(merged.workbook);
  }

  /** The draft as the server has it now; null where it cannot be had. */
  private findTheirs(): Promise<DraftReply | null> {
    return api.get<FormReply>(this.options.path).then(
      ({ draft }) => draft,
      () => null,
    );
  }

  private fail(problem: ApiProblem): false {
    this.problemSignal[1](problem);
    this.keepingSignal[1]('failed');
    this.layAside();
    return false;
  }
}

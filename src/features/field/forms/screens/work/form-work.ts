import { createSignal } from 'solid-js';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { type CheckedForm, checkForm, stemOf } from '../../checking/check-form.ts';
import type { DraftReply, SavedDraft } from '../../form-replies.ts';

/** Where the draft stands: `kept` on the server, `waiting` and `saving` on the way there, or `failed`, and only in this window. */
export type Keeping = 'kept' | 'waiting' | 'saving' | 'failed';

/** So long after the last change the draft is sent; a smaller figure would send at each word. */
const SAVE_AFTER_MS = 700;
/** So long after the last change it is checked: a long form takes a fifth of a second. */
const CHECK_AFTER_MS = 150;

/** A draft that is being edited: what it is, what is wrong with it, and whether the server has it. */
export class FormWork {
  private readonly path: string;
  private readonly stem: string;
  private base: number;
  private isSaving = false;
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly workbookSignal;
  private readonly checkedSignal;
  private readonly keepingSignal = createSignal<Keeping>('kept');
  private readonly problemSignal = createSignal<ApiProblem | null>(null);

  readonly workbook: () => Workbook;
  /** What came of the workbook as it was a moment ago. */
  readonly checked: () => CheckedForm;
  readonly keeping = this.keepingSignal[0];
  /** Why the draft could not be sent. */
  readonly problem = this.problemSignal[0];

  /** @param path where the draft is kept. */
  constructor(path: string, draft: DraftReply) {
    this.path = path;
    this.stem = stemOf(draft.sourceName);
    this.base = draft.revision;
    this.workbookSignal = createSignal(draft.workbook);
    this.checkedSignal = createSignal(checkForm(draft.workbook, this.stem));
    this.workbook = this.workbookSignal[0];
    this.checked = this.checkedSignal[0];
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
    if (this.isSaving) return null;
    const sent = this.workbook();
    if (this.keeping() === 'kept') return this.base;
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
    return this.base;
  }

  /** Notes that something beside the workbook was changed: what lies on the server has another revision now. */
  take(saved: SavedDraft): void {
    this.base = saved.revision;
  }

  /** Ends what was still to be done in a moment, and does it now. */
  leave(): void {
    clearTimeout(this.checkTimer);
    if (this.keeping() === 'waiting') void this.save();
  }

  private check(): void {
    this.checkedSignal[1](checkForm(this.workbook(), this.stem));
  }

  private async send(workbook: Workbook): Promise<boolean> {
    try {
      const { revision } = await api.put<SavedDraft>(this.path, { workbook, base: this.base });
      this.base = revision;
      this.problemSignal[1](null);
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.problemSignal[1](error);
      this.keepingSignal[1]('failed');
      return false;
    }
  }
}

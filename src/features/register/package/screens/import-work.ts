import { createSignal } from 'solid-js';
import { ApiProblem, api, forgetReplies } from '../../../../platform/ui/api.ts';
import type { PickedFile } from '../../../../platform/ui/parts/fields/dropped-files.ts';
import type { Correction } from '../corrections.ts';
import { type Encoding, MOST_BYTES, OPTIONS_FILE } from '../package.ts';
import type { CheckReply, ImportReply } from '../report.ts';

/** Where an import stands. */
export type Phase = 'empty' | 'checking' | 'checked' | 'loading' | 'loaded';

/**
 * An import in the making: files, what a person chose and corrected, and what the server says of them. The files are
 * sent anew with each check, together with choices and corrections; on the person's disk they stay as they are.
 */
export class ImportWork {
  private readonly slug: () => string | null;
  private readonly filesSignal = createSignal<readonly PickedFile[]>([]);
  private readonly encodings = createSignal<ReadonlyMap<string, Encoding>>(new Map());
  private readonly corrections = createSignal<ReadonlyMap<string, Correction>>(new Map());
  private readonly phaseSignal = createSignal<Phase>('empty');
  private readonly checkedSignal = createSignal<CheckReply | null>(null);
  private readonly loadedSignal = createSignal<ImportReply | null>(null);
  private readonly problemSignal = createSignal<ApiProblem | null>(null);
  private readonly changedSignal = createSignal(false);

  readonly files = this.filesSignal[0];
  readonly phase = this.phaseSignal[0];
  readonly checked = this.checkedSignal[0];
  readonly loaded = this.loadedSignal[0];
  readonly problem = this.problemSignal[0];
  /** Whether something was corrected or chosen that the server has not seen. */
  readonly isChanged = this.changedSignal[0];

  /** @param slug the election that files without `election.yaml` belong to, or null. */
  constructor(slug: () => string | null) {
    this.slug = slug;
  }

  /** Takes files in place of those before, and checks them. */
  begin(files: readonly PickedFile[]): void {
    this.reset();
    this.filesSignal[1](files);
    const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
    if (bytes <= MOST_BYTES) void this.check();
    else {
      const parameters = { limitBytes: MOST_BYTES };
      this.problemSignal[1](new ApiProblem({ code: 'too-large', status: 413, parameters }));
    }
  }

  /** Has the server read the files and compare them with what is there. */
  async check(): Promise<void> {
    const reply = await this.attempt('checking', () => api.upload<CheckReply>('/api/imports/check', this.form('')));
    if (reply === null) return;
    this.checkedSignal[1](reply);
    this.changedSignal[1](false);
  }

  /** Has the server write what the check showed. */
  async load(reason: string): Promise<void> {
    const reply = await this.attempt('loading', () => api.upload<ImportReply>('/api/imports', this.form(reason)));
    if (reply === null) return;
    forgetReplies();
    this.loadedSignal[1](reply);
    this.phaseSignal[1]('loaded');
  }

  /** The row as the person wants it, or null where it is as it came. */
  correctionOf(place: { readonly file: string; readonly row: number }): Correction | null {
    return this.corrections[0]().get(keyOf(place)) ?? null;
  }

  correct(correction: Correction): void {
    this.corrections[1]((before) => new Map(before).set(keyOf(correction), correction));
    this.changedSignal[1](true);
  }

  undo(place: { readonly file: string; readonly row: number }): void {
    this.corrections[1]((before) => new Map([...before].filter(([key]) => key !== keyOf(place))));
    this.changedSignal[1](true);
  }

  /** Whether the file came by itself and not in an archive, so that it can be left out. */
  canLeaveOut(file: string): boolean {
    return this.files().length > 1 && this.files().some(({ path }) => nameOf(path) === file);
  }

  leaveOut(file: string): void {
    this.filesSignal[1]((before) => before.filter(({ path }) => nameOf(path) !== file));
    this.changedSignal[1](true);
  }

  encodingOf(file: string): Encoding | null {
    return this.encodings[0]().get(file) ?? null;
  }

  chooseEncoding(file: string, encoding: Encoding): void {
    this.encodings[1]((before) => new Map(before).set(file, encoding));
    this.changedSignal[1](true);
  }

  /** Lets go of everything. */
  reset(): void {
    this.filesSignal[1]([]);
    this.encodings[1](new Map());
    this.corrections[1](new Map());
    this.checkedSignal[1](null);
    this.loadedSignal[1](null);
    this.problemSignal[1](null);
    this.changedSignal[1](false);
    this.phaseSignal[1]('empty');
  }

  private form(reason: string): FormData {
    const form = new FormData();
    const slug = this.slug();
    const options = {
      ...(slug === null ? {} : { election: slug }),
      ...(reason === '' ? {} : { reason }),
      encodings: [...this.encodings[0]()].map(([file, encoding]) => ({ file, encoding })),
      corrections: [...this.corrections[0]().values()],
    };
    form.append('file', new Blob([JSON.stringify(options)]), OPTIONS_FILE);
    for (const { path, file } of this.files()) form.append('file', file, path);
    return form;
  }

  private async attempt<T>(during: Phase, work: () => Promise<T>): Promise<T | null> {
    this.problemSignal[1](null);
    this.phaseSignal[1](during);
    const outcome = await work().then(
      (value) => ({ value }),
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        this.problemSignal[1](error);
        return null;
      },
    );
    this.phaseSignal[1]('checked');
    return outcome === null ? null : outcome.value;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function keyOf({ file, row }: { readonly file: string; readonly row: number }): string {
  return `${row} ${file}`;
}

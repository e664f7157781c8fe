import { createSignal } from 'solid-js';
import { must } from '../../../kernel/result.ts';
import type { Draft } from '../../../xforms/form/session.ts';
import type { OpenForm } from '../../../xforms/instance/open-form.ts';
import type { FormPorts, KeptFile, MediaPort } from '../form/model/ports.ts';
import { type KeptDraft, keptDraft } from './kept-draft.ts';

/** A record that is complete, as it is to be sent. */
export interface FilledForm {
  /** The record as OpenRosa has it, with a name of its own (`instanceID`), and what it corrects (`deprecatedID`) where it corrects. */
  readonly xml: string;
  readonly instanceId: string;
  /** The files that its answers name and that were chosen here; those of an earlier version came with that one. */
  readonly files: readonly FilledFile[];
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/**
 * What is sent goes by the number in the name of its record, which stays the same however often it is sent; by another one
 * where its form names records in a way of its own.
 */
export function idOfFilled({ instanceId }: Pick<FilledForm, 'instanceId'>): string {
  return UUID.exec(instanceId)?.[0].toLowerCase() ?? crypto.randomUUID();
}

/** A file that answers a question, under the name that stands in the record. */
export interface FilledFile {
  readonly name: string;
  readonly file: Blob;
}

/** What the browser keeps of a form that is being filled. */
export interface FillDraft {
  /** ISO 8601 in UTC. */
  readonly savedAt: string;
  readonly draft: Draft;
  readonly files: readonly FilledFile[];
  /** The record as it was to be sent, as long as no answer has changed since: sent twice, it is the same to the last byte. */
  readonly sealed: FilledForm | null;
}

/** A form that is being filled, kept all the time. */
export interface Filling {
  readonly ports: FormPorts;
  readonly isSafe: () => boolean;
  /** Whether anything was answered here, now or before the page was loaded. */
  readonly isBegun: () => boolean;
  /** An answer has changed. */
  readonly changed: () => void;
  /** The complete record, kept before it is given out. */
  readonly seal: () => Promise<FilledForm>;
  readonly remove: () => Promise<void>;
  readonly flush: () => void;
}

/** What a filling begins with. */
export interface FillingStart {
  readonly key: string;
  readonly session: OpenForm;
  readonly kept: FillDraft | null;
  readonly urlOf: FormPorts['urlOf'];
  readonly takesFiles: boolean;
  /** A file of the earlier record; null: it is not here. */
  readonly findFile: ((name: string) => Promise<KeptFile | null>) | undefined;
}

/** Keeps what is answered in `session`, and its files, in the browser. */
export function createFilling({ key, session, kept, urlOf, takesFiles, findFile }: FillingStart): Filling {
  const store: KeptDraft<FillDraft> = keptDraft(key);
  const files = new Map((kept?.files ?? []).map(({ name, file }) => [name, file]));
  const [isBegun, setIsBegun] = createSignal(kept !== null);
  let sealed = kept?.sealed ?? null;
  const filesNow = () => [...files].map(([name, file]) => ({ name, file }));
  const save = (draft: Draft) => {
    setIsBegun(true);
    store.save({ savedAt: new Date().toISOString(), draft, files: filesNow(), sealed });
  };
  return {
    ports: takesFiles ? { urlOf, media: mediaOf(files, findFile) } : { urlOf },
    isSafe: store.isSafe,
    isBegun,
    changed: () => {
      sealed = null;
      save(session.draft());
    },
    seal: async () => {
      // Before a correction has its own name: whoever goes on with it gives it one again.
      const draft = session.draft();
      sealed ??= sealedOf(session, files);
      save(draft);
      await store.flush();
      return sealed;
    },
    remove: store.remove,
    flush: () => void store.flush(),
  };
}

function mediaOf(files: Map<string, Blob>, findFile: FillingStart['findFile']): MediaPort {
  return {
    keep: async (file) => {
      const name = `${crypto.randomUUID()}${endingOf(file.name)}`;
      files.set(name, file);
      return name;
    },
    find: async (name) => {
      const file = files.get(name);
      if (file === undefined) return (await findFile?.(name)) ?? null;
      return { sizeBytes: file.size, type: file.type, url: await readAsUrl(file) };
    },
  };
}

function sealedOf(session: OpenForm, files: ReadonlyMap<string, Blob>): FilledForm {
  const { xml, instanceId, attachments } = session.submission();
  const named = [...new Set(attachments)].filter((name) => files.has(name));
  const fileOf = (name: string) => must(files.get(name), `Send a form: its file ${name} was here`);
  return { xml, instanceId, files: named.map((name) => ({ name, file: fileOf(name) })) };
}

function endingOf(name: string): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '';
}

/** As text: pages of ours show nothing under other addresses. */
function readAsUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

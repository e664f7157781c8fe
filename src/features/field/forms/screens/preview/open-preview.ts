import type { Fault } from '../../../../../kernel/issue.ts';
import type { Result } from '../../../../../kernel/result.ts';
import type { FormPorts } from '../../../../../platform/ui/form/model/ports.ts';
import { devicePosition } from '../../../../../platform/ui/form/place/device-position.ts';
import type { ItemTable } from '../../../../../xforms/form/form.ts';
import type { Draft, FormSession } from '../../../../../xforms/form/session.ts';
import { openForm } from '../../../../../xforms/instance/open.ts';
import type { FormPackage } from '../../../../../xforms/package/form-package.ts';
import type { Environment } from '../../../../../xforms/xpath/scope.ts';

/** What a preview is opened with. */
export interface PreviewOptions {
  readonly tables: ReadonlyMap<string, ItemTable>;
  /** Answers to go on with; null: from the beginning. */
  readonly draft: Draft | null;
  /** Language of the reader (BCP 47): the form opens in it where it has it. */
  readonly language: string;
}

/** Opens the form as a phone would, with the answers there were where they still fit. */
export function openPreview(compiled: FormPackage, options: PreviewOptions): Result<FormSession, Fault> {
  const { tables, draft, language } = options;
  const own = compiled.core.languages.find((name) => name.endsWith(`(${language})`));
  const common = { package: compiled, data: tables, environment: WORLD };
  const chosen = draft?.language ?? own;
  const begun = chosen === undefined ? common : { ...common, language: chosen };
  if (draft === null) return openForm(begun);
  const resumed = openForm({ ...begun, draft });
  return resumed.ok ? resumed : openForm(begun);
}

const WORLD: Environment = {
  now: () => Date.now(),
  uuid: () => crypto.randomUUID(),
  random: () => Math.random(),
  offsetMinutes: (instant) => -new Date(instant).getTimezoneOffset(),
  deviceId: 'preview',
  username: '',
  email: '',
  phoneNumber: '',
};

/** What the browser of the desk can do for a form; files that answer questions stay in this window and go with it. */
export function previewPorts(filesPath: string, names: ReadonlySet<string>): FormPorts {
  const kept = new Map<string, { file: File; url: string }>();
  return {
    urlOf: (name) => (names.has(name) ? `${filesPath}/${encodeURIComponent(name)}` : null),
    position: devicePosition,
    media: {
      keep: async (file) => {
        kept.set(file.name, { file, url: await readAsUrl(file) });
        return file.name;
      },
      find: async (name) => {
        const found = kept.get(name);
        return found === undefined ? null : { sizeBytes: found.file.size, type: found.file.type, url: found.url };
      },
    },
  };
}

function readAsUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error(file.name));
    reader.readAsDataURL(file);
  });
}

import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import type { PickedFile } from '../../../../../platform/ui/parts/fields/dropped-files.ts';
import { FileDrop } from '../../../../../platform/ui/parts/fields/file-drop.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { filesNamedIn } from '../../checking/named-files.ts';
import type { FilledReply, SavedDraft } from '../../form-replies.ts';
import type { FormSubject } from '../view/form-subject.ts';
import { RefusedForm } from '../view/refused-form.tsx';
import type { FormFrame } from '../work/form-frame.ts';
import type { FormWork } from '../work/form-work.ts';

/** A file that the form names, or that lies beside it. */
interface ListedFile {
  readonly name: string;
  /** Null: the form does not name it. */
  readonly kind: 'table' | 'media' | null;
  /** Null: it is missing. */
  readonly bytes: number | null;
}

/** What the form reads and shows from beside it: what is there, what is missing, what nothing names. */
export function FormFiles(props: {
  readonly frame: FormFrame;
  /** Null: only to be looked at. */
  readonly work: FormWork | null;
  readonly subject: FormSubject;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const files = () => listFiles(props.subject);
  const change = async (work: FormWork, asks: readonly (() => Promise<SavedDraft>)[]) => {
    setProblem(null);
    try {
      if ((await work.save()) === null) return;
      for (const ask of asks) await ask();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    }
    await props.frame.onReload();
  };
  const pathOf = (name: string) => `${props.subject.filesPath}/${encodeURIComponent(name)}`;
  const add = (work: FormWork) => (picked: readonly PickedFile[]) =>
    void change(
      work,
      picked.map(
        ({ file }) =>
          () =>
            api.putFile<SavedDraft>(pathOf(file.name), file),
      ),
    );
  const fill = (work: FormWork) =>
    void change(work, [
      async () => {
        const reply = await api.post<FilledReply>(`${props.frame.addresses.api}/draft/register-tables`);
        showToast({
          message: t('forms.files.filled', {
            count: reply.names.length,
            names: reply.files.map(({ name, rows }) => `${name} (${messages.formatNumber(rows)})`).join(', '),
          }),
        });
        return reply;
      },
    ]);
  const remove = (work: FormWork, name: string) => void change(work, [() => api.delete<SavedDraft>(pathOf(name))]);
  return (
    <div class="form-files">
      <Show
        when={files().length > 0}
        fallback={<EmptyState title={t('forms.files.none')}>{t('forms.files.none-hint')}</EmptyState>}
      >
        <ul class="form-file-list">
          <For each={files()}>
            {(file) => (
              <FileRow
                file={file}
                href={pathOf(file.name)}
                onRemove={props.work === null ? undefined : () => props.work && remove(props.work, file.name)}
              />
            )}
          </For>
        </ul>
      </Show>
      <Show when={problem()}>{(found) => <RefusedForm problem={found()} />}</Show>
      <Show when={files().some(isOfRegister) && props.work}>
        {(work) => (
          <div class="form-register">
            <Show when={props.frame.hasElection}>
              <Button onClick={() => fill(work())}>{t('forms.files.fill')}</Button>
            </Show>
            <p class="forms-hint">{t(`forms.files.${props.frame.hasElection ? 'fill-hint' : 'no-election'}`)}</p>
          </div>
        )}
      </Show>
      <Show when={props.work}>
        {(work) => <FileDrop label={t('forms.files.drop')} hint={t('forms.files.drop-hint')} onFiles={add(work())} />}
      </Show>
    </div>
  );
}

function FileRow(props: {
  readonly file: ListedFile;
  readonly href: string;
  readonly onRemove: (() => void) | undefined;
}) {
  const messages = useMessages();
  const { t } = messages;
  const size = (bytes: number) => t('forms.files.size', { kilobytes: Math.max(1, Math.round(bytes / 1_000)) });
  return (
    <li>
      <Show when={props.file.bytes !== null} fallback={<bdi class="form-file-name">{props.file.name}</bdi>}>
        <a class="form-file-name" href={props.href} rel="external" download={props.file.name}>
          {props.file.name}
        </a>
      </Show>
      <span>{props.file.kind === null ? t('forms.files.unnamed') : t(`forms.files.${props.file.kind}`)}</span>
      <Show
        when={props.file.bytes}
        fallback={
          <StatusMark status={props.file.kind === 'table' ? 'missed' : 'late'}>{t('forms.files.missing')}</StatusMark>
        }
      >
        {(bytes) => <span class="numeral">{size(bytes())}</span>}
      </Show>
      <Show when={props.file.bytes !== null && props.onRemove}>
        {(onRemove) => (
          <Button
            look="quiet"
            onClick={() => onRemove()()}
            aria-label={t('forms.files.remove-one', { name: props.file.name })}
          >
            {t('forms.files.remove')}
          </Button>
        )}
      </Show>
    </li>
  );
}

/** Tables that the election of the mission can fill. */
const OF_REGISTER = ['constituencies.csv', 'stations.csv', 'candidates.csv'];

function isOfRegister({ name, kind }: ListedFile): boolean {
  return kind === 'table' && OF_REGISTER.includes(name);
}

function listFiles({ checked, files }: FormSubject): ListedFile[] {
  const form = checked.converted?.form;
  const named = form === undefined ? [] : filesNamedIn(form);
  const others = files.filter((file) => !named.some(({ name }) => name === file.name));
  return [
    ...named.map(({ name, kind }) => ({ name, kind, bytes: files.find((file) => file.name === name)?.bytes ?? null })),
    ...others.map(({ name, bytes }) => ({ name, kind: null, bytes })),
  ];
}

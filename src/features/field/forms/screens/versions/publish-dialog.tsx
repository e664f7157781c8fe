import { createMemo, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { filesNamedIn } from '../../checking/named-files.ts';
import { proposeVersion, withVersion } from '../../checking/next-version.ts';
import { translationTable } from '../../checking/translations/translation-table.ts';
import type { PublishedReply } from '../../form-replies.ts';
import { RefusedForm } from '../view/refused-form.tsx';
import type { FormFrame } from '../work/form-frame.ts';
import type { FormWork } from '../work/form-work.ts';
import { Comparison } from './comparison.tsx';

/** Shows exactly what will leave the house, and publishes it. */
export function PublishDialog(props: {
  readonly frame: FormFrame;
  readonly work: FormWork;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  return (
    <Dialog isOpen={props.isOpen} title={t('forms.publish')} width="wide" onClose={props.onClose}>
      <Publishing frame={props.frame} work={props.work} onClose={props.onClose} />
    </Dialog>
  );
}

function Publishing(props: { readonly frame: FormFrame; readonly work: FormWork; readonly onClose: () => void }) {
  const { t } = useMessages();
  const taken = () => new Set(props.frame.reply.versions.flatMap(({ version }) => (version === null ? [] : [version])));
  const form = () => props.work.checked().converted?.form ?? null;
  const own = form()?.version ?? '';
  const isFree = (version: string) => version !== '' && !taken().has(version);
  const [version, setVersion] = createSignal(isFree(own) ? own : proposeVersion(today(), taken()));
  const [reason, setReason] = createSignal('');
  const [isBusy, setIsBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const [isTried, setIsTried] = createSignal(false);
  const newest = () => props.frame.reply.versions[0] ?? null;
  const isReasonMissing = () => newest() !== null && reason().trim() === '';
  const obstacles = createMemo(() => findObstacles(props.frame, props.work));
  const publish = async () => {
    setIsTried(true);
    if (!isFree(version().trim()) || isReasonMissing()) return;
    setIsBusy(true);
    setProblem(null);
    if (version().trim() !== own) props.work.change(withVersion(props.work.workbook(), version().trim()));
    try {
      const number = await send(props, reason().trim());
      if (number !== null) showToast({ message: t('forms.published-now', { number }) });
      if (number !== null) await props.frame.onReload();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div class="form-publish">
      <Obstacles found={obstacles()} filesHref={`${props.frame.addresses.page}/files`} onClose={props.onClose} />
      <Show when={form()}>
        <TextField
          label={t('forms.version-name')}
          hint={t('forms.version-hint')}
          value={version()}
          error={isFree(version().trim()) ? undefined : t('forms.version-taken')}
          onInput={setVersion}
        />
        <Show when={newest()} fallback={<p>{t('forms.first-version')}</p>}>
          {(head) => (
            <Comparison
              frame={props.frame}
              work={props.work}
              from={head().number}
              to={null}
              asVersion={version().trim()}
            />
          )}
        </Show>
        <TextArea
          label={t('forms.publish-reason')}
          isOptional={newest() === null}
          rows={2}
          value={reason()}
          error={isTried() && isReasonMissing() ? t('forms.reason-missing') : undefined}
          onInput={setReason}
        />
      </Show>
      <Show when={problem()}>{(found) => <RefusedForm problem={found()} />}</Show>
      <div class="buttons">
        <Button look="primary" isBusy={isBusy()} disabled={obstacles().blocks} onClick={() => void publish()}>
          {t('forms.publish-as', { number: (newest()?.number ?? 0) + 1 })}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </div>
    </div>
  );
}

async function send(props: { frame: FormFrame; work: FormWork }, reason: string): Promise<number | null> {
  const base = await props.work.save();
  if (base === null) return null;
  const filesBase = props.frame.reply.draft?.filesRevision;
  const body = { base, filesBase, ...(reason === '' ? {} : { reason }) };
  const { number } = await api.post<PublishedReply>(`${props.frame.addresses.api}/publish`, body);
  return number;
}

interface FoundObstacles {
  readonly errors: number;
  readonly warnings: number;
  readonly missingTables: readonly string[];
  readonly missingMedia: readonly string[];
  /** Languages with the share of their texts, as `Русский (ru) 73 %`. */
  readonly incomplete: readonly string[];
  /** What is seen here has not reached the server. */
  readonly isUnsaved: boolean;
  readonly blocks: boolean;
}

function findObstacles(frame: FormFrame, work: FormWork): FoundObstacles {
  const { faults, converted } = work.checked();
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const named = converted === null ? [] : filesNamedIn(converted.form);
  const missing = named.filter(({ name }) => !frame.reply.draft?.files.some((file) => file.name === name));
  const names = (kind: 'table' | 'media') => missing.filter((file) => file.kind === kind).map(({ name }) => name);
  const missingTables = names('table');
  const isUnsaved = work.keeping() === 'failed';
  const blocks = errors > 0 || missingTables.length > 0 || isUnsaved;
  const warnings = faults.length - errors;
  return {
    errors,
    warnings,
    missingTables,
    missingMedia: names('media'),
    incomplete: incompleteIn(work),
    isUnsaved,
    blocks,
  };
}

function incompleteIn(work: FormWork): string[] {
  const { completeness } = translationTable(work.workbook());
  return [...completeness].flatMap(([language, { translated, of }]) =>
    translated < of ? [`${language} ${Math.floor((100 * translated) / of)} %`] : [],
  );
}

function Obstacles(props: {
  readonly found: FoundObstacles;
  readonly filesHref: string;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.found.errors > 0}>
        <p class="forms-obstacle">
          {t('forms.obstacle.errors', { count: props.found.errors })}{' '}
          <Button look="quiet" onClick={props.onClose}>
            {t('forms.obstacle.mend')}
          </Button>
        </p>
      </Show>
      <Show when={props.found.missingTables.length > 0}>
        <p class="forms-obstacle">
          {t('forms.obstacle.tables', { names: props.found.missingTables.join(', ') })}{' '}
          <a href={props.filesHref} onClick={() => props.onClose()}>
            {t('forms.tab.files')}
          </a>
        </p>
      </Show>
      <Show when={props.found.isUnsaved}>
        <p class="forms-obstacle">{t('forms.obstacle.unsaved')}</p>
      </Show>
      <Show when={props.found.incomplete.length > 0}>
        <p class="forms-note">{t('forms.obstacle.translations', { languages: props.found.incomplete.join(', ') })}</p>
      </Show>
      <Show when={props.found.warnings > 0}>
        <p class="forms-note">{t('forms.obstacle.warnings', { count: props.found.warnings })}</p>
      </Show>
      <Show when={props.found.missingMedia.length > 0}>
        <p class="forms-note">{t('forms.obstacle.media', { names: props.found.missingMedia.join(', ') })}</p>
      </Show>
    </>
  );
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

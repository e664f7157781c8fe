import { useBeforeLeave, useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, createResource, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { checkForm, stemOf } from '../../checking/check-form.ts';
import { formTitleOf, formTitlesOf } from '../../checking/form-id-of.ts';
import type { DraftReply, FormReply, VersionReply } from '../../form-replies.ts';
import type { FormSubject } from '../view/form-subject.ts';
import type { FormFrame } from './form-frame.ts';
import { FormHead } from './form-head.tsx';
import { FormTabs } from './form-tabs.tsx';
import { FormWork } from './form-work.ts';
import { ShownTab } from './shown-tab.tsx';

/** A form that was read: its draft in work, or the version that the address asks for. */
export function OpenedForm(props: FormFrame) {
  const messages = useMessages();
  const { t } = messages;
  const [query] = useSearchParams();
  const { draft } = props.reply;
  const work =
    draft === null ? null : openWork(props, draft, (name) => showToast({ message: t('forms.merged', { name }) }));
  if (work !== null) keepBeforeLeaving(work);
  const number = () => askedVersion(query.version, props.reply, work);
  const [version, { refetch }] = createResource(number, (wanted) =>
    api.get<VersionReply>(`${props.addresses.api}/versions/${wanted}`),
  );
  const versionSubject = createMemo(() => {
    const reply = version.latest;
    return reply === undefined ? null : subjectOfVersion(reply, props.addresses.api);
  });
  const subject = (): FormSubject | null => (number() === null ? subjectOfDraft(work, props) : versionSubject());
  createEffect(() => {
    const shown = subject();
    if (shown === null) return;
    const title = formTitleOf(shown.workbook) ?? props.reply.formId;
    props.onTitle(titleIn(messages, { title, titles: formTitlesOf(shown.workbook) }));
  });
  const isEditable = () => props.canEdit && number() === null && work !== null;
  return (
    <div class="form-desk">
      <FormHead frame={props} work={work} number={number()} />
      <FormTabs frame={props} search={query.version === undefined ? '' : `?version=${query.version}`} />
      <Show when={version.error === undefined} fallback={<ErrorState problem={version.error} onRetry={refetch} />}>
        <Show when={subject()} fallback={<Skeleton rows={8} />}>
          {(shown) => <ShownTab frame={props} work={work} subject={shown()} isEditable={isEditable()} />}
        </Show>
      </Show>
    </div>
  );
}

function openWork(frame: FormFrame, draft: DraftReply, onMerged: (name: string) => void): FormWork {
  return new FormWork({ path: frame.addresses.api, formId: frame.reply.formId, draft, onMerged });
}

/** Number of the version that is to be shown; null: the draft. */
function askedVersion(asked: unknown, reply: FormReply, work: FormWork | null): number | null {
  const number = Number(asked);
  if (reply.versions.some((version) => version.number === number)) return number;
  return work === null ? (reply.versions[0]?.number ?? null) : null;
}

function subjectOfDraft(work: FormWork | null, { reply, addresses }: FormFrame): FormSubject | null {
  if (work === null || reply.draft === null) return null;
  const path = `${addresses.api}/draft`;
  const places = { filesPath: `${path}/files`, paperPath: `${path}/paper` };
  return { number: null, workbook: work.workbook(), checked: work.checked(), files: reply.draft.files, ...places };
}

function subjectOfVersion(reply: VersionReply, api: string): FormSubject {
  const path = `${api}/versions/${reply.number}`;
  const checked = checkForm(reply.workbook, stemOf(reply.sourceName));
  const places = { filesPath: `${path}/files`, paperPath: `${path}/paper` };
  return { number: reply.number, workbook: reply.workbook, checked, files: reply.files, ...places };
}

/** What was not sent yet is sent when one goes to another page, and the browser asks before it closes the window over it. */
function keepBeforeLeaving(work: FormWork): void {
  const ask = (event: BeforeUnloadEvent) => {
    if (!work.isSafe()) event.preventDefault();
  };
  const retry = () => void work.save();
  window.addEventListener('beforeunload', ask);
  window.addEventListener('online', retry);
  useBeforeLeave(() => work.leave());
  onCleanup(() => {
    window.removeEventListener('beforeunload', ask);
    window.removeEventListener('online', retry);
    work.leave();
  });
}

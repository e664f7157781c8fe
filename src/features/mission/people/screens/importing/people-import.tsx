import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { FileDrop } from '../../../../../platform/ui/parts/fields/file-drop.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { ProgressBar } from '../../../../../platform/ui/parts/states/progress-bar.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ImportDone, ImportPreview } from '../../people-replies.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { IssueTable, PlannedTable } from './plan-tables.tsx';
import '../people.css';

/** Reads a file of people: choose it, see what it would do and what is wrong with it, apply it as it was shown or not at all. */
export function PeopleImport(props: { readonly desk: PeopleDesk }) {
  const { t } = useMessages();
  const work = createImport(props.desk);
  return (
    <Show when={props.desk.canEdit()} fallback={<ErrorState problem={{ code: 'forbidden', parameters: {} }} />}>
      <div class="people">
        <p class="people-lead">{t('people.import.lead')}</p>
        <FileDrop
          isOne
          label={t('people.import.file')}
          hint={t('people.import.hint')}
          disabled={work.isBusy()}
          onFiles={([first]) => first !== undefined && work.check(first.file)}
        />
        <Show when={work.isBusy()}>
          <ProgressBar label={t('people.import.busy')} detail={work.file()?.name} />
        </Show>
        <Show when={work.problem()}>
          {(problem) => (
            <>
              <FormProblem problem={problem()} />
              <Show when={work.file()}>
                {(file) => (
                  <Buttons>
                    <Button onClick={() => work.check(file())}>{t('people.import.again')}</Button>
                  </Buttons>
                )}
              </Show>
            </>
          )}
        </Show>
        <Show when={work.done()}>{(done) => <Done desk={props.desk} done={done()} />}</Show>
        <Show when={work.preview()}>
          {(preview) => (
            <Preview preview={preview()} name={work.file()?.name ?? ''} isBusy={work.isBusy()} onApply={work.apply} />
          )}
        </Show>
      </div>
    </Show>
  );
}

/** A file on its way: looked at, then applied. */
function createImport(desk: PeopleDesk) {
  const [file, setFile] = createSignal<File | null>(null);
  // What was looked at is what is applied, whatever becomes of the file on the disk meanwhile.
  const [bytes, setBytes] = createSignal(new Blob());
  const [preview, setPreview] = createSignal<ImportPreview | null>(null);
  const [done, setDone] = createSignal<ImportDone | null>(null);
  const { isBusy, problem, run } = createRequest();
  const path = () => `${desk.path()}/people/imports`;
  const check = (given: File) => {
    setFile(given);
    setPreview(null);
    setDone(null);
    void run(async () => {
      const read = await given.arrayBuffer().catch(() => {
        throw new ApiProblem({ code: 'other', status: 0 });
      });
      setBytes(new Blob([read]));
      setPreview(await api.postFile<ImportPreview>(`${path()}/check`, bytes()));
    });
  };
  const apply = (reason: string) => {
    const shown = preview();
    if (shown === null) return;
    const query = new URLSearchParams({ sha256: shown.sha256, seen: String(shown.seen) });
    if (reason !== '') query.set('reason', reason);
    void run(async () => {
      setDone(await api.postFile<ImportDone>(`${path()}?${query}`, bytes()));
      setPreview(null);
      setFile(null);
      desk.changed();
    });
  };
  return { file, preview, done, isBusy, problem, check, apply };
}

/** What the file would do; where anything is wrong with it, only that can be seen. */
function Preview(props: {
  readonly preview: ImportPreview;
  readonly name: string;
  readonly isBusy: boolean;
  readonly onApply: (reason: string) => void;
}) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [heading, setHeading] = createSignal<HTMLHeadingElement>();
  // Whoever cannot see the page is taken to the result once it is there.
  createEffect(on(heading, (shown) => shown?.focus()));
  const counts = () => props.preview.counts;
  const isNothing = () => counts().created + counts().changed === 0;
  return (
    <section class="people-preview">
      <h2 tabindex="-1" ref={setHeading}>
        {counts().errors > 0 ? t('people.import.errors', { count: counts().errors }) : t('people.import.sound')}
      </h2>
      <Show when={counts().errors === 0}>
        <p>
          <bdi>{props.name}</bdi>: {t('people.import.created', { count: counts().created })} ·{' '}
          {t('people.import.changed', { count: counts().changed })} ·{' '}
          {t('people.import.same', { count: counts().same })}
        </p>
      </Show>
      <Show when={props.preview.issues.length > 0}>
        <IssueTable issues={props.preview.issues} />
      </Show>
      <Show when={props.preview.newTeams.length > 0}>
        <p>
          {t('people.import.new-teams', { count: props.preview.newTeams.length })}{' '}
          <For each={props.preview.newTeams}>{(code, index) => <bdi>{index() > 0 ? `, ${code}` : code}</bdi>}</For>
        </p>
      </Show>
      <Show when={counts().errors === 0}>
        <Show when={!isNothing()} fallback={<p>{t('people.import.nothing')}</p>}>
          <TextField
            label={t('people.reason')}
            hint={t('people.reason-hint')}
            isOptional
            value={reason()}
            onInput={setReason}
          />
          <Buttons>
            <Button look="primary" isBusy={props.isBusy} onClick={() => props.onApply(reason().trim())}>
              {t('people.import.apply', { count: counts().created + counts().changed })}
            </Button>
          </Buttons>
        </Show>
      </Show>
      <Show when={props.preview.rows.length > 0}>
        <PlannedTable rows={props.preview.rows} />
      </Show>
    </section>
  );
}

function Done(props: { readonly desk: PeopleDesk; readonly done: ImportDone }) {
  const { t } = useMessages();
  return (
    <div class="people-done" role="status">
      <p>
        <strong>{t('people.import.done')}</strong> {t('people.import.created', { count: props.done.created })} ·{' '}
        {t('people.import.changed', { count: props.done.changed })} ·{' '}
        {t('people.import.same', { count: props.done.same })}
      </p>
      <Buttons>
        <LinkButton href={props.desk.peopleHref()} look="primary">
          {t('people.import.to-list')}
        </LinkButton>
      </Buttons>
    </div>
  );
}

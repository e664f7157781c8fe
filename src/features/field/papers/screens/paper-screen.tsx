import { useNavigate } from '@solidjs/router';
import { createResource, type JSX, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { loadFormToFill } from '../../../../platform/ui/fill-form/load-form.ts';
import { titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { PaperReply, PaperTask, TypedOutcome } from '../paper.ts';
import { askNext } from './next-paper.ts';
import { PaperMark } from './paper-table.tsx';
import { SettlePaper } from './settle/settle-paper.tsx';
import { ShownPaper } from './shown-paper.tsx';
import { TypePaper } from './type-paper.tsx';
import './papers.css';

/** What a page of a sheet needs to know. */
export interface PaperScreenProps {
  readonly mission: string;
  readonly paperId: string;
  /** The account of whoever types: what is kept in the browser is theirs alone. */
  readonly account: string;
  readonly canEdit: boolean;
  readonly listHref: string;
  readonly hrefOf: (paperId: string) => string;
  readonly hrefOfReport: (reportId: string) => string;
}

/** A sheet: to be typed, to be settled, or how it became a report. After one is done the next is there. */
export function PaperScreen(props: PaperScreenProps) {
  const missionPath = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const path = () => `${missionPath()}/papers/${encodeURIComponent(props.paperId)}`;
  const [paper, { refetch }] = createResource(path, (address) => api.get<PaperReply>(address));
  return (
    <Show when={paper.error === undefined} fallback={<ErrorState problem={paper.error} onRetry={refetch} />}>
      <Show when={paper.latest?.id === props.paperId && paper.latest} keyed fallback={<Skeleton rows={8} />}>
        {(shown) => (
          <Sheet {...props} missionPath={missionPath()} path={path()} paper={shown} onReload={() => void refetch()} />
        )}
      </Show>
    </Show>
  );
}

function Sheet(
  props: PaperScreenProps & {
    readonly missionPath: string;
    readonly path: string;
    readonly paper: PaperReply;
    readonly onReload: () => void;
  },
) {
  const messages = useMessages();
  const { t } = messages;
  const navigate = useNavigate();
  const { isBusy, problem, run } = createRequest();
  const next = (task: PaperTask, skip: string | null) =>
    askNext(props.missionPath, { task, skip }).then((found) => {
      if (found === null) showToast({ message: t(`papers.no-next.${task}`) });
      navigate(found === null ? props.listHref : props.hrefOf(found.id));
    });
  const takeBack = () =>
    void api.delete(`${props.path}/copies/mine`).then(
      () => showToast({ message: t('papers.taken-back', { label: props.paper.label }) }),
      () => showToast({ message: t('papers.not-taken-back', { label: props.paper.label }) }),
    );
  const typed = async ({ state, code }: TypedOutcome) => {
    const action = state === 'second' ? { label: t('ui.undo'), run: takeBack } : undefined;
    showToast({ message: t(`papers.done.${state}`, { label: props.paper.label, code: code ?? '' }), action });
    await next('type', null);
  };
  const settled = async ({ code }: TypedOutcome) => {
    showToast({ message: t('papers.done.settled', { label: props.paper.label, code: code ?? '' }) });
    await next('settle', null);
  };
  const task = () => (props.canEdit ? props.paper.task : null);
  return (
    <div class="paper">
      <SheetHead paper={props.paper}>
        <Show when={task()}>
          {(own) => (
            <Button look="quiet" isBusy={isBusy()} onClick={() => void run(() => next(own(), props.paper.id))}>
              {t('papers.skip')}
            </Button>
          )}
        </Show>
      </SheetHead>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <div class="paper-desk" data-scan={props.paper.hasScan ? '' : undefined}>
        <Scan paper={props.paper} path={props.path} />
        <Switch fallback={<ShownPaper {...props} />}>
          <Match when={task() === 'type'}>
            <WithForm {...props}>{(form) => <TypePaper {...props} form={form} onTyped={typed} />}</WithForm>
          </Match>
          <Match when={task() === 'settle'}>
            <WithForm {...props}>{(form) => <SettlePaper {...props} form={form} onSettled={settled} />}</WithForm>
          </Match>
        </Switch>
      </div>
    </div>
  );
}

function SheetHead(props: { readonly paper: PaperReply; readonly children: JSX.Element }) {
  const messages = useMessages();
  return (
    <header class="paper-head">
      <p>
        <bdi class="paper-label">{props.paper.label}</bdi> <PaperMark state={props.paper.state} />
      </p>
      <p class="paper-hint">
        <bdi>{titleIn(messages, { title: props.paper.formTitle, titles: props.paper.formTitles })}</bdi>
        <Show when={props.paper.station}>{(station) => <bdi> · {station()}</bdi>}</Show>
      </p>
      {props.children}
    </header>
  );
}

/** The picture of the sheet beside what is typed; a press shows it alone, as large as it is. */
function Scan(props: { readonly paper: PaperReply; readonly path: string }) {
  const { t } = useMessages();
  return (
    <Show when={props.paper.hasScan}>
      <a class="paper-scan" href={`${props.path}/scan`} target="_blank" rel="external noopener">
        <img src={`${props.path}/scan`} alt={t('papers.scan-of', { label: props.paper.label })} />
      </a>
    </Show>
  );
}

type LoadedForm = Awaited<ReturnType<typeof loadFormToFill>>;

function WithForm(props: {
  readonly missionPath: string;
  readonly paper: PaperReply;
  readonly children: (form: LoadedForm) => JSX.Element;
}) {
  const path = () =>
    `${props.missionPath}/forms/${encodeURIComponent(props.paper.formId)}/versions/${props.paper.number}`;
  const [form, { refetch }] = createResource(path, loadFormToFill);
  return (
    <Show when={form.error === undefined} fallback={<ErrorState problem={form.error} onRetry={refetch} />}>
      <Show when={form.latest} keyed fallback={<Skeleton rows={6} />}>
        {(loaded) => props.children(loaded)}
      </Show>
    </Show>
  );
}

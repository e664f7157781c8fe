import { useNavigate, useSearchParams } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import { PAPER_STATES, type PaperPage, type PaperTask } from '../paper.ts';
import { AddPapers } from './add-papers.tsx';
import { AddScans } from './add-scans.tsx';
import { askNext } from './next-paper.ts';
import { PaperTable } from './paper-table.tsx';
import { TypistTable } from './typist-table.tsx';
import './papers.css';

const FEW = 200;
const MANY = 2_000;

/** The sheets of paper of a mission: how many wait for what, the next one to type or to settle, and the list. */
export function PapersScreen(props: {
  readonly mission: string;
  readonly canEdit: boolean;
  readonly isAdministrator: boolean;
  readonly hrefOf: (paperId: string) => string;
  readonly hrefOfReport: (reportId: string) => string;
}) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams();
  const [limit, setLimit] = createSignal(FEW);
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const asked = () => {
    const given = { state: query.state, search: query.search, limit: limit() === FEW ? undefined : String(limit()) };
    const kept = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    return `${path()}/papers?${new URLSearchParams(kept)}`;
  };
  const [page, { refetch }] = createResource(asked, (address) => api.get<PaperPage>(address));
  const isNarrowed = () => query.state !== undefined || query.search !== undefined;
  const narrow = (part: { readonly state?: string | null; readonly search?: string | null }) =>
    setQuery(part, { replace: true, scroll: false });
  return (
    <div class="papers">
      <Show when={page.error === undefined} fallback={<ErrorState problem={page.error} onRetry={refetch} />}>
        <Show when={page.latest} fallback={<Skeleton rows={8} />}>
          {(shown) => (
            <>
              <Show when={props.canEdit}>
                <NextPapers path={path()} open={shown().open} hrefOf={props.hrefOf} />
              </Show>
              <PaperCounts
                counts={shown().counts}
                chosen={query.state?.toString()}
                onChoose={(state) => narrow({ state })}
              />
              <SearchField
                label={t('papers.search')}
                value={query.search?.toString() ?? ''}
                onInput={(search) => narrow({ search: search.trim() === '' ? null : search })}
              />
              <Show
                when={shown().papers.length > 0}
                fallback={
                  <EmptyState title={t(isNarrowed() ? 'papers.none-matches' : 'papers.none')}>
                    {isNarrowed() ? '' : t('papers.none-hint')}
                  </EmptyState>
                }
              >
                <PaperTable papers={shown().papers} hrefOf={props.hrefOf} hrefOfReport={props.hrefOfReport} />
              </Show>
              <Show when={shown().isMore && limit() === FEW}>
                <Button onClick={() => setLimit(MANY)}>{t('papers.more')}</Button>
              </Show>
              <Show when={props.canEdit}>
                <AddPapers path={path()} onAdded={() => void refetch()} />
                <AddScans path={path()} onAdded={() => void refetch()} />
              </Show>
              <Show when={props.isAdministrator}>
                <TypistTable path={path()} />
              </Show>
            </>
          )}
        </Show>
      </Show>
    </div>
  );
}

/** What whoever reads the page can do next. */
function NextPapers(props: {
  readonly path: string;
  readonly open: PaperPage['open'];
  readonly hrefOf: (paperId: string) => string;
}) {
  const { t } = useMessages();
  const navigate = useNavigate();
  const { isBusy, problem, run } = createRequest();
  const begin = (task: PaperTask) =>
    void run(async () => {
      const paper = await askNext(props.path, { task, skip: null });
      if (paper === null) showToast({ message: t(`papers.no-next.${task}`) });
      else navigate(props.hrefOf(paper.id));
    });
  return (
    <>
      <Buttons>
        <Button look="primary" isBusy={isBusy()} disabled={props.open.type === 0} onClick={() => begin('type')}>
          {t('papers.type', { count: props.open.type })}
        </Button>
        <Button isBusy={isBusy()} disabled={props.open.settle === 0} onClick={() => begin('settle')}>
          {t('papers.settle', { count: props.open.settle })}
        </Button>
      </Buttons>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
    </>
  );
}

/** How many sheets stand where; a press shows these alone. */
function PaperCounts(props: {
  readonly counts: PaperPage['counts'];
  readonly chosen: string | undefined;
  readonly onChoose: (state: string | null) => void;
}) {
  const messages = useMessages();
  const states = () => PAPER_STATES.filter((state) => state !== 'withdrawn' || props.counts.withdrawn > 0);
  return (
    <fieldset class="paper-counts">
      <legend class="only-heard">{messages.t('papers.counts')}</legend>
      <For each={states()}>
        {(state) => (
          <button
            type="button"
            aria-pressed={props.chosen === state}
            onClick={() => props.onChoose(props.chosen === state ? null : state)}
          >
            <span class="paper-count numeral">{messages.formatNumber(props.counts[state])}</span>
            <span>{messages.t(`papers.state.${state}`)}</span>
          </button>
        )}
      </For>
    </fieldset>
  );
}

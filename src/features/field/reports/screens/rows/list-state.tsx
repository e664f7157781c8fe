import { type JSX, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { isManyFresh, type ListedReports } from './listed-reports.ts';

/** How many reports there are, and what has come since they were shown. */
export function ListCount(props: { readonly listed: ListedReports }) {
  const { t } = useMessages();
  const { shown, fresh } = props.listed;
  const count = () =>
    shown.total === null
      ? t('reportList.found', { count: shown.count })
      : t('reportList.found-of', { count: shown.count, total: shown.total });
  const news = () => t(isManyFresh(fresh()) ? 'reportList.fresh-many' : 'reportList.fresh', { count: fresh() });
  return (
    <div class="list-count-line">
      <p class="numeral" role="status">
        {props.listed.isLoaded() ? count() : ''}
      </p>
      <p role="status" class="list-news">
        <Show when={fresh() > 0}>
          <span>{news()}</span>{' '}
          <Button look="quiet" onClick={() => void props.listed.load()}>
            {t('reportList.show-fresh')}
          </Button>
        </Show>
      </p>
    </div>
  );
}

/** The list, or why there is none. */
export function ListBody(props: {
  readonly listed: ListedReports;
  /** The receipt or name that was looked for and is of no report. */
  readonly unknown: string | null;
  readonly search: string | null;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
  readonly children: JSX.Element;
}) {
  const { t } = useMessages();
  const { listed } = props;
  const clear = () => <Button onClick={props.onClear}>{t('reportList.clear')}</Button>;
  const isEmpty = () => listed.isLoaded() && listed.shown.reports.length === 0;
  const hasNone = () => !props.isNarrowed || listed.shown.total === 0;
  return (
    <>
      <Trouble listed={listed} onClear={props.onClear} />
      <Switch fallback={props.children}>
        <Match when={props.unknown !== null}>
          <EmptyState title={t('reportList.none-named')} actions={clear()}>
            {t('reportList.none-named-hint')}
          </EmptyState>
        </Match>
        <Match when={!listed.isLoaded()}>
          <Show when={listed.problem() === null}>
            <Skeleton rows={12} />
          </Show>
        </Match>
        <Match when={isEmpty() && hasNone()}>
          <EmptyState title={t('reportList.none')}>{t('reportList.none-hint')}</EmptyState>
        </Match>
        <Match when={isEmpty() && isOfSigns(props.search)}>
          <EmptyState title={t('reportList.none-signs')} actions={clear()} />
        </Match>
        <Match when={isEmpty()}>
          <EmptyState title={t('reportList.none-matches')} actions={clear()} />
        </Match>
      </Switch>
    </>
  );
}

/** Whether nothing is searched for that could be found: words are made of letters and digits. */
function isOfSigns(search: string | null): boolean {
  return search !== null && !/[\p{L}\p{N}]/u.test(search);
}

/** Why the list is not as it is now. */
function Trouble(props: { readonly listed: ListedReports; readonly onClear: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const { listed } = props;
  const isOfFilter = () => listed.problem()?.code === 'invalid-input';
  return (
    <Show when={listed.problem() ?? listed.pollProblem()}>
      {(problem) => (
        <ErrorState
          problem={problem()}
          onRetry={() => [void listed.load(), listed.now()]}
          actions={
            <>
              <Show when={isOfFilter()}>
                <Button onClick={props.onClear}>{t('reportList.clear')}</Button>
              </Show>
              <Show when={listed.lookedAt()}>
                {(at) => <span>{t('reportList.as-of', { time: formatMoment(messages, at()) })}</span>}
              </Show>
            </>
          }
        />
      )}
    </Show>
  );
}

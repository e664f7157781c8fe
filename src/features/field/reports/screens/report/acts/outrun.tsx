import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { type ApiProblem, api } from '../../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ReportReply } from '../../../arrivals/arrival-replies.ts';
import { ActEntry } from '../history/act-entry.tsx';
import { newsSince } from '../history/history-line.ts';
import type { ActedOn } from './acted-on.ts';

/** Whether somebody else did something first: sending again does not help, looking does. */
export function isOutrun({ code }: ApiProblem): boolean {
  return code === 'report-state' || code === 'changed-meanwhile';
}

/** Says that somebody else did something to the report first: who, what and why. What was typed stays, and can be gone on with. */
export function Outrun(props: {
  readonly problem: ApiProblem;
  /** As the person saw it. */
  readonly report: ActedOn;
  /** What they wanted to do. */
  readonly kind: string;
  /** With the report as it is now. */
  readonly onGoOn: (reply: ReportReply) => void;
  /** Closes the form, to show the report as it is now. */
  readonly onLook: () => void;
}) {
  const { t } = useMessages();
  const [isSeen, setIsSeen] = createSignal(false);
  const seen = props.report;
  const [reply, { refetch }] = createResource(() => api.get<ReportReply>(seen.path));
  const canGoOn = (found: ReportReply) => found.standing?.acts.some((kind) => kind === props.kind) === true;
  const goOn = (found: ReportReply) => {
    setIsSeen(true);
    props.onGoOn(found);
  };
  return (
    <Show when={!isSeen()} fallback={<p role="status">{t('reports.act.outrun-seen')}</p>}>
      <ErrorState problem={props.problem} />
      <Show when={reply.error === undefined} fallback={<ErrorState problem={reply.error} onRetry={refetch} />}>
        <Show when={reply.latest} fallback={<Skeleton rows={3} />}>
          {(found) => (
            <div class="report-outrun">
              <News reply={found()} since={seen} />
              <p>{t(canGoOn(found()) ? 'reports.act.outrun-hint' : 'reports.act.outrun-closed')}</p>
              <Buttons>
                <Show when={canGoOn(found())}>
                  <Button onClick={() => goOn(found())}>{t('reports.act.outrun-go-on')}</Button>
                </Show>
                <Button look="quiet" onClick={() => props.onLook()}>
                  {t('reports.act.look')}
                </Button>
              </Buttons>
            </div>
          )}
        </Show>
      </Show>
    </Show>
  );
}

/** What happened since the report was shown. */
function News(props: { readonly reply: ReportReply; readonly since: ActedOn }) {
  const messages = useMessages();
  const { t } = messages;
  const numberOf = (sha256: string | null) => {
    const at = props.reply.versions.findIndex((version) => version.sha256 === sha256);
    return at < 0 ? null : at + 1;
  };
  return (
    <Show when={newsSince(props.reply, props.since)}>
      {(news) => (
        <>
          <p>
            <strong>{t('reports.act.outrun-did')}</strong>
          </p>
          <ul class="report-versions">
            <For each={news()}>
              {(entry) => (
                <li>
                  <Switch>
                    <Match when={entry.kind === 'act' && entry.act}>
                      {(act) => <ActEntry act={act()} numberOf={numberOf} stations={props.reply.stations} />}
                    </Match>
                    <Match when={entry.kind === 'version' && entry.version}>
                      {(version) => (
                        <p>
                          {t('reports.act.outrun-came', { number: numberOf(version().sha256) ?? 0 })} ·{' '}
                          <time datetime={version().receivedAt}>{formatMoment(messages, version().receivedAt)}</time>
                        </p>
                      )}
                    </Match>
                  </Switch>
                </li>
              )}
            </For>
          </ul>
        </>
      )}
    </Show>
  );
}

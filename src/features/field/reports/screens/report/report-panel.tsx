import { createEffect, type JSX, on, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { createReply } from '../../../../../platform/ui/request.ts';
import type { ReportReply, ShownReportHold } from '../../arrivals/arrival-replies.ts';
import { versionThatStands, wordReport } from '../arrival-words.ts';
import { ActButtons } from './acts/act-buttons.tsx';
import { actedOn } from './acts/acted-on.ts';
import { canBeCorrected } from './acts/correct/corrected-version.ts';
import { CommentsView } from './comments-view.tsx';
import { EraseReport } from './erase-report.tsx';
import { ReportFiles } from './report-files.tsx';
import { ReportNotices } from './report-notices.tsx';
import { StandingSummary } from './standing-summary.tsx';
import { VersionList } from './version-list.tsx';
import '../reports.css';

/** A report with everything that came for it and was done to it: what stands first, then its history, comments, files. */
export function ReportPanel(props: {
  readonly mission: string;
  readonly reportId: string;
  /** Whether the reader of the page may erase it. */
  readonly canErase: boolean;
  /** Whether the reader of the page may correct it, set it aside, write to it. */
  readonly canAct: boolean;
  /** The account of the reader of the page. */
  readonly account: string;
  /** Changes when there is something new to show. */
  readonly state: string;
  /** Where it is said which reports are kept, and why; null: the reader of the page may not look there. */
  readonly holdsHref: string | null;
  /** Told when the report stands otherwise than it was shown before: what lists it has to show that as well. */
  readonly onChanged: () => void;
  /** What other parts of the program know of it, shown above its versions. */
  readonly beside?: JSX.Element;
  readonly onClose: () => void;
}) {
  const missionPath = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const path = () => `${missionPath()}/reports/${encodeURIComponent(props.reportId)}`;
  // What was made at the desk is read within moments, and the list may show another part.
  const report = createReply<ReportReply>(path, { news: () => props.state, isPending: isWaiting });
  const found = report.shown;
  createEffect(
    on(
      () => lookOf(found()),
      (_, before) => before && props.onChanged(),
    ),
  );
  return (
    <SidePanel title={<Heading report={found()} />} kicker={<Kicker report={found()} />} onClose={props.onClose}>
      <Show
        when={report.error() === undefined}
        fallback={<ErrorState problem={report.error()} onRetry={report.again} />}
      >
        <Show when={found()} fallback={<Skeleton rows={6} />}>
          {(loaded) => (
            <>
              {props.beside}
              <Show when={loaded().hold}>{(hold) => <HoldLine hold={hold()} href={props.holdsHref} />}</Show>
              <Loaded {...props} report={loaded()} path={path()} missionPath={missionPath()} onDone={report.again} />
              <Show when={props.canErase && loaded().versions.some(({ isErased }) => !isErased)}>
                <EraseReport path={path()} onErased={report.again} />
              </Show>
            </>
          )}
        </Show>
      </Show>
    </SidePanel>
  );
}

/** That nothing of it is deleted when its time is over. */
function HoldLine(props: { readonly hold: ShownReportHold; readonly href: string | null }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <p class="report-note report-kept">
      <strong>{t('reports.kept')}</strong>{' '}
      {t('reports.kept-by', { name: props.hold.by, time: formatMoment(messages, props.hold.at) })}{' '}
      <Show when={props.href}>{(href) => <a href={href()}>{t('reports.kept-why')}</a>}</Show>
    </p>
  );
}

/** Heard once it is loaded: the focus came before, and whoever goes from one report to the next hears which one it is. */
function Heading(props: { readonly report: ReportReply | undefined }) {
  const messages = useMessages();
  return (
    <bdi aria-live="polite">
      {props.report === undefined ? messages.t('reports.report') : wordReport(messages, props.report)}
    </bdi>
  );
}

/** By its first receipt, as lists call it, and whoever sent it. */
function Kicker(props: { readonly report: ReportReply | undefined }) {
  const { t } = useMessages();
  const named = () => {
    const report = props.report;
    return report?.isCut === false ? report.versions[0] : report && versionThatStands(report);
  };
  return (
    <>
      {t('reports.report')} <bdi>{named()?.code}</bdi>
    </>
  );
}

/** What lists show of it, empty before it is here. */
function lookOf(report: ReportReply | undefined): string {
  return report === undefined ? '' : JSON.stringify([report.standing, report.versions, report.comments]);
}

function isWaiting({ versions }: ReportReply): boolean {
  return versions.some(({ state, isErased }) => state === 'waiting' && !isErased);
}

/**
 * An act may take its own button away, and the focus with it: then it goes to the first button of the report, which is often the
 * one that takes the act back.
 *
 * @returns what takes the element with all buttons, and what an act calls when it is done.
 */
function keepFocus(props: {
  readonly report: ReportReply;
  readonly onDone: () => void;
}): [(element: HTMLElement) => void, () => void] {
  let parts: HTMLElement | undefined;
  let isActed = false;
  const done = () => {
    isActed = true;
    props.onDone();
  };
  createEffect(
    on(
      () => props.report,
      (report) => {
        if (!isActed) return;
        isActed = isWaiting(report);
        if (document.activeElement !== document.body) return;
        const first = parts?.querySelector('button') ?? parts;
        first?.focus();
      },
      { defer: true },
    ),
  );
  return [(element) => (parts = element), done];
}

function Loaded(props: {
  readonly report: ReportReply;
  readonly path: string;
  readonly missionPath: string;
  readonly account: string;
  readonly canAct: boolean;
  readonly onDone: () => void;
}) {
  const { t } = useMessages();
  const standing = () => props.report.standing;
  const numberOf = (sha256: string | null) => {
    const at = props.report.versions.findIndex((version) => version.sha256 === sha256);
    return at < 0 ? null : at + 1;
  };
  const [setParts, done] = keepFocus(props);
  const canComment = () => props.canAct && standing() !== null && standing()?.state !== 'erased';
  const acted = () => actedOn(props.path, props.report);
  return (
    <div class="report-parts" ref={setParts} tabIndex={-1}>
      <Show when={standing()}>
        {(found) => (
          <>
            <StandingSummary
              standing={found()}
              stations={props.report.stations}
              acts={props.report.acts}
              number={numberOf(found().version)}
            />
            <Show when={props.canAct}>
              <ActButtons
                {...props}
                onDone={done}
                report={acted()}
                standing={found()}
                stations={props.report.stations}
                formId={versionThatStands(props.report)?.formId ?? null}
                canCorrect={canBeCorrected(found(), props.report.versions)}
              />
            </Show>
          </>
        )}
      </Show>
      <ReportNotices versions={props.report.versions} standing={standing()} acts={props.report.acts} />
      <Show when={props.report.isCut}>
        <p class="report-note">{t('reports.cut')}</p>
      </Show>
      <VersionList {...props} onDone={done} acted={acted()} numberOf={numberOf} />
      <ReportFiles path={props.path} files={props.report.files} missing={props.report.missingFiles} />
      <CommentsView
        path={props.path}
        comments={props.report.comments}
        account={props.account}
        canWrite={canComment()}
        onChanged={props.onDone}
      />
    </div>
  );
}

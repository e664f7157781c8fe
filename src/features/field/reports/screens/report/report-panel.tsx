import { createEffect, createResource, For, on, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ReportReply, ShownFile } from '../../arrivals/arrival-replies.ts';
import { relateVersions } from '../../arrivals/relate-versions.ts';
import { EraseReport } from './erase-report.tsx';
import { ReportNotices } from './report-notices.tsx';
import { VersionEntry } from './version-entry.tsx';
import '../reports.css';
import { formatMoment } from '../../../../../platform/ui/moment.ts';

/** A report with everything that came for it: versions in their order, what they say, files. */
export function ReportPanel(props: {
  readonly mission: string;
  readonly reportId: string;
  /** Whether the reader of the page may erase it. */
  readonly canErase: boolean;
  /** Changes when there is something new to show. */
  readonly state: string;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/reports/${encodeURIComponent(props.reportId)}`;
  const [report, { refetch }] = createResource(path, (address) => api.get<ReportReply>(address));
  createEffect(
    on(
      () => props.state,
      () => void refetch(),
      { defer: true },
    ),
  );
  return (
    <SidePanel title={t('reports.report')} kicker={<bdi>{props.reportId}</bdi>} onClose={props.onClose}>
      <Show when={report.error === undefined} fallback={<ErrorState problem={report.error} onRetry={refetch} />}>
        <Show when={report.latest} fallback={<Skeleton rows={6} />}>
          {(loaded) => (
            <>
              <Loaded report={loaded()} path={path()} />
              <Show when={props.canErase && loaded().versions.some(({ isErased }) => !isErased)}>
                <EraseReport path={path()} onErased={() => void refetch()} />
              </Show>
            </>
          )}
        </Show>
      </Show>
    </SidePanel>
  );
}

function Loaded(props: { readonly report: ReportReply; readonly path: string }) {
  const { t } = useMessages();
  const relations = () => relateVersions(props.report.versions);
  const ordinals = () => new Map(props.report.versions.map(({ index }, at) => [index, at + 1]));
  return (
    <div class="report-parts">
      <ReportNotices versions={props.report.versions} />
      <Show when={props.report.isCut}>
        <p class="report-note">{t('reports.cut')}</p>
      </Show>
      <ol class="report-versions">
        <For each={props.report.versions}>
          {(version, at) => (
            <li>
              <VersionEntry
                version={version}
                path={props.path}
                ordinals={ordinals()}
                relations={relations().get(version.index)}
                isOpen={at() === props.report.versions.length - 1}
              />
            </li>
          )}
        </For>
      </ol>
      <Show when={props.report.files.length > 0 || props.report.missingFiles.length > 0}>
        <section>
          <h3>{t('reports.files')}</h3>
          <ul class="report-files">
            <For each={props.report.files}>{(file) => <FileEntry file={file} path={props.path} />}</For>
            <For each={props.report.missingFiles}>
              {(name) => (
                <li>
                  <bdi>{name}</bdi> <span class="arrival-small">{t('reports.file-missing')}</span>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </div>
  );
}

function FileEntry(props: { readonly file: ShownFile; readonly path: string }) {
  const messages = useMessages();
  return (
    <li>
      <Show when={!props.file.isErased} fallback={<span>{messages.t('reports.erased')}</span>}>
        <a href={`${props.path}/files/${props.file.sha256}`} rel="external" download={props.file.name}>
          <bdi>{props.file.name}</bdi>
        </a>
      </Show>{' '}
      <span class="arrival-small">
        {messages.t('reports.bytes', { count: props.file.bytes })} · {formatMoment(messages, props.file.receivedAt)}
      </span>
    </li>
  );
}

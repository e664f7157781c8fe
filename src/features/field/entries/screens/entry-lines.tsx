import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { createReply } from '../../../../platform/ui/request.ts';
import type { ShownEntry } from '../report-entry.ts';
import './entries.css';

/** Who typed versions of a report at the desk, for whom and how they had come; nothing where nobody did. */
export function EntryLines(props: {
  readonly mission: string;
  readonly reportId: string;
  /** Changes when there is something new to show. */
  readonly state: string;
}) {
  const messages = useMessages();
  const { t } = messages;
  const path = () =>
    `/api/missions/${encodeURIComponent(props.mission)}/reports/${encodeURIComponent(props.reportId)}/entries`;
  const entries = createReply<ShownEntry[]>(path, { news: () => props.state });
  const list = () => entries.shown() ?? [];
  const words = ({ cameBy, deviceName, reporter, typistName, at }: ShownEntry) =>
    t('entries.line', {
      typist: typistName,
      reporter: deviceName ?? reporter ?? t('entries.erased'),
      way: t(`entries.by.${cameBy}`),
      time: formatMoment(messages, at),
    });
  return (
    <Show when={list().length > 0}>
      <section class="entry-lines">
        <h3>{t('entries.typed')}</h3>
        <ul>
          <For each={list()}>
            {(entry) => (
              <li>
                <bdi>{words(entry)}</bdi>
                <Show when={entry.note}>
                  {(note) => (
                    <p class="entry-note">
                      <bdi dir="auto">{note()}</bdi>
                    </p>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

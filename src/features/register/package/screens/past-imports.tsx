import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import type { ImportReply, PastImport } from '../report.ts';

/** The files of the election as they are now, and those that were imported, as they came. */
export function PastImports(props: {
  readonly slug: string;
  /** What was loaded here last: the list is read anew after it. */
  readonly last: ImportReply | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  const path = () => `/api/elections/${encodeURIComponent(props.slug)}`;
  const [past, { refetch }] = createResource(
    () => [path(), props.last] as const,
    ([address]) => api.get<PastImport[]>(`${address}/imports`),
  );
  return (
    <section class="import-past">
      <h2>{t('import.files')}</h2>
      <p>
        <LinkButton href={`${path()}/export.zip`} isExternal download={`${props.slug}.zip`}>
          {t('import.export')}
        </LinkButton>
      </p>
      <Show when={past.error === undefined} fallback={<ErrorState problem={past.error} onRetry={refetch} />}>
        <Show when={(past.latest?.length ?? 0) > 0}>
          <h3>{t('import.past')}</h3>
          <ul class="import-changes">
            <For each={past.latest}>
              {(one) => (
                <li>
                  {messages.formatInstant(Date.parse(one.at), { timezone: 'UTC' })} · {one.authorName}
                  <Show when={one.reason}> · {one.reason}</Show>
                  <ul class="import-past-files">
                    <For each={one.files}>
                      {(file) => (
                        <li>
                          <a
                            href={`${path()}/imports/${one.id}/files/${file.position}`}
                            rel="external"
                            download={file.path}
                          >
                            {file.path}
                          </a>
                        </li>
                      )}
                    </For>
                  </ul>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </section>
  );
}

import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import type { AnswerColumn } from '../../reports/arrivals/list/list-replies.ts';
import type { ExportAsk } from '../export-job.ts';
import { readListQuery } from '../list-query.ts';
import { filterWords } from './filter-words.ts';

/** Which reports of its form an export is of: the filters and the search of the list that it came from, in words. */
export function WhichReports(props: { readonly mission: string; readonly ask: Pick<ExportAsk, 'formId' | 'query'> }) {
  const messages = useMessages();
  const { t } = messages;
  const query = () => (props.ask.query === null ? null : readListQuery(props.ask.query));
  const filters = () => query()?.filters ?? [];
  const has = (isMeant: (column: string) => boolean) => filters().some(({ column }) => isMeant(column));
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const [questions] = createResource(
    () =>
      has((column) => column.startsWith('/')) &&
      `${path()}/report-columns?${new URLSearchParams({ form: props.ask.formId })}`,
    loadQuestions,
  );
  const [devices] = createResource(() => has((column) => column === 'device') && `${path()}/devices`, loadDevices);
  const words = () => {
    const known = { questions: questions.latest ?? [], devices: devices.latest ?? {} };
    const search = query()?.search ?? null;
    const narrowed = filters().map((filter) => filterWords(messages, filter, known));
    return search === null ? narrowed : [...narrowed, t('exports.card.search', { text: search })];
  };
  return (
    <Show when={props.ask.query !== null} fallback={<p class="export-note">{t('exports.card.all')}</p>}>
      <Show when={query() !== null} fallback={<p class="export-note">{t('exports.fault.query-unknown')}</p>}>
        <ul class="export-chips" aria-label={t('exports.card.which')}>
          <For each={words()}>
            {(text) => (
              <li>
                <bdi>{text}</bdi>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Show>
  );
}

/** Names help to read and are not worth an error: without them, paths and codes are shown. */
async function loadQuestions(address: string): Promise<readonly AnswerColumn[]> {
  return await api.get<{ columns: AnswerColumn[] }>(address).then(
    ({ columns }) => columns,
    () => [],
  );
}

async function loadDevices(address: string): Promise<Readonly<Record<string, string>>> {
  return await api.get<{ id: string; name: string }[]>(address).then(
    (list) => Object.fromEntries(list.map(({ id, name }) => [id, name])),
    () => ({}),
  );
}

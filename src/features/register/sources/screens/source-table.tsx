import { useSearchParams } from '@solidjs/router';
import { createMemo, Show } from 'solid-js';
import { foldText } from '../../../../kernel/text.ts';
import { parseWhen } from '../../../../kernel/when.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { Mention } from '../citations.ts';
import type { Source } from '../source.ts';
import { Mentions } from './mentions.tsx';

interface SourceTableProps {
  readonly sources: readonly Source[];
  readonly citations: ReadonlyMap<string, readonly Mention[]>;
}

/** All sources: who published what when, and how much of the record rests on each. */
export function SourceTable(props: SourceTableProps) {
  const { t } = useMessages();
  const [query] = useSearchParams();
  const citing = (source: Source) => props.citations.get(source.key) ?? [];
  const rows = createMemo(() => {
    const wanted = foldText(String(query.q ?? ''));
    return props.sources.filter(
      (source) =>
        foldText(searchedText(source)).includes(wanted) &&
        (!query.sort_of || sortOf(source) === query.sort_of) &&
        (!query.cited || citing(source).length > 0 === (query.cited === 'yes')),
    );
  });
  return (
    <section>
      <h2 class="only-heard">{t('sources.part.sources')}</h2>
      <p class="sources-soft sources-lead">{t('sources.lead')}</p>
      <Filters sources={props.sources} shown={rows().length} />
      <Rows rows={rows()} citing={citing} />
    </section>
  );
}

function searchedText({ key, publisher, kind, published, url, note }: Source): string {
  return [key, publisher, kind, published, url, note].filter((part) => part !== null).join(' ');
}

/** What stands before the colon: `news: CEC turnout` is news. */
function sortOf({ kind }: Source): string {
  return kind?.split(':')[0]?.trim() ?? '';
}

function Filters(props: { readonly sources: readonly Source[]; readonly shown: number }) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams();
  const choose = (name: 'q' | 'sort_of' | 'cited') => (value: string) =>
    setQuery({ [name]: value === '' ? null : value }, { replace: true, scroll: false });
  const sorts = createMemo(() => [...new Set(props.sources.map(sortOf))].filter((sort) => sort !== '').sort());
  return (
    <div class="sources-filters">
      <SearchField label={t('sources.search')} value={String(query.q ?? '')} onInput={choose('q')} />
      <SelectField
        label={t('sources.filter.kind')}
        value={String(query.sort_of ?? '')}
        onInput={choose('sort_of')}
        emptyLabel={t('sources.filter.all')}
        choices={sorts().map((value) => ({ value, label: value }))}
      />
      <SelectField
        label={t('sources.filter.cited')}
        value={String(query.cited ?? '')}
        onInput={choose('cited')}
        emptyLabel={t('sources.filter.all')}
        choices={[
          { value: 'yes', label: t('sources.filter.cited.yes') },
          { value: 'no', label: t('sources.filter.cited.no') },
        ]}
      />
      <p class="sources-soft" role="status">
        {t('sources.shown', { shown: props.shown, total: props.sources.length })}
      </p>
    </div>
  );
}

function Rows(props: { readonly rows: readonly Source[]; readonly citing: (source: Source) => readonly Mention[] }) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<Source>[] => [
    {
      id: 'source',
      title: t('sources.column.source'),
      width: 'fit',
      cell: ({ key }) => <RecordLink kind="source" key={key} />,
      sortBy: ({ key }) => key,
    },
    {
      id: 'publisher',
      title: t('fields.field.publisher'),
      cell: (source) => <Publisher source={source} />,
      sortBy: ({ publisher }) => publisher,
    },
    {
      id: 'cited',
      title: t('sources.column.cited'),
      cell: (source) => <Mentions mentions={props.citing(source)} />,
      sortBy: (source) => props.citing(source).length,
    },
    { id: 'kind', title: t('fields.field.kind'), cell: ({ kind }) => kind ?? '–', sortBy: ({ kind }) => kind },
    {
      id: 'published',
      title: t('fields.field.published'),
      width: 'fit',
      cell: ({ published }) => <Published text={published} />,
      sortBy: ({ published }) => published,
    },
  ];
  return (
    <Table
      caption={t('sources.part.sources')}
      isCaptionHidden
      columns={columns()}
      rows={props.rows}
      sortParameter="sort"
      empty={<EmptyState title={t('sources.empty')} />}
    />
  );
}

function Publisher(props: { readonly source: Source }) {
  return (
    <>
      {props.source.publisher}
      <Show when={props.source.url}>
        {(url) => (
          <p>
            <a class="sources-address" href={url()} rel="external noreferrer" target="_blank">
              {hostOf(url())}
            </a>
          </p>
        )}
      </Show>
      <Show when={props.source.note}>{(note) => <p class="sources-soft">{note()}</p>}</Show>
    </>
  );
}

/** A date where it is one, else the words of the source on when it was published. */
function Published(props: { readonly text: string | null }) {
  const { formatWhen } = useMessages();
  const when = () => (props.text === null ? null : parseWhen(props.text));
  return (
    <Show when={when()} fallback={props.text ?? '–'}>
      {(day) => <>{formatWhen(day(), 'short')}</>}
    </Show>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url;
}

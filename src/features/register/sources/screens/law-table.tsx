import { useSearchParams } from '@solidjs/router';
import { createMemo, Show } from 'solid-js';
import { foldText } from '../../../../kernel/text.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { Provision } from '../../provisions/provision.ts';
import type { Mention } from '../citations.ts';
import { Mentions } from './mentions.tsx';

/** The law that the record rests on, in our own words, with the version of the text that each rule was read in. */
export function LawTable(props: {
  readonly provisions: readonly Provision[];
  readonly applications: ReadonlyMap<string, readonly Mention[]>;
}) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams();
  const rows = createMemo(() => {
    const wanted = foldText(String(query.q ?? ''));
    return props.provisions.filter(({ key, provision, topic, rule, text_version }) =>
      foldText([key, provision, topic, rule, text_version].join(' ')).includes(wanted),
    );
  });
  return (
    <section>
      <h2 class="only-heard">{t('sources.part.law')}</h2>
      <p class="sources-soft sources-lead">{t('sources.law.lead')}</p>
      <div class="sources-filters">
        <SearchField
          label={t('sources.law.search')}
          value={String(query.q ?? '')}
          onInput={(q) => setQuery({ q: q === '' ? null : q }, { replace: true, scroll: false })}
        />
        <p class="sources-soft" role="status">
          {t('sources.law.shown', { shown: rows().length, total: props.provisions.length })}
        </p>
      </div>
      <Rows rows={rows()} applications={props.applications} />
    </section>
  );
}

function Rows(props: {
  readonly rows: readonly Provision[];
  readonly applications: ReadonlyMap<string, readonly Mention[]>;
}) {
  const { t } = useMessages();
  const applied = ({ key }: Provision) => props.applications.get(key) ?? [];
  const columns = (): Column<Provision>[] => [
    {
      id: 'provision',
      title: t('fields.field.provision'),
      cell: (row) => <ProvisionName provision={row} />,
      sortBy: ({ key }) => key,
    },
    {
      id: 'rule',
      title: t('fields.field.rule'),
      width: 'wide',
      cell: ({ topic, rule }) => (
        <>
          <p class="sources-topic" lang="en">
            {topic}
          </p>
          <p lang="en">{rule}</p>
        </>
      ),
      sortBy: ({ topic }) => topic,
    },
    {
      id: 'version',
      title: t('fields.field.text_version'),
      cell: (row) => <Version provision={row} />,
      sortBy: ({ text_version }) => text_version,
    },
    {
      id: 'applied',
      title: t('sources.column.applied'),
      cell: (row) => <Mentions mentions={applied(row)} />,
      sortBy: (row) => applied(row).length,
    },
  ];
  return (
    <Table
      caption={t('sources.part.law')}
      isCaptionHidden
      columns={columns()}
      rows={props.rows}
      sortParameter="sort"
      empty={<EmptyState title={t('sources.law.empty')} />}
    />
  );
}

function ProvisionName(props: { readonly provision: Provision }) {
  const { t } = useMessages();
  const open = () => OPEN_BASES.find((basis) => basis === props.provision.basis);
  return (
    <>
      <RecordLink kind="provision" key={props.provision.key} /> <span lang="en">{props.provision.provision}</span>
      <p class="sources-soft">
        <Show when={open()} fallback={<Confidence provision={props.provision} />}>
          {(basis) => <StatusMark status={basis()} />}
        </Show>
      </p>
      <Show when={props.provision.superseded_by}>
        {(key) => (
          <p class="sources-soft">
            {t('fields.field.superseded_by')}: <RecordLink kind="provision" key={key()} />
          </p>
        )}
      </Show>
    </>
  );
}

const OPEN_BASES = ['gap', 'memory', 'to-verify'] as const;

function Confidence(props: { readonly provision: Provision }) {
  const { t } = useMessages();
  return (
    <Show when={props.provision.confidence}>
      {(confidence) => (
        <>{t('sources.confidence', { confidence: t(`fields.choice.confidence.${confidence()}`).toLowerCase() })}</>
      )}
    </Show>
  );
}

function Version(props: { readonly provision: Provision }) {
  const { t, formatDate } = useMessages();
  return (
    <>
      <span lang="en">{props.provision.text_version ?? '–'}</span>
      <Show when={props.provision.valid_from}>
        {(day) => (
          <p class="sources-soft">
            {t('fields.field.valid_from')} {formatDate(day(), 'short')}
          </p>
        )}
      </Show>
      <Show when={props.provision.valid_to}>
        {(day) => (
          <p class="sources-soft">
            {t('fields.field.valid_to')} {formatDate(day(), 'short')}
          </p>
        )}
      </Show>
      <Show when={props.provision.url}>
        {(url) => (
          <p>
            <a class="sources-address" href={url()} rel="external noreferrer" target="_blank">
              {t('sources.law.text')}
            </a>
          </p>
        )}
      </Show>
    </>
  );
}

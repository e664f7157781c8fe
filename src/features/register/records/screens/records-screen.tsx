import { useLocation, useSearchParams } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { foldText } from '../../../../kernel/text.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';
import { newRecordHref } from '../../../../platform/ui/parts/links/record-address.ts';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { isKindName, KIND_NAMES, type KindName, kindNamed } from '../kinds.ts';
import { choiceLabel, fieldLabel, type ReadRecord, recordKey, titleOfRecord } from './field-words.ts';
import './records.css';

/** Records by kind, as far as the page has them. */
export type RecordsByKind = Readonly<Record<KindName, readonly ReadRecord[]>>;

/** Every record of the election, kind by kind: where anything can be found, corrected and added. */
export function RecordsScreen(props: {
  readonly file: RecordsByKind;
  readonly base: string;
  readonly canEdit: boolean;
}) {
  const messages = useMessages();
  const location = useLocation();
  const [query, setQuery] = useSearchParams();
  const kind = (): KindName => {
    const asked = String(query.kind ?? '');
    return isKindName(asked) && asked !== 'place' ? asked : 'event';
  };
  const search = () => String(query.q ?? '');
  const rows = createMemo(() => searchRecords(props.file[kind()], kind(), search()));
  return (
    <div class="records">
      <nav class="records-kinds" aria-label={messages.t('desk.records.kind')}>
        <For each={KIND_NAMES}>
          {(name) => (
            <a
              href={name === 'place' ? `${props.base}/places` : `?kind=${name}`}
              aria-current={name === kind() ? 'true' : undefined}
              class="records-kind"
            >
              <span>{messages.find(`fields.kinds.${name}`)}</span>
              <Show when={name !== 'place'}>
                <span class="numeral">{props.file[name].length}</span>
              </Show>
            </a>
          )}
        </For>
      </nav>
      <div class="records-list">
        <div class="records-tools">
          <SearchField
            label={messages.t('desk.records.search')}
            value={search()}
            onInput={(q) => setQuery({ q: q === '' ? null : q }, { replace: true, scroll: false })}
          />
          <Show when={props.canEdit && kind() !== 'election'}>
            <LinkButton href={newRecordHref(location.search, kind())} look="primary" keepScroll>
              {messages.t('desk.new-record', { kind: messages.find(`fields.kind.${kind()}`) ?? kind() })}
            </LinkButton>
          </Show>
        </div>
        <RecordTable kind={kind()} rows={rows()} />
      </div>
    </div>
  );
}

function RecordTable(props: { readonly kind: KindName; readonly rows: readonly ReadRecord[] }) {
  const messages = useMessages();
  const caption = () => messages.t('desk.records.caption', { kind: messages.find(`fields.kind.${props.kind}`) ?? '' });
  const columns = (): Column<ReadRecord>[] => [
    {
      id: 'key',
      title: fieldLabel(messages, props.kind, kindNamed(props.kind).key),
      cell: (row) => <RecordLink kind={props.kind} key={recordKey(props.kind, row)} />,
      sortBy: (row) => recordKey(props.kind, row),
    },
    {
      id: 'title',
      title: messages.t('desk.records.title'),
      cell: (row) => titleOfRecord(messages, row),
      sortBy: (row) => titleOfRecord(messages, row),
    },
    ...choiceColumns(messages, props.kind),
  ];
  return (
    <Table
      caption={caption()}
      isCaptionHidden
      columns={columns()}
      rows={props.rows}
      sortParameter="sort"
      empty={<EmptyState title={messages.t('desk.records.none')} />}
    />
  );
}

/** A column for each of the first choices of the kind; they say what sort of record it is. */
function choiceColumns(messages: ReturnType<typeof useMessages>, kind: KindName): Column<ReadRecord>[] {
  const fields = Object.entries(kindNamed(kind).fields).filter(([, field]) => field.type === 'choice');
  return fields.slice(0, 4).map(([name]) => ({
    id: name,
    title: fieldLabel(messages, kind, name),
    width: 'fit',
    cell: (row) => <ChoiceCell name={name} value={row[name]} />,
    sortBy: (row) => String(row[name] ?? ''),
  }));
}

const OPEN_BASES = ['gap', 'memory', 'to-verify'] as const;

function ChoiceCell(props: { readonly name: string; readonly value: unknown }) {
  const messages = useMessages();
  const open = () => (props.name === 'basis' ? OPEN_BASES.find((basis) => basis === props.value) : undefined);
  return (
    <Show
      when={open()}
      fallback={typeof props.value === 'string' ? choiceLabel(messages, props.name, props.value) : ''}
    >
      {(basis) => <StatusMark status={basis()} />}
    </Show>
  );
}

function searchRecords(rows: readonly ReadRecord[], kind: KindName, search: string): readonly ReadRecord[] {
  const wanted = foldText(search);
  if (wanted === '') return rows;
  return rows.filter((row) =>
    foldText(`${recordKey(kind, row)} ${JSON.stringify(Object.values(row))}`).includes(wanted),
  );
}

import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../platform/ui/parts/links/source-marks.tsx';
import { Badge } from '../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../platform/ui/parts/table/table.tsx';
import type { ProtocolCheck, ProtocolField } from './protocol.ts';
import { cutRule } from './rule-pieces.ts';
import './protocols.css';

/** The records of the protocol; a whole election file is one. */
export interface ProtocolRecords {
  readonly 'protocol-field': readonly ProtocolField[];
  readonly 'protocol-check': readonly ProtocolCheck[];
}

/** The protocol that commissions fill after the count, line by line, and what a correct one fulfils. */
export function ProtocolScreen(props: { readonly file: ProtocolRecords }) {
  const { t } = useMessages();
  const lines = createMemo(() => [...props.file['protocol-field']].sort((a, b) => a.rank - b.rank));
  const checks = () => props.file['protocol-check'];
  return (
    <Show when={lines().length + checks().length > 0} fallback={<EmptyState title={t('protocols.empty')} />}>
      <div class="protocols">
        <section>
          <h2>{t('protocols.lines')}</h2>
          <p class="protocols-soft">{t('protocols.lines.lead')}</p>
          <Lines lines={lines()} />
        </section>
        <section>
          <h2>{t('protocols.checks')}</h2>
          <p class="protocols-soft">{t('protocols.checks.lead')}</p>
          <Checks checks={checks()} lines={lines()} />
        </section>
      </div>
    </Show>
  );
}

function Lines(props: { readonly lines: readonly ProtocolField[] }) {
  const { t } = useMessages();
  const columns = (): Column<ProtocolField>[] => [
    {
      id: 'line',
      title: t('protocols.column.line'),
      cell: ({ key, meaning }) => (
        <RecordLink kind="protocol-field" key={key}>
          <LocalText text={meaning} fallback={key} />
        </RecordLink>
      ),
    },
    { id: 'item', title: t('protocols.column.item'), width: 'fit', cell: ({ item }) => item ?? '–', sortBy: itemOrder },
    { id: 'key', title: t('protocols.column.name'), cell: ({ key }) => <code class="protocols-key">{key}</code> },
    { id: 'source', title: t('protocols.column.source'), cell: (line) => <Prescribed line={line} /> },
    { id: 'note', title: t('fields.field.note'), cell: ({ note }) => <span lang="en">{note}</span> },
  ];
  return (
    <Table
      caption={t('protocols.lines')}
      isCaptionHidden
      columns={columns()}
      rows={props.lines}
      groupBy={({ level }) => t(`protocols.level.${level}`)}
    />
  );
}

/** Lines without a number in the law come last. */
function itemOrder({ item }: ProtocolField): string | null {
  return item;
}

function Prescribed(props: { readonly line: ProtocolField }) {
  return (
    <>
      <Show when={props.line.provision}>{(key) => <RecordLink kind="provision" key={key()} />}</Show>{' '}
      <SourceMarks sources={props.line.sources} />
    </>
  );
}

function Checks(props: { readonly checks: readonly ProtocolCheck[]; readonly lines: readonly ProtocolField[] }) {
  const { t } = useMessages();
  const keys = createMemo(() => props.lines.map(({ key }) => key));
  return (
    <ol class="protocols-checks">
      <For each={props.checks}>
        {(check) => (
          <li>
            <p>
              <RecordLink kind="protocol-check" key={check.key} />{' '}
              <Badge>{t(`fields.choice.severity.${check.severity}`)}</Badge>
            </p>
            <RuleWords check={check} keys={keys()} />
            <Show when={check.grounds}>
              {(grounds) => (
                <p class="protocols-soft">
                  {t('protocols.grounds')} <span lang="en">{grounds()}</span>
                </p>
              )}
            </Show>
          </li>
        )}
      </For>
    </ol>
  );
}

/** The condition, in which every line that it names is a link to that line. */
function RuleWords(props: { readonly check: ProtocolCheck; readonly keys: readonly string[] }) {
  const messages = useMessages();
  const rule = () => messages.localized(props.check.rule);
  const pieces = createMemo(() => cutRule(rule()?.text ?? props.check.key, props.keys));
  return (
    <p class="protocols-rule" lang={rule()?.language}>
      <For each={pieces()}>
        {(piece) => (
          <Show when={piece.isLine} fallback={piece.text}>
            <RecordLink kind="protocol-field" key={piece.text} class="protocols-key">
              {piece.text}
            </RecordLink>
          </Show>
        )}
      </For>
    </p>
  );
}

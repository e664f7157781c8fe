import { createMemo, type JSX, Match, Switch } from 'solid-js';
import { isKindName, type KindName, kindNamed } from '../../features/register/records/kinds.ts';
import { NewRecordPanel, RecordPanel } from '../../features/register/records/screens/record-panel.tsx';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { usePanelAddress } from '../../platform/ui/parts/links/record-link.tsx';
import type { LoadedElection } from './load-election.ts';
import { choicesOf, recordLabel } from './record-choices.ts';
import { recordExtra } from './record-extra.tsx';

/** Whatever the address asks to be shown beside the page: a record, or the form for a new one. */
export function RecordPanels(props: {
  readonly election: LoadedElection;
  readonly slug: string;
  readonly now: number;
  readonly canEdit: boolean;
  readonly onChanged: () => void;
}): JSX.Element {
  const messages = useMessages();
  const panel = usePanelAddress();
  const timezone = () => props.election.file.election[0]?.timezone ?? 'UTC';
  const candidatesOf = (kind: string) => choicesOf(props.election.file, messages, kind);
  const record = createMemo(() => asKnown(panel.record()), null, { equals: isSameRecord });
  const newKind = createMemo(() => (props.canEdit ? asKind(panel.newKind()) : null));
  const created = (kind: KindName, key: string) => {
    props.onChanged();
    panel.open({ kind, key });
  };
  return (
    <Switch>
      <Match when={record()} keyed>
        {(open) => (
          <RecordPanel
            slug={props.slug}
            kind={open.kind}
            recordKey={open.key}
            canEdit={props.canEdit}
            timezone={timezone()}
            candidatesOf={candidatesOf}
            labelOf={(kind, key) => recordLabel(props.election.file, messages, { kind, key })}
            extra={recordExtra(props.election.file, { ...open, now: props.now })}
            onChanged={props.onChanged}
            onClose={panel.close}
          />
        )}
      </Match>
      <Match when={newKind()} keyed>
        {(kind) => (
          <NewRecordPanel
            slug={props.slug}
            kind={kind}
            cells={startingCells(kind)}
            keyColumn={kindNamed(kind).key}
            candidatesOf={candidatesOf}
            onCreated={(key) => created(kind, key)}
            onClose={panel.close}
          />
        )}
      </Match>
    </Switch>
  );
}

interface KnownRecord {
  readonly kind: KindName;
  readonly key: string;
}

function asKnown(record: { kind: string; key: string } | null): KnownRecord | null {
  return record !== null && isKindName(record.kind) ? { kind: record.kind, key: record.key } : null;
}

function asKind(name: string | null): KindName | null {
  return name !== null && isKindName(name) && name !== 'election' ? name : null;
}

function isSameRecord(a: KnownRecord | null, b: KnownRecord | null): boolean {
  return a?.kind === b?.kind && a?.key === b?.key;
}

/** What most new records of a kind have in common, so that it need not be typed. */
function startingCells(kind: KindName): Readonly<Record<string, string>> {
  return 'basis' in kindNamed(kind).fields ? { basis: 'sourced' } : {};
}

import { For, Show } from 'solid-js';
import type { Cells } from '../../../../kernel/record.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { VersionReply } from '../contract.ts';
import type { KindName } from '../kinds.ts';
import { columnLabel } from './field-words.ts';

/** One cell that a version changed; `null` is an empty one. */
interface CellChange {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The versions of a record, newest first: who, when, why, and what it changed. */
export function RecordHistory(props: {
  readonly kind: KindName;
  readonly history: readonly VersionReply[];
  readonly timezone: string;
  /** Only the versions after this one; all of them unless given. */
  readonly after?: number | undefined;
}) {
  const messages = useMessages();
  const shown = () => props.history.filter(({ version }) => version > (props.after ?? 0));
  return (
    <ol class="versions" reversed>
      <For each={shown()}>
        {(version, index) => (
          <li class="version">
            <p class="version-head">
              <strong>{messages.t(`desk.act.${version.act}`)}</strong>{' '}
              <time datetime={version.at}>
                {messages.formatInstant(Date.parse(version.at), { timezone: props.timezone })}
              </time>{' '}
              <span class="version-author">{version.authorName}</span>
            </p>
            <Show when={version.reason}>{(reason) => <p class="version-reason">{reason()}</p>}</Show>
            <Changes kind={props.kind} changes={changesBetween(props.history[index() + 1]?.cells, version.cells)} />
          </li>
        )}
      </For>
    </ol>
  );
}

function Changes(props: { readonly kind: KindName; readonly changes: readonly CellChange[] }) {
  const messages = useMessages();
  return (
    <Show when={props.changes.length > 0}>
      <dl class="changes">
        <For each={props.changes}>
          {(change) => (
            <div class="change">
              <dt>{columnLabel(messages, props.kind, change.column)}</dt>
              <dd>
                <Show when={change.before}>{(before) => <del>{before()}</del>}</Show>{' '}
                <Show when={change.after}>{(after) => <ins>{after()}</ins>}</Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Show>
  );
}

/** The cells in which `after` differs from `before`; none for a first version, which the record itself shows. */
export function changesBetween(before: Cells | undefined, after: Cells): CellChange[] {
  if (before === undefined) return [];
  const columns = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return columns
    .filter((column) => before[column] !== after[column])
    .map((column) => ({ column, before: before[column] ?? null, after: after[column] ?? null }));
}

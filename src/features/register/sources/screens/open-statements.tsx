import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import type { OpenStatement } from '../citations.ts';
import { MentionLink } from './mentions.tsx';

const BASES = ['gap', 'memory', 'to-verify'] as const;

/** What the record does not know, said as plainly as what it knows. */
export function OpenStatements(props: { readonly statements: readonly OpenStatement[] }) {
  const { t } = useMessages();
  const groups = () =>
    BASES.map((basis) => ({ basis, rows: props.statements.filter((statement) => statement.basis === basis) }));
  return (
    <Show when={props.statements.length > 0} fallback={<EmptyState title={t('sources.open.empty')} />}>
      <p class="sources-soft sources-lead">{t('sources.open.lead')}</p>
      <For each={groups().filter(({ rows }) => rows.length > 0)}>
        {(group) => (
          <section class="sources-open">
            <h2>
              <StatusMark status={group.basis} /> <span class="sources-soft numeral">{group.rows.length}</span>
            </h2>
            <p class="sources-soft">{t(`sources.open.${group.basis}`)}</p>
            <ul>
              <For each={group.rows}>{(statement) => <Statement statement={statement} />}</For>
            </ul>
          </section>
        )}
      </For>
    </Show>
  );
}

function Statement(props: { readonly statement: OpenStatement }) {
  const messages = useMessages();
  return (
    <li>
      <span class="sources-soft">{messages.find(`fields.kind.${props.statement.kind}`)}:</span>{' '}
      <MentionLink mention={props.statement} />
      <Show when={props.statement.note}>
        {(note) => (
          <p class="sources-soft" lang="en">
            {note()}
          </p>
        )}
      </Show>
    </li>
  );
}

import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import type { Mention } from '../citations.ts';

/** How many records rest on something, and, opened, which: kind by kind, each a link. */
export function Mentions(props: { readonly mentions: readonly Mention[] }) {
  const { t } = useMessages();
  return (
    <Show when={props.mentions.length > 0} fallback={<span class="sources-none">{t('sources.cited-by-none')}</span>}>
      <details class="sources-mentions">
        <summary class="numeral">{t('sources.cited-by', { count: props.mentions.length })}</summary>
        <MentionList mentions={props.mentions} />
      </details>
    </Show>
  );
}

function MentionList(props: { readonly mentions: readonly Mention[] }) {
  const messages = useMessages();
  const kinds = createMemo(() => [...new Set(props.mentions.map(({ kind }) => kind))]);
  return (
    <dl>
      <For each={kinds()}>
        {(kind) => (
          <div>
            <dt>{messages.find(`fields.kinds.${kind}`) ?? kind}</dt>
            <For each={props.mentions.filter((mention) => mention.kind === kind)}>
              {(mention) => (
                <dd>
                  <MentionLink mention={mention} />
                </dd>
              )}
            </For>
          </div>
        )}
      </For>
    </dl>
  );
}

/** A link to a record by its title, with its key where records share a title. */
export function MentionLink(props: { readonly mention: Mention }) {
  return (
    <>
      <RecordLink kind={props.mention.kind} key={props.mention.key}>
        <LocalText text={props.mention.title} fallback={props.mention.key} />
      </RecordLink>
      <Show when={props.mention.kind === 'claim'}>
        {' '}
        <bdi class="sources-soft">{props.mention.key}</bdi>
      </Show>
    </>
  );
}

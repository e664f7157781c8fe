import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Fact, Facts, SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { Change } from '../act.ts';
import type { ActBody, ShownActBody } from '../contract.ts';
import { wordAction, wordActor, wordDetails, wordField, wordSubject, wordValue } from './word-act.ts';
import './history.css';

/** One act beside the list: who, when, why, and what it changed, field by field. */
export function ActPanel(props: {
  readonly id: string;
  readonly subjectHref: (act: ActBody) => string | null;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [shown] = createResource(
    () => props.id,
    (id) => api.get<ShownActBody>(`/api/history/acts/${encodeURIComponent(id)}`),
  );
  const title = () => {
    const found = shown.error === undefined ? shown.latest : undefined;
    return found === undefined ? t('history.act') : wordAction(messages, found.act.action);
  };
  return (
    <SidePanel title={title()} kicker={t('history.act')} onClose={props.onClose}>
      <Show when={shown.error === undefined} fallback={<ErrorState problem={shown.error} />}>
        <Show when={shown.latest} fallback={<Skeleton rows={6} />}>
          {(found) => (
            <>
              <ActFacts act={found().act} href={props.subjectHref(found().act)} />
              <h3 class="history-heading">{t('history.changed')}</h3>
              <Show
                when={found().changes.length > 0}
                fallback={<p class="history-note">{wordDetails(messages, found().act) || t('history.change.none')}</p>}
              >
                <Changes kind={found().act.subjectKind} changes={found().changes} />
              </Show>
            </>
          )}
        </Show>
      </Show>
    </SidePanel>
  );
}

function ActFacts(props: { readonly act: ActBody; readonly href: string | null }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <Facts>
      <Fact term={t('history.field.subject')}>
        <Show when={props.href} fallback={wordSubject(messages, props.act)}>
          {(href) => <a href={href()}>{wordSubject(messages, props.act)}</a>}
        </Show>
      </Fact>
      <Fact term={t('history.field.actor')}>
        <bdi>{wordActor(messages, props.act)}</bdi>
      </Fact>
      <Fact term={t('history.field.at')}>
        <time datetime={props.act.at}>{formatMoment(messages, props.act.at)}</time>
      </Fact>
      <Show when={props.act.election}>
        {(election) => <Fact term={t('history.field.election')}>{election()}</Fact>}
      </Show>
      <Show when={props.act.reason}>{(reason) => <Fact term={t('history.field.reason')}>{reason()}</Fact>}</Show>
    </Facts>
  );
}

function Changes(props: { readonly kind: string; readonly changes: readonly Change[] }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <table class="history-changes">
      <caption class="only-heard">{t('history.changed')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('history.change.field')}</th>
          <th scope="col">{t('history.change.before')}</th>
          <th scope="col">{t('history.change.after')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.changes}>
          {(change) => (
            <tr>
              <th scope="row">{wordField(messages, props.kind, change.field)}</th>
              <td data-empty={change.before === null ? '' : undefined}>{wordValue(messages, change.before)}</td>
              <td class="history-after" data-empty={change.after === null ? '' : undefined}>
                {wordValue(messages, change.after)}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

import { createResource, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Fact, Facts, SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { ActBody, ShownActBody } from '../contract.ts';
import { ActChanges } from './act-changes.tsx';
import { wordAction, wordActor, wordElection, wordSubject } from './word-act.ts';
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
              <ActChanges act={found().act} changes={found().changes} />
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
      <Show when={wordElection(messages, props.act)}>
        {(election) => <Fact term={t('history.field.election')}>{election()}</Fact>}
      </Show>
      <Show when={props.act.reason}>{(reason) => <Fact term={t('history.field.reason')}>{reason()}</Fact>}</Show>
    </Facts>
  );
}

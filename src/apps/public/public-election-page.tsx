import { createEffect } from 'solid-js';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { usePanelAddress } from '../../platform/ui/parts/links/record-link.tsx';
import { PublicFrame } from '../../platform/ui/shell/public-frame.tsx';
import { type ElectionFrameProps, ElectionPage } from '../election/election-page.tsx';
import { RecordPanels } from '../election/record-panels.tsx';
import { VIEWS } from '../election/views.tsx';

/** The record of an election as everybody may read it, without an account. */
export function PublicElectionPage() {
  return <ElectionPage root="/e" canEdit={false} frame={(props) => <Frame {...props} />} />;
}

function Frame(props: ElectionFrameProps) {
  const messages = useMessages();
  const panel = usePanelAddress();
  const { t } = messages;
  const title = () => messages.localized(props.election.file.election[0]?.title ?? {})?.text ?? props.slug;
  const tabs = () =>
    VIEWS.map((view) => ({
      href: `${props.base}/${view.name}`,
      label: t(view.label),
      isCurrent: view.name === props.view.name,
    }));
  createEffect(() => {
    document.title = `${t(props.view.label)} · ${title()}`;
  });
  return (
    <PublicFrame
      title={title()}
      standfirst={standfirst(messages, props)}
      tabs={tabs()}
      footer={
        <>
          <p>{t('desk.public.footer')}</p>
          <p>
            <a href={`/api/elections/${props.slug}/export.zip`} rel="external" download="">
              {t('desk.public.data')}
            </a>
            {' · '}
            <a href="/receipt">{t('receipts.title')}</a>
            {' · '}
            <a href={`/desk/e/${props.slug}/${props.view.name}`} rel="external">
              {t('desk.open-desk')}
            </a>
          </p>
        </>
      }
      panel={
        panel.record() !== null ? (
          <RecordPanels
            election={props.election}
            slug={props.slug}
            now={props.now}
            canEdit={false}
            onChanged={props.onChanged}
          />
        ) : undefined
      }
    >
      {props.children}
    </PublicFrame>
  );
}

function standfirst(messages: ReturnType<typeof useMessages>, props: ElectionFrameProps): string {
  const election = props.election.file.election[0];
  if (election === undefined) return '';
  return messages.t('overview.standfirst', {
    kind: election.kind,
    day: messages.formatDate(election.election_day, 'full'),
    opens: election.opens,
    closes: election.closes,
    zone: election.timezone,
  });
}

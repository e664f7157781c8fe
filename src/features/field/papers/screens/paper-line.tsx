import { createResource, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { otherLabel, type PaperPage, type PaperReply } from '../paper.ts';
import './papers.css';

/** The sheet that a report was typed from, and how; nothing where there was none. */
export function PaperLine(props: {
  readonly mission: string;
  readonly reportId: string;
  readonly hrefOf: (paperId: string) => string;
}) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/papers`;
  const find = async (reportId: string) => {
    const { papers } = await api.get<PaperPage>(`${path()}?${new URLSearchParams({ report: reportId })}`);
    const [paper] = papers;
    return paper === undefined ? null : await api.get<PaperReply>(`${path()}/${paper.id}`);
  };
  const [paper] = createResource(() => props.reportId, find);
  const found = () => (paper.error === undefined ? paper.latest : null);
  const way = (shown: PaperReply) => (shown.settlement?.settlerName == null ? 'agreed' : 'settled');
  return (
    <Show when={found()}>
      {(shown) => (
        <section class="entry-lines">
          <h3>{t('papers.from')}</h3>
          <p>
            <a href={props.hrefOf(shown().id)}>{t(`papers.from.${way(shown())}`, { label: shown().label })}</a>
          </p>
          <Show when={otherLabel(shown())}>
            {(station) => <p class="paper-note">{t('papers.labelled-for', { station: station() })}</p>}
          </Show>
        </section>
      )}
    </Show>
  );
}

import { Show } from 'solid-js';
import { EntryLines } from '../../../../features/field/entries/screens/entry-lines.tsx';
import { PaperLine } from '../../../../features/field/papers/screens/paper-line.tsx';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { enterHref, paperHref, papersHref } from '../mission-views.ts';

/** Who typed a report at the desk, and the sheet that it was typed from; nothing where neither is so. */
export function ReportOrigins(props: { readonly mission: string; readonly reportId: string; readonly state: string }) {
  return (
    <>
      <EntryLines mission={props.mission} reportId={props.reportId} state={props.state} />
      <PaperLine
        mission={props.mission}
        reportId={props.reportId}
        hrefOf={(paper) => paperHref(props.mission, paper)}
      />
    </>
  );
}

/** The ways to what is typed at the desk. */
export function EntryLinks(props: { readonly mission: string; readonly canEnter: boolean }) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.canEnter}>
        <LinkButton href={enterHref(props.mission)}>{t('entries.view')}</LinkButton>
      </Show>
      <LinkButton href={papersHref(props.mission)}>{t('papers.view')}</LinkButton>
    </>
  );
}

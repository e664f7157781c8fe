import { Show } from 'solid-js';
import { EntryLines } from '../../../../features/field/entries/screens/entry-lines.tsx';
import { PaperLine } from '../../../../features/field/papers/screens/paper-line.tsx';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { enterHref, paperHref, papersHref } from '../mission-views.ts';
import { ChecksBeside } from './checks-beside.tsx';

/** What other parts of the program know of a report: what checks say of it, and where it came from. */
export function ReportBeside(props: {
  readonly mission: string;
  readonly reportId: string;
  readonly state: string;
  readonly canEdit: boolean;
  readonly onChanged: () => void;
}) {
  return (
    <>
      <ChecksBeside {...props} />
      <ReportOrigins {...props} />
    </>
  );
}

/** Who typed a report at the desk, and the sheet that it was typed from; nothing where neither is so. */
function ReportOrigins(props: { readonly mission: string; readonly reportId: string; readonly state: string }) {
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

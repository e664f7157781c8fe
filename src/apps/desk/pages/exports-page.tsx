import { useParams, useSearchParams } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { AskExport } from '../../../features/field/exports/screens/ask-export.tsx';
import { ExportsScreen } from '../../../features/field/exports/screens/exports-screen.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../platform/ui/parts/actions/toast.tsx';
import { SidePanel } from '../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../platform/ui/parts/states/error-state.tsx';
import { Desk } from '../desk.tsx';
import { createMission, exportsHref, missionHref, missionViews } from './mission-views.ts';
import { queryOfList } from './reports/export-of-list.ts';

/** Exports of a mission, and the sheet on which one is asked for; its address may name the form, or the reports of a list. */
export function ExportsPage() {
  const params = useParams<{ mission: string }>();
  const messages = useMessages();
  const { t } = messages;
  const [query, setQuery] = useSearchParams();
  const [news, setNews] = createSignal(0);
  const mission = createMission(() => params.mission);
  const close = () => setQuery({ new: null, form: null, filter: null, search: null }, { scroll: false });
  const panel = () => (
    <SidePanel title={t('exports.new')} onClose={close}>
      <AskExport
        mission={params.mission}
        formId={query.form === undefined ? null : String(query.form)}
        query={queryOfList(query)}
        onClose={close}
        onAsked={() => {
          close();
          setNews((count) => count + 1);
          showToast({ message: t('exports.begun') });
        }}
      />
    </SidePanel>
  );
  return (
    <Desk
      title={t('exports.view')}
      crumbs={[
        { label: t('mission.list'), href: '/desk/missions' },
        { label: mission.name(), href: missionHref(params.mission) },
      ]}
      views={missionViews(messages, params.mission, 'exports')}
      panel={query.new === undefined ? undefined : panel()}
      actions={
        <LinkButton href={`${exportsHref(params.mission)}?new=export`} keepScroll>
          {t('exports.ask')}
        </LinkButton>
      }
    >
      <Show when={mission.error() === undefined} fallback={<ErrorState problem={mission.error()} />}>
        <ExportsScreen mission={params.mission} news={news()} />
      </Show>
    </Desk>
  );
}

import { createSignal, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Fact, Facts, SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Status } from '../../incident.ts';
import type { IncidentSettings, ShownIncident } from '../../incident-replies.ts';
import { categoryWords, placeWords, whenWords } from '../incident-words.ts';
import { createLive } from '../live/create-live.ts';
import { DangerWords, StatusWords } from '../views/incident-marks.tsx';
import { ActForm } from './act-form.tsx';
import { IncidentActs } from './incident-acts.tsx';
import '../incidents.css';

/** What the panel of an incident is made with. */
export interface PanelProps {
  readonly mission: string;
  readonly incident: string;
  readonly settings: IncidentSettings;
  readonly canEdit: boolean;
  /** A status that it is to get, where somebody came for that. */
  readonly to: Status | null;
  readonly hrefOf: (incident: string) => string;
  readonly hrefOfReport: (report: string) => string;
  readonly stationField: (field: { value: string; onInput: (code: string) => void }) => JSX.Element;
  readonly onClose: () => void;
}

/** An incident beside its list: what is known, what was done to it, and what can be done. */
export function IncidentPanel(props: PanelProps) {
  const { t } = useMessages();
  const path = `/api/missions/${encodeURIComponent(props.mission)}/incidents/${props.incident}`;
  const live = createLive<ShownIncident>(props.mission, () => path);
  const title = () => (live.shown.reply === null ? t('incidents.one') : `#${live.shown.reply.number}`);
  const [isOpen, setIsOpen] = createSignal(props.to !== null);
  return (
    <SidePanel title={title()} kicker={t('incidents.one')} onClose={props.onClose}>
      <Show when={live.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={live.now} />}</Show>
      <Show when={live.shown.reply} fallback={<Skeleton rows={6} />}>
        {(incident) => (
          <div class="incident-panel">
            <Known {...props} incident={incident()} />
            <Photos {...props} incident={incident()} />
            <Duplicates {...props} incident={incident()} />
            <Show when={props.canEdit}>
              <ActForm
                {...props}
                path={path}
                incident={incident()}
                isOpen={isOpen()}
                onOpen={setIsOpen}
                onDone={live.now}
              />
            </Show>
            <h3>{t('incidents.acts')}</h3>
            <IncidentActs {...props} acts={incident().acts} />
          </div>
        )}
      </Show>
    </SidePanel>
  );
}

type PartProps = Omit<PanelProps, 'incident'> & { readonly incident: ShownIncident };

function Known(props: PartProps) {
  const messages = useMessages();
  const { t } = messages;
  const facts = () => props.incident.facts;
  const words = () =>
    [
      ['category', categoryWords(messages, props.settings.categories, facts().category)],
      ['happened', whenWords(messages, facts())],
      ['place', placeWords(messages, props.incident)],
      ['position', facts().latitude === undefined ? '' : `${facts().latitude}, ${facts().longitude}`],
      ['priority', props.incident.priority === null ? '' : t(`incidents.priority.${props.incident.priority}`)],
      ['veracity', props.incident.veracity === null ? '' : t(`incidents.veracity.${props.incident.veracity}`)],
      ['due', props.incident.dueAt === null ? '' : formatMoment(messages, props.incident.dueAt)],
      ['known', formatMoment(messages, props.incident.at)],
    ] as const;
  return (
    <>
      <DangerWords incident={props.incident} />
      <p class="incident-words">
        <bdi>{facts().what ?? t('incidents.no-words')}</bdi>
      </p>
      <StatusWords incident={props.incident} />
      <Facts>
        <For each={words().filter(([, word]) => word !== '')}>
          {([name, word]) => (
            <Fact term={t(`incidents.${name}`)}>
              <bdi>{word}</bdi>
            </Fact>
          )}
        </For>
        <Show when={props.incident.acknowledged}>
          {(heard) => (
            <Fact term={t('incidents.heard')}>
              <bdi>{heard().by}</bdi> {formatMoment(messages, heard().at)}
            </Fact>
          )}
        </Show>
        <Show when={props.incident.report}>
          {(report) => (
            <Fact term={t('incidents.report')}>
              <a href={props.hrefOfReport(report())}>{t('incidents.to-report')}</a>{' '}
              <Show when={props.incident.standing !== 'read'}>
                {t(`incidents.standing.${props.incident.standing ?? 'read'}`)}
              </Show>
            </Fact>
          )}
        </Show>
        <For each={props.incident.links}>
          {(link) => (
            <Fact term={t(`incidents.link.${link.kind}`)}>
              <Show when={link.kind === 'report'} fallback={<bdi>{link.label}</bdi>}>
                <a href={props.hrefOfReport(link.target)}>{link.label}</a>
              </Show>
            </Fact>
          )}
        </For>
      </Facts>
    </>
  );
}

function Photos(props: PartProps) {
  const { t } = useMessages();
  const base = () => `/api/missions/${encodeURIComponent(props.mission)}/reports/${props.incident.report ?? ''}/files`;
  return (
    <Show when={props.incident.photos.length > 0}>
      <section>
        <h3>{t('incidents.photos')}</h3>
        <ul class="incident-photos">
          <For each={props.incident.photos}>
            {({ name, sha256 }) => (
              <li>
                <a href={props.hrefOfReport(props.incident.report ?? '')}>
                  <img src={`${base()}/${sha256}`} alt={name} loading="lazy" />
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

function Duplicates(props: PartProps) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.incident.into}>
        {(into) => (
          <p role="note">
            {t('incidents.is-merged')}{' '}
            <a href={props.hrefOf(into().id)} noScroll>
              #{into().number}
            </a>
          </p>
        )}
      </Show>
      <Show when={props.incident.merged.length > 0}>
        <section>
          <h3>{t('incidents.duplicates')}</h3>
          <ul class="incident-lines">
            <For each={props.incident.merged}>
              {(one) => (
                <li>
                  <a href={props.hrefOf(one.id)} noScroll>
                    #{one.number} <bdi>{one.facts.what ?? ''}</bdi>
                  </a>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
}

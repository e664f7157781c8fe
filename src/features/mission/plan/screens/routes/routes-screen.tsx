import { useSearchParams } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { FaultyState } from '../../../../../platform/ui/parts/states/faulty-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ListedSample } from '../../../samples/sample-replies.ts';
import type { RouteProposal, ShownPlan } from '../../plan-replies.ts';
import type { PlanTeam } from '../visit-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import { ProposalView } from './proposal-view.tsx';
import { findRouteFaults, type Proposed, type RouteDraft, readRoutes, readStart } from './route-draft.ts';
import { WhichFields } from './which-fields.tsx';
import '../plan.css';

interface RoutesProps {
  readonly mission: string;
  readonly plan: ShownPlan;
  readonly teams: readonly PlanTeam[];
}

/** Proposes routes for a sample or for stations that are named; what is taken of it comes into the plan as expected visits. */
export function RoutesScreen(props: RoutesProps & { readonly canEdit: boolean }) {
  const { t } = useMessages();
  return (
    <Show when={props.canEdit} fallback={<EmptyState title={t('samples.routes-editors')} />}>
      <Show
        when={props.teams.length > 0}
        fallback={
          <EmptyState
            title={t('samples.routes-no-teams')}
            actions={
              <LinkButton href={`/desk/m/${encodeURIComponent(props.mission)}/teams`}>{t('plan.team')}</LinkButton>
            }
          >
            {t('samples.routes-no-teams-hint')}
          </EmptyState>
        }
      >
        <RouteForm {...props} />
      </Show>
    </Show>
  );
}

function firstDraft({ electionDay, phases }: ShownPlan, sample: string): RouteDraft {
  return {
    ...{ sample, stations: '', day: electionDay ?? '', phases: phases.slice(0, 1).map(({ key }) => key), without: [] },
    ...{ from: '08:00', hours: '10', minutesPerVisit: '45', speed: '40', detour: '1.3', unknownWay: '30', most: '12' },
  };
}

function RouteForm(props: RoutesProps) {
  const { t } = useMessages();
  const [query] = useSearchParams<{ sample: string }>();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const [samples] = createResource(path, (address) => api.get<ListedSample[]>(`${address}/samples`));
  const standing = () =>
    (samples.error === undefined ? (samples.latest ?? []) : []).filter((one) => one.withdrawn === null);
  const [draft, setDraft] = createStore<RouteDraft>(firstDraft(props.plan, query.sample ?? ''));
  const [isTried, setIsTried] = createSignal(false);
  const [proposed, setProposed] = createSignal<Proposed | null>(null);
  const work = createRequest();
  const faults = () => (isTried() ? findRouteFaults(draft, props.teams) : new Set<never>());
  const propose = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (findRouteFaults(draft, props.teams).size > 0) return focusFirstFault(event);
    const [asked, start] = [readRoutes(draft, props.teams), readStart(draft.from)];
    void work.run(async () => {
      setProposed(null);
      setProposed({ proposal: await api.post<RouteProposal>(`${path()}/plan/routes`, asked), asked, start });
    });
  };
  return (
    <div class="plan-settings">
      <form class="plan-settings" onSubmit={propose} novalidate>
        <h2>{t('samples.routes')}</h2>
        <p class="plan-words">{t('samples.routes-hint')}</p>
        <WhichFields {...props} draft={draft} samples={standing()} faults={faults()} onType={setDraft} />
        <LimitFields draft={draft} faults={faults()} onType={setDraft} />
        <Show when={work.problem()}>{(problem) => <FaultyState problem={problem()} />}</Show>
        <Buttons>
          <Button type="submit" look={proposed() === null ? 'primary' : 'plain'} isBusy={work.isBusy()}>
            {t('samples.routes-propose')}
          </Button>
        </Buttons>
      </form>
      <Show when={proposed()} keyed>
        {(found) => <ProposalView path={`${path()}/plan/visits`} proposed={found} />}
      </Show>
    </div>
  );
}

import { useSearchParams } from '@solidjs/router';
import { createResource, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { ListedSample } from '../sample-replies.ts';
import { DrawScreen } from './draw/draw-screen.tsx';
import { SampleView } from './one/sample-view.tsx';
import { type SampleLinks, SampleState } from './sample-marks.tsx';
import { wordDesign } from './sample-words.ts';
import './samples.css';

/** Samples of polling stations: the list of them, one that is opened, or a new one that is drawn. */
export function SamplesScreen(props: {
  readonly mission: string;
  readonly canEdit: boolean;
  readonly links: SampleLinks;
}) {
  const [query, setQuery] = useSearchParams<{ sample: string; new: string; in: string }>();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/samples`;
  const [samples, { refetch }] = createResource(path, (address) => api.get<ListedSample[]>(address));
  const known = () => (samples.error === undefined ? samples.latest : undefined);
  const open = (sample: string) => {
    void refetch();
    setQuery({ sample, new: null, in: null });
  };
  return (
    <div class="samples">
      <Switch
        fallback={<SampleList {...props} samples={known()} error={samples.error} onRetry={() => void refetch()} />}
      >
        <Match when={query.new !== undefined && props.canEdit}>
          <Show when={known()} fallback={<Skeleton rows={8} />}>
            {(all) => (
              <DrawScreen
                path={path()}
                replaced={all().find(({ id, withdrawn }) => id === query.in && withdrawn === null) ?? null}
                onDrawn={open}
              />
            )}
          </Show>
        </Match>
        <Match when={query.sample}>
          {(id) => (
            <Show when={id()} keyed>
              {(sample) => <SampleView {...props} path={`${path()}/${sample}`} onChanged={() => void refetch()} />}
            </Show>
          )}
        </Match>
      </Switch>
    </div>
  );
}

function SampleList(props: {
  readonly samples: readonly ListedSample[] | undefined;
  readonly error: unknown;
  readonly canEdit: boolean;
  readonly links: SampleLinks;
  readonly onRetry: () => void;
}) {
  const { t } = useMessages();
  const draw = () => (
    <Show when={props.canEdit}>
      <LinkButton look="primary" href="?part=samples&new=sample">
        {t('samples.draw')}
      </LinkButton>
    </Show>
  );
  return (
    <Show
      when={props.error === undefined}
      fallback={<ErrorState problem={props.error as never} onRetry={props.onRetry} />}
    >
      <Show when={props.samples} fallback={<Skeleton rows={8} />}>
        {(samples) => (
          <Show
            when={samples().length > 0}
            fallback={
              <EmptyState title={t('samples.none')} actions={draw()}>
                {t('samples.none-hint')}
              </EmptyState>
            }
          >
            <Buttons>{draw()}</Buttons>
            <SampleTable samples={samples()} links={props.links} />
          </Show>
        )}
      </Show>
    </Show>
  );
}

function SampleTable(props: { readonly samples: readonly ListedSample[]; readonly links: SampleLinks }) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<ListedSample>[] => [
    {
      id: 'name',
      title: t('samples.name'),
      cell: ({ id, name }) => <a href={`?part=samples&sample=${id}`}>{name}</a>,
      sortBy: ({ name }) => name,
    },
    { id: 'design', title: t('samples.design'), cell: (sample) => wordDesign(messages, sample) },
    {
      id: 'size',
      title: t('samples.size'),
      align: 'end',
      cell: ({ selected, record }) => t('samples.of-units', { count: selected, units: record.frame.units }),
      sortBy: ({ selected }) => selected,
    },
    {
      id: 'drawn',
      title: t('samples.drawn'),
      cell: ({ drawnAt, by }) => (
        <>
          <time>{formatMoment(messages, drawnAt)}</time> <bdi>{by}</bdi>
        </>
      ),
      sortBy: ({ drawnAt }) => drawnAt,
    },
    { id: 'when', title: t('samples.when'), width: 'fit', cell: (sample) => <SampleState sample={sample} /> },
    {
      id: 'response',
      title: t('samples.response'),
      align: 'end',
      cell: ({ id, received, expected }) =>
        expected === 0 ? (
          '–'
        ) : (
          <a href={props.links.visitsOf(id, 'expected')}>{t('samples.received-of', { received, expected })}</a>
        ),
    },
  ];
  return <Table caption={t('samples.list')} isCaptionHidden columns={columns()} rows={props.samples} />;
}

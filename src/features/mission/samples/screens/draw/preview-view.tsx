import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { FirstLot } from '../../desk-sample.ts';
import type { SamplePreview } from '../../sample-replies.ts';

/** What would be drawn of each stratum, without saying which stations; and the step that draws. */
export function PreviewView(props: {
  readonly preview: SamplePreview;
  readonly isBusy: boolean;
  readonly onDraw: (frame: string) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const total = () => props.preview.lots.reduce((sum, { drawn }) => sum + drawn, 0);
  const columns = (): Column<FirstLot>[] => [
    {
      id: 'stratum',
      title: t('samples.stratum'),
      cell: ({ stratum }) => <bdi>{stratum ?? t('samples.whole-frame')}</bdi>,
    },
    { id: 'units', title: t('samples.frame'), align: 'end', cell: ({ units }) => messages.formatNumber(units) },
    { id: 'drawn', title: t('samples.would-draw'), align: 'end', cell: ({ drawn }) => messages.formatNumber(drawn) },
    {
      id: 'certain',
      title: t('samples.certain'),
      align: 'end',
      cell: ({ certain }) => (certain === 0 ? '–' : messages.formatNumber(certain)),
    },
  ];
  return (
    <section class="sample-preview" aria-label={t('samples.preview')}>
      <Show when={props.preview.frame} fallback={<Gaps preview={props.preview} />}>
        {(frame) => (
          <>
            <p role="status">{t('samples.would', { count: total(), units: props.preview.units })}</p>
            <div class="sample-hash">
              {t('samples.frame-hash')} <code>{frame()}</code>
            </div>
            <Table caption={t('samples.strata')} columns={columns()} rows={props.preview.lots} />
            <p class="sample-words">{t('samples.draw-hint')}</p>
            <Buttons>
              <Button look="primary" isBusy={props.isBusy} onClick={() => props.onDraw(frame())}>
                {t('samples.draw-register')}
              </Button>
            </Buttons>
          </>
        )}
      </Show>
    </section>
  );
}

/** Which stations lack what the design needs of them. */
function Gaps(props: { readonly preview: SamplePreview }) {
  const { t } = useMessages();
  return (
    <div role="alert">
      <p>{t('samples.gaps')}</p>
      <ul>
        <For each={props.preview.gaps}>
          {({ why, count, first }) => (
            <li>
              {t(`samples.gap.${why}`, { count })} <bdi>{first.join(', ')}</bdi>
              {count > first.length ? ' …' : ''}
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}

import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { PAGE_SIZES } from '../../arrivals/list/list-view.ts';

/** Turns the pages of the list. */
export function Pager(props: {
  /** Of the first row, from 0 on; null: nobody knows, because the page was opened by its address. */
  readonly offset: number | null;
  readonly rows: number;
  readonly size: number;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly onStep: (step: -1 | 1) => void;
  readonly onSize: (size: number) => void;
}) {
  const { t, formatNumber } = useMessages();
  return (
    <nav class="list-pager" aria-label={t('reportList.pages')}>
      <Button disabled={!props.hasPrevious} hotkey="p" onClick={() => props.onStep(-1)}>
        {props.offset === null ? t('reportList.first-page') : t('reportList.previous-page')}
      </Button>
      <Button disabled={!props.hasNext} hotkey="n" onClick={() => props.onStep(1)}>
        {t('reportList.next-page')}
      </Button>
      <Show when={props.rows > 0 && props.offset !== null}>
        <span class="numeral arrival-small">
          {t('reportList.range', { from: (props.offset ?? 0) + 1, to: (props.offset ?? 0) + props.rows })}
        </span>
      </Show>
      <label class="list-size">
        <span>{t('reportList.page-size')}</span>
        <select class="control" onInput={(event) => props.onSize(Number(event.currentTarget.value))}>
          <For each={PAGE_SIZES}>
            {(size) => (
              <option value={size} selected={size === props.size}>
                {formatNumber(size)}
              </option>
            )}
          </For>
        </select>
      </label>
    </nav>
  );
}

import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { tellPageKeys } from '../../../../../platform/ui/parts/palette/page-keys.ts';
import { listenForListKeys } from '../../../../../platform/ui/parts/table/list-keys.ts';

/** What the keys of the list do. */
export interface ListKeys {
  readonly onFilter: () => void;
  readonly onColumns: () => void;
  /** To the next page (1), or the one before. */
  readonly onPage: (step: -1 | 1) => void;
  /** To the next report (1), or the one before, while one is open beside the list. */
  readonly onReport: (step: -1 | 1) => void;
}

/** Listens to the keys of the list for as long as it is there, and has them told under `?`. */
export function listenForReportKeys(keys: ListKeys, isOpen: () => boolean): void {
  const { t } = useMessages();
  tellPageKeys(() => [
    { keys: ['j', 'k'], words: t('reportList.keys.panel') },
    { keys: ['f'], words: t('reportList.keys.filter') },
    { keys: ['c'], words: t('reportList.keys.columns') },
    { keys: ['n', 'p'], words: t('reportList.keys.pages') },
  ]);
  const acts: Readonly<Record<string, () => void>> = {
    f: keys.onFilter,
    c: keys.onColumns,
    n: () => keys.onPage(1),
    p: () => keys.onPage(-1),
  };
  listenForListKeys({ acts, beside: (step) => (isOpen() ? () => keys.onReport(step) : undefined) });
}

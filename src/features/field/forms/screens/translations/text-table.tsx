import { createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import type { TranslationRow } from '../../checking/translations/translation-table.ts';
import { columnsOf } from '../../editing/columns/sheet-columns.ts';
import type { WrittenPlace } from '../../editing/place-faults.ts';
import { LanguageName } from './language-name.tsx';
import { TextCell } from './text-cell.tsx';
import { handleTextKey } from './text-keys.ts';
import type { TranslationState } from './translation-state.ts';

interface TextTableProps {
  readonly state: TranslationState;
  readonly workbook: Workbook;
  readonly isReadonly: boolean;
  readonly onGo: (place: WrittenPlace) => void;
}

/** The texts of the page, a row for each and a column for each language that is shown. */
export function TextTable(props: TextTableProps) {
  const { t } = useMessages();
  const id = `texts-${createUniqueId()}`;
  return (
    <table class="text-table" aria-label={t('formViews.texts')} data-languages={props.state.shown().length}>
      <thead>
        <tr>
          <th scope="col">{t('formViews.text')}</th>
          <For each={props.state.shown()}>
            {(language, at) => (
              <th scope="col" id={`${id}-language-${at()}`}>
                <LanguageName language={language} />
              </th>
            )}
          </For>
          <th scope="col">
            <span class="only-heard">{t('formViews.cell')}</span>
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={(event) => handleTextKey(event, props.state)}>
        <For each={props.state.onPage()}>{(key) => <TextRow {...props} id={id} key={key} />}</For>
      </tbody>
    </table>
  );
}

function TextRow(props: TextTableProps & { readonly id: string; readonly key: string }) {
  const { t } = useMessages();
  const heading = `${props.id}-${props.key}`;
  return (
    <Show when={props.state.findRow(props.key)}>
      {(row) => (
        <tr>
          <th scope="row" id={heading}>
            <TextPlace row={row()} />
          </th>
          <For each={props.state.shown()}>
            {(language, at) => (
              <td>
                <TextCell
                  state={props.state}
                  place={{ key: props.key, language }}
                  isReadonly={props.isReadonly}
                  labelledBy={`${props.id}-language-${at()} ${heading}`}
                />
              </td>
            )}
          </For>
          <td class="text-go">
            <Button
              look="quiet"
              title={t('formViews.go')}
              aria-label={t('formViews.go')}
              aria-describedby={heading}
              onClick={() => props.onGo(placeOf(props.workbook, row(), props.state.shown()))}
            >
              <svg class="text-go-sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <path d="M2 2.5h12v11H2zM2 6.2h12M6 2.5v11" />
                <rect x="6" y="6.2" width="8" height="3.6" />
              </svg>
            </Button>
          </td>
        </tr>
      )}
    </Show>
  );
}

/** Of what the text is: name, kind of text, list, sheet and row. */
function TextPlace(props: { readonly row: TranslationRow }) {
  const { t } = useMessages();
  const where = () => {
    const { sheet, row, list } = props.row;
    return [sheet, ...(list ? [t('formViews.list', { name: list })] : []), t('formViews.row', { row })].join(' · ');
  };
  return (
    <>
      <span class="text-name">{props.row.name || t('formViews.unnamed')}</span>{' '}
      <span class="text-kind">{t(`formViews.kind.${props.row.column}`)}</span> <span class="text-where">{where()}</span>
    </>
  );
}

/** The cell that is missing, else that of the reference. */
function placeOf(workbook: Workbook, row: TranslationRow, shown: readonly string[]): WrittenPlace {
  const cells = shown.flatMap((language) => row.cells.get(language) ?? []);
  const all = [...cells, ...row.cells.values()].filter(({ column }) => column !== null);
  const { column } = all.find(({ text }) => text.trim() === '') ?? all[0] ?? { column: null };
  const header = column === null ? '' : (columnsOf(workbook, row.sheet)?.headers[column] ?? '');
  return { sheet: row.sheet, row: row.row, column: header === '' ? null : header };
}

import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import { TEXT_SHEETS, type TextSheet } from '../../editing/columns/text-columns.ts';
import { wordLanguage } from './language-name.tsx';
import { PAGE_SIZE, type TranslationState } from './translation-state.ts';

/** Which languages stand side by side, and which texts are shown. */
export function TextFilter(props: { readonly state: TranslationState }) {
  const { t, formatNumber } = useMessages();
  const { state } = props;
  const sheets = () => TEXT_SHEETS.filter((sheet) => state.table().rows.some((row) => row.sheet === sheet));
  return (
    <div class="translations-filter">
      <div class="translations-languages">
        <LanguageSelect state={state} at={0} label={t('formViews.reference')} />
        <Show when={state.table().languages.length > 1}>
          <LanguageSelect state={state} at={1} label={t('formViews.beside')} />
        </Show>
        <Show when={state.table().languages.length > 2}>
          <LanguageSelect state={state} at={2} label={t('formViews.third')} emptyLabel={t('formViews.no-third')} />
        </Show>
        <Show when={sheets().length > 1}>
          <SelectField
            label={t('formViews.sheet')}
            value={state.filter().sheet ?? ''}
            emptyLabel={t('formViews.sheet-all')}
            choices={sheets().map((sheet) => ({ value: sheet, label: sheet }))}
            onInput={(sheet) => state.narrow({ sheet: sheet === '' ? null : (sheet as TextSheet) })}
          />
        </Show>
      </div>
      <div class="translations-search">
        <SearchField
          label={t('formViews.search-texts')}
          value={state.filter().words}
          onInput={(words) => state.narrow({ words })}
        />
        <Checkbox
          label={t('formViews.only-missing')}
          checked={state.filter().isOnlyMissing}
          onInput={(isOnlyMissing) => state.narrow({ isOnlyMissing })}
        />
        <p class="translations-count" role="status">
          {t('formViews.shown-of', {
            shown: formatNumber(state.fitting().length),
            of: formatNumber(state.table().rows.length),
          })}
        </p>
      </div>
    </div>
  );
}

function LanguageSelect(props: {
  readonly state: TranslationState;
  readonly at: number;
  readonly label: string;
  readonly emptyLabel?: string;
}) {
  const messages = useMessages();
  return (
    <SelectField
      label={props.label}
      value={props.state.shown()[props.at] ?? ''}
      emptyLabel={props.emptyLabel}
      choices={props.state.table().languages.map((value) => ({ value, label: wordLanguage(value, messages) }))}
      onInput={(language) => props.state.showLanguage(props.at, language === '' ? null : language)}
    />
  );
}

/** Where one is in a list of several pages. */
export function PageTurner(props: { readonly state: TranslationState }) {
  const { t, formatNumber } = useMessages();
  const { state } = props;
  const from = () => state.page() * PAGE_SIZE;
  const to = () => Math.min(from() + PAGE_SIZE, state.fitting().length);
  const words = () => ({
    from: formatNumber(from() + 1),
    to: formatNumber(to()),
    of: formatNumber(state.fitting().length),
  });
  return (
    <Show when={state.fitting().length > PAGE_SIZE}>
      <nav class="translations-pages" aria-label={t('formViews.pages')}>
        <Button disabled={state.page() === 0} onClick={() => state.setPage(state.page() - 1)}>
          {t('formViews.page-previous')}
        </Button>
        <span class="numeral">{t('formViews.page', words())}</span>
        <Button disabled={to() === state.fitting().length} onClick={() => state.setPage(state.page() + 1)}>
          {t('formViews.page-next')}
        </Button>
      </nav>
    </Show>
  );
}

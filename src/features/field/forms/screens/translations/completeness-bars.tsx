import { For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { TranslationTable } from '../../checking/translations/translation-table.ts';
import { LanguageName } from './language-name.tsx';

/** How many of the texts each language has, as bars from zero with n of m. */
export function CompletenessBars(props: { readonly table: TranslationTable }) {
  const { t } = useMessages();
  return (
    <section class="completeness">
      <h2>{t('formViews.completeness')}</h2>
      <ul>
        <For each={props.table.languages}>{(language) => <Bar table={props.table} language={language} />}</For>
      </ul>
    </section>
  );
}

function Bar(props: { readonly table: TranslationTable; readonly language: string }) {
  const { t, formatNumber, formatPercent } = useMessages();
  const count = () => props.table.completeness.get(props.language) ?? { translated: 0, of: 0 };
  /** Rounded down: 100% means that nothing is missing. */
  const percent = () => (count().of === 0 ? 0 : Math.floor((100 * count().translated) / count().of));
  const numbers = () =>
    t('formViews.translated-of', {
      translated: formatNumber(count().translated),
      of: formatNumber(count().of),
    });
  return (
    <li class="completeness-language">
      <LanguageName language={props.language} />{' '}
      <svg class="completeness-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="completeness-whole" width="100" height="8" />
        <rect
          class="completeness-part"
          width={count().of === 0 ? 0 : (100 * count().translated) / count().of}
          height="8"
        />
      </svg>
      <span class="numeral">
        {numbers()} <span class="completeness-share">{formatPercent(percent())}</span>
      </span>
    </li>
  );
}

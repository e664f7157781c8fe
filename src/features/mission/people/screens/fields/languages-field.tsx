import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ManyField } from '../../../../../platform/ui/parts/fields/combo-field.tsx';
import type { FieldProps } from '../../../../../platform/ui/parts/fields/field.tsx';
import { wordLanguage } from '../people-words.ts';

/** Languages that are offered by their names; any other can be typed by its tag (BCP 47). */
const OFFERED = [
  ...['ar', 'az', 'be', 'bg', 'bs', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fr', 'he', 'hr', 'hu'],
  ...['hy', 'it', 'ka', 'kk', 'ku', 'ky', 'lez', 'lt', 'lv', 'mk', 'mn', 'nl', 'no', 'pl', 'pt', 'ro', 'ru', 'sk'],
  ...['sl', 'sq', 'sr', 'sv', 'tg', 'tk', 'tly', 'tr', 'uk', 'uz'],
];

/** The languages that somebody speaks. */
export function LanguagesField(
  props: FieldProps & { readonly values: readonly string[]; readonly onInput: (tags: readonly string[]) => void },
) {
  const messages = useMessages();
  const choices = () => {
    const tags = [...new Set([...OFFERED, ...props.values])];
    return tags.map((tag) => ({ value: tag, label: wordLanguage(messages, tag) }));
  };
  return <ManyField {...props} choices={choices()} />;
}

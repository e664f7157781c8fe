import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { CATEGORY_KEY, type Category, treeOrder } from '../../category.ts';
import { categoryChoices } from '../incident-words.ts';

interface CategoriesProps {
  readonly categories: readonly Category[];
  readonly canEdit: boolean;
  readonly onChange: (categories: Category[]) => void;
}

const LANGUAGES = ['en', 'ru', 'az'] as const;

/** The category tree, a row each, and a field for a new one. */
export function CategoryFields(props: CategoriesProps) {
  const { t } = useMessages();
  const [key, setKey] = createSignal('');
  const isKey = () => CATEGORY_KEY.test(key().trim()) && !props.categories.some((one) => one.key === key().trim());
  const add = () => {
    const name = { en: key().trim() };
    props.onChange([...props.categories, { key: key().trim(), parent: null, name, isRetired: false }]);
    setKey('');
  };
  const keys = () => treeOrder(props.categories).map(({ category }) => category.key);
  return (
    <div>
      <For each={keys()}>{(one) => <CategoryRow {...props} key={one} />}</For>
      <Show when={props.canEdit}>
        <div class="incident-category">
          <TextField label={t('incidents.key')} hint={t('incidents.key-hint')} value={key()} onInput={setKey} />
          <Button disabled={!isKey()} onClick={add}>
            {t('incidents.add-category')}
          </Button>
        </div>
      </Show>
    </div>
  );
}

function CategoryRow(props: CategoriesProps & { readonly key: string }) {
  const messages = useMessages();
  const { t } = messages;
  const own = (): Category =>
    props.categories.find(({ key }) => key === props.key) ?? {
      key: props.key,
      parent: null,
      name: {},
      isRetired: false,
    };
  const change = (part: Partial<Category>) =>
    props.onChange(props.categories.map((one) => (one.key === props.key ? { ...one, ...part } : one)));
  const rename = (language: string, text: string) => {
    const all = Object.entries({ ...own().name, [language]: text });
    change({ name: Object.fromEntries(all.filter(([, words]) => words !== '')) });
  };
  const remove = () => props.onChange(props.categories.filter(({ key }) => key !== props.key));
  const parents = () => categoryChoices(messages, props.categories, true).filter(({ value }) => value !== props.key);
  return (
    <fieldset class="incident-category" disabled={!props.canEdit}>
      <legend>
        <code>{props.key}</code>
      </legend>
      <For each={LANGUAGES}>
        {(language) => (
          <TextField
            label={t(`incidents.name.${language}`)}
            value={own().name[language] ?? ''}
            onInput={(text) => rename(language, text)}
          />
        )}
      </For>
      <SelectField
        label={t('incidents.parent')}
        value={own().parent ?? ''}
        emptyLabel={t('incidents.no-parent')}
        choices={parents()}
        onInput={(parent) => change({ parent: parent || null })}
      />
      <Checkbox
        label={t('incidents.retired')}
        checked={own().isRetired}
        onInput={(isRetired) => change({ isRetired })}
      />
      <Show when={props.canEdit}>
        <Button look="quiet" aria-label={t('incidents.remove-which', { key: props.key })} onClick={remove}>
          {t('incidents.remove')}
        </Button>
      </Show>
    </fieldset>
  );
}

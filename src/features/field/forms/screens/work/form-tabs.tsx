import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Tabs } from '../../../../../platform/ui/parts/links/tabs.tsx';
import { FORM_TABS } from '../view/form-tab.ts';
import type { FormFrame } from './form-frame.ts';

/** The views of a form, side by side. */
export function FormTabs(props: { readonly frame: FormFrame; readonly search: string }) {
  const { t } = useMessages();
  const tabs = () =>
    FORM_TABS.map((tab) => ({
      href: `${props.frame.addresses.page}/${tab}${props.search}`,
      label: t(`forms.tab.${tab}`),
      isCurrent: tab === props.frame.tab,
    }));
  return <Tabs label={t('forms.tabs')} tabs={tabs()} />;
}

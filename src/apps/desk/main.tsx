import '../../platform/ui/theme/theme.css';
import { render } from 'solid-js/web';
import { must } from '../../kernel/result.ts';
import { LanguageProvider, loadFirstMessages } from '../../platform/i18n/language-provider.tsx';
import { needAreas } from '../../platform/i18n/load.ts';
import { showTheme } from '../../platform/ui/theme/theme.ts';
import { DeskRoutes } from './desk-routes.tsx';
import { DESK_CATALOGUES, START } from './desk-words.ts';

showTheme();
await needAreas(START);
const first = await loadFirstMessages(DESK_CATALOGUES);
const root = must(document.getElementById('app'), 'The page has no element #app');
render(
  () => (
    <LanguageProvider first={first} catalogues={DESK_CATALOGUES}>
      <DeskRoutes />
    </LanguageProvider>
  ),
  root,
);

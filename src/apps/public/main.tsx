import '../../platform/ui/theme/theme.css';
import { Route, Router } from '@solidjs/router';
import { render } from 'solid-js/web';
import { must } from '../../kernel/result.ts';
import { LanguageProvider, loadFirstMessages } from '../../platform/i18n/language-provider.tsx';
import { PUBLIC_CATALOGUES } from '../../platform/i18n/load.ts';
import { showTheme } from '../../platform/ui/theme/theme.ts';
import { NotFoundPage } from '../election/not-found-page.tsx';
import { PublicElectionPage } from './public-election-page.tsx';
import { PublicElectionsPage } from './public-elections-page.tsx';
import { ReceiptPage } from './receipt-page.tsx';

showTheme();
const first = await loadFirstMessages(PUBLIC_CATALOGUES);
const root = must(document.getElementById('app'), 'The page has no element #app');
render(
  () => (
    <LanguageProvider first={first} catalogues={PUBLIC_CATALOGUES}>
      <Router>
        <Route path="/" component={PublicElectionsPage} />
        <Route path="/e/:slug/:view?" component={PublicElectionPage} />
        <Route path="/receipt/:code?" component={ReceiptPage} />
        <Route path="*" component={NotFoundPage} />
      </Router>
    </LanguageProvider>
  ),
  root,
);

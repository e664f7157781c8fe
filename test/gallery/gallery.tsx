import '../../src/platform/ui/theme/theme.css';
import '../../src/platform/ui/theme/fonts-serif.css';
import { Route, Router } from '@solidjs/router';
import { For } from 'solid-js';
import { render } from 'solid-js/web';
import { must } from '../../src/kernel/result.ts';
import { LanguageProvider, loadFirstMessages } from '../../src/platform/i18n/language-provider.tsx';
import { CATALOGUES } from '../../src/platform/i18n/load.ts';
import { showTheme } from '../../src/platform/ui/theme/theme.ts';
import { ChartSection } from './sections/charts.tsx';
import { DeskSection } from './sections/desk.tsx';
import { FieldSection } from './sections/fields.tsx';
import { FillSection } from './sections/fill.tsx';
import { FormSection } from './sections/form.tsx';
import { FormViewsSection } from './sections/form-views.tsx';
import { GridSection } from './sections/grid.tsx';
import { MarkSection } from './sections/marks.tsx';
import { PublicSection } from './sections/public.tsx';
import { TableSection } from './sections/tables.tsx';
import './gallery.css';

const SECTIONS = [
  { path: '/marks', title: 'Marks and actions', page: MarkSection },
  { path: '/fields', title: 'Fields', page: FieldSection },
  { path: '/form', title: 'Form', page: FormSection },
  { path: '/fill', title: 'A form at the desk', page: FillSection },
  { path: '/form-views', title: 'Views of a form', page: FormViewsSection },
  { path: '/grid', title: 'Grid', page: GridSection },
  { path: '/tables', title: 'Tables', page: TableSection },
  { path: '/charts', title: 'Charts', page: ChartSection },
  { path: '/desk', title: 'Desk', page: DeskSection },
  { path: '/public', title: 'Public page', page: PublicSection },
];

function Contents() {
  return (
    <main class="gallery">
      <h1>Parts and charts</h1>
      <ul>
        <For each={SECTIONS}>
          {(section) => (
            <li>
              <a href={section.path}>{section.title}</a>
            </li>
          )}
        </For>
      </ul>
    </main>
  );
}

showTheme();
const first = await loadFirstMessages(CATALOGUES);
render(
  () => (
    <LanguageProvider first={first} catalogues={CATALOGUES}>
      <Router>
        <Route path="/" component={Contents} />
        <For each={SECTIONS}>{(section) => <Route path={section.path} component={section.page} />}</For>
      </Router>
    </LanguageProvider>
  ),
  must(document.getElementById('app'), 'Start: no #app in the document'),
);

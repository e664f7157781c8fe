import { Route, Router } from '@solidjs/router';
import { lazy } from 'solid-js';
import { NotFoundPage } from '../election/not-found-page.tsx';
import { DeskElectionPage } from './desk-election-page.tsx';
import { DeskElectionsPage } from './desk-elections-page.tsx';
import { Session } from './session.tsx';

const page = (load: () => Promise<typeof import('./pages/office-pages.tsx')>, name: OfficePage) =>
  lazy(async () => ({ default: (await load())[name] }));
type OfficePage =
  | 'SignInPage'
  | 'SetUpPage'
  | 'AccountsPage'
  | 'MyAccountPage'
  | 'HistoryPage'
  | 'SecurityPage'
  | 'ReadingsPage';
const office = () => import('./pages/office-pages.tsx');
const missions = (name: 'MissionsPage' | 'MissionPage' | 'FormPage') =>
  lazy(async () => ({ default: (await import('./pages/mission-pages.tsx'))[name] }));
const devicesPage = lazy(async () => ({ default: (await import('./pages/devices-page.tsx')).DevicesPage }));
const exportsPage = lazy(async () => ({ default: (await import('./pages/exports-page.tsx')).ExportsPage }));
const reports = (name: 'ReportsPage' | 'ArrivalsPage' | 'LogPage' | 'KeysPage') =>
  lazy(async () => ({ default: (await import('./pages/reports-pages.tsx'))[name] }));
const entry = (name: 'EntryPage' | 'PapersPage' | 'PaperPage') =>
  lazy(async () => ({ default: (await import('./pages/entry-pages.tsx'))[name] }));
const retentionPage = lazy(async () => ({ default: (await import('./pages/retention-page.tsx')).RetentionPage }));
const importPage = lazy(async () => ({ default: (await import('./pages/import-page.tsx')).ImportPage }));

/** Every address of the desk. */
export function DeskRoutes() {
  return (
    <Router root={Session}>
      <Route path="/desk" component={DeskElectionsPage} />
      <Route path="/desk/sign-in" component={page(office, 'SignInPage')} />
      <Route path="/desk/set-up" component={page(office, 'SetUpPage')} />
      <Route path="/desk/accounts" component={page(office, 'AccountsPage')} />
      <Route path="/desk/account" component={page(office, 'MyAccountPage')} />
      <Route path="/desk/import" component={importPage} />
      <Route path="/desk/history" component={page(office, 'HistoryPage')} />
      <Route path="/desk/security" component={page(office, 'SecurityPage')} />
      <Route path="/desk/readings" component={page(office, 'ReadingsPage')} />
      <Route path="/desk/missions" component={missions('MissionsPage')} />
      <Route path="/desk/m/:mission" component={missions('MissionPage')} />
      <Route path="/desk/m/:mission/devices" component={devicesPage} />
      <Route path="/desk/m/:mission/reports" component={reports('ReportsPage')} />
      <Route path="/desk/m/:mission/arrivals" component={reports('ArrivalsPage')} />
      <Route path="/desk/m/:mission/exports" component={exportsPage} />
      <Route path="/desk/m/:mission/enter" component={entry('EntryPage')} />
      <Route path="/desk/m/:mission/papers" component={entry('PapersPage')} />
      <Route path="/desk/m/:mission/papers/:paper" component={entry('PaperPage')} />
      <Route path="/desk/m/:mission/log" component={reports('LogPage')} />
      <Route path="/desk/m/:mission/keys" component={reports('KeysPage')} />
      <Route path="/desk/m/:mission/retention" component={retentionPage} />
      <Route path="/desk/m/:mission/forms/:form/:tab?" component={missions('FormPage')} />
      <Route path="/desk/e/:slug/:view?" component={DeskElectionPage} />
      <Route path="*" component={NotFoundPage} />
    </Router>
  );
}

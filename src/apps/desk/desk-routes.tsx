import { Route, Router } from '@solidjs/router';
import type { Area } from '../../platform/i18n/messages.ts';
import { NotFoundPage } from '../election/not-found-page.tsx';
import { DeskElectionPage } from './desk-election-page.tsx';
import { DeskElectionsPage } from './desk-elections-page.tsx';
import { pageWithWords } from './desk-words.ts';
import { Session } from './session.tsx';

/** What every page of a mission says, whose rail names all of its pages. */
const MISSION: readonly Area[] = [
  'accounts',
  'apiKeys',
  'devices',
  'exports',
  'forms',
  'log',
  'papers',
  'plan',
  'reports',
  'retention',
  'situation',
  'sos',
];
const doorway = (name: 'SignInPage' | 'SetUpPage') =>
  pageWithWords(['accounts'], async () => (await import('./pages/doorway-pages.tsx'))[name]);
const office = (name: 'AccountsPage' | 'MyAccountPage' | 'HistoryPage' | 'SecurityPage' | 'ReadingsPage') =>
  pageWithWords(
    [...MISSION, 'form', 'history', 'reportList', 'security'],
    async () => (await import('./pages/office-pages.tsx'))[name],
  );
const missions = (name: 'MissionsPage' | 'MissionPage' | 'FormPage') =>
  pageWithWords(
    [...MISSION, 'form', 'formDifferences', 'formFaults', 'formGrid', 'formViews'],
    async () => (await import('./pages/mission-pages.tsx'))[name],
  );
const devicesPage = pageWithWords(MISSION, async () => (await import('./pages/devices-page.tsx')).DevicesPage);
const exportsPage = pageWithWords(
  [...MISSION, 'form', 'reportList'],
  async () => (await import('./pages/exports-page.tsx')).ExportsPage,
);
const reports = (name: 'ReportsPage' | 'ArrivalsPage' | 'LogPage' | 'KeysPage') =>
  pageWithWords(
    [...MISSION, 'checks', 'entries', 'fill', 'form', 'formFaults', 'reportList'],
    async () => (await import('./pages/reports-pages.tsx'))[name],
  );
const entry = (name: 'EntryPage' | 'PapersPage' | 'PaperPage') =>
  pageWithWords(
    [...MISSION, 'entries', 'fill', 'form', 'formFaults'],
    async () => (await import('./pages/entry-pages.tsx'))[name],
  );
const people = (name: 'PeoplePage' | 'TeamsPage' | 'PeopleImportPage') =>
  pageWithWords([...MISSION, 'people'], async () => (await import('./pages/mission/people-page.tsx'))[name]);
const retentionPage = pageWithWords(
  [...MISSION, 'form'],
  async () => (await import('./pages/retention-page.tsx')).RetentionPage,
);
const planPage = pageWithWords(
  [...MISSION, 'planMap', 'samples'],
  async () => (await import('./pages/mission/plan-page.tsx')).PlanPage,
);
const checksPage = pageWithWords(
  [...MISSION, 'checks', 'issues'],
  async () => (await import('./pages/mission/checks-page.tsx')).ChecksPage,
);
const callsPage = pageWithWords(
  [...MISSION, 'calls'],
  async () => (await import('./pages/mission/calls-page.tsx')).CallsPage,
);
const messagesPage = pageWithWords(
  [...MISSION, 'messages'],
  async () => (await import('./pages/mission/messages-page.tsx')).MessagesPage,
);
const meetingsPage = pageWithWords(
  [...MISSION, 'meetings'],
  async () => (await import('./pages/mission/meetings-page.tsx')).MeetingsPage,
);
const incidentsPage = pageWithWords(
  [...MISSION, 'incidents'],
  async () => (await import('./pages/mission/incidents-page.tsx')).IncidentsPage,
);
const situationPage = pageWithWords(
  [...MISSION, 'incidents'],
  async () => (await import('./pages/mission/situation-page.tsx')).SituationPage,
);
const importPage = pageWithWords(
  ['accounts', 'import'],
  async () => (await import('./pages/import-page.tsx')).ImportPage,
);

/** Every address of the desk. */
export function DeskRoutes() {
  return (
    <Router root={Session}>
      <Route path="/desk" component={DeskElectionsPage} />
      <Route path="/desk/sign-in" component={doorway('SignInPage')} />
      <Route path="/desk/set-up" component={doorway('SetUpPage')} />
      <Route path="/desk/accounts" component={office('AccountsPage')} />
      <Route path="/desk/account" component={office('MyAccountPage')} />
      <Route path="/desk/import" component={importPage} />
      <Route path="/desk/history" component={office('HistoryPage')} />
      <Route path="/desk/security" component={office('SecurityPage')} />
      <Route path="/desk/readings" component={office('ReadingsPage')} />
      <Route path="/desk/missions" component={missions('MissionsPage')} />
      <Route path="/desk/m/:mission" component={missions('MissionPage')} />
      <Route path="/desk/m/:mission/people" component={people('PeoplePage')} />
      <Route path="/desk/m/:mission/people/import" component={people('PeopleImportPage')} />
      <Route path="/desk/m/:mission/teams" component={people('TeamsPage')} />
      <Route path="/desk/m/:mission/devices" component={devicesPage} />
      <Route path="/desk/m/:mission/plan" component={planPage} />
      <Route path="/desk/m/:mission/calls" component={callsPage} />
      <Route path="/desk/m/:mission/messages" component={messagesPage} />
      <Route path="/desk/m/:mission/meetings" component={meetingsPage} />
      <Route path="/desk/m/:mission/incidents" component={incidentsPage} />
      <Route path="/desk/m/:mission/situation" component={situationPage} />
      <Route path="/desk/m/:mission/reports" component={reports('ReportsPage')} />
      <Route path="/desk/m/:mission/arrivals" component={reports('ArrivalsPage')} />
      <Route path="/desk/m/:mission/checks" component={checksPage} />
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

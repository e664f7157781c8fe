import { publicRu } from './messages/public-ru.ts';
import accounts from './messages/ru/accounts.json';
import apiKeys from './messages/ru/api-keys.json';
import calls from './messages/ru/calls.json';
import checks from './messages/ru/checks.json';
import devices from './messages/ru/devices.json';
import entries from './messages/ru/entries.json';
import exportWords from './messages/ru/exports.json';
import fill from './messages/ru/fill.json';
import form from './messages/ru/form.json';
import formDifferences from './messages/ru/form-differences.json';
import formFaults from './messages/ru/form-faults.json';
import formGrid from './messages/ru/form-grid.json';
import formViews from './messages/ru/form-views.json';
import forms from './messages/ru/forms.json';
import history from './messages/ru/history.json';
import imports from './messages/ru/import.json';
import incidents from './messages/ru/incidents.json';
import log from './messages/ru/log.json';
import meetings from './messages/ru/meetings.json';
import messageWords from './messages/ru/messages.json';
import papers from './messages/ru/papers.json';
import people from './messages/ru/people.json';
import plan from './messages/ru/plan.json';
import planMap from './messages/ru/plan-map.json';
import reportList from './messages/ru/report-list.json';
import reports from './messages/ru/reports.json';
import retention from './messages/ru/retention.json';
import samples from './messages/ru/samples.json';
import security from './messages/ru/security.json';
import situation from './messages/ru/situation.json';
import sos from './messages/ru/sos.json';

/** Every text of the product in Russian, area by area. */
export const ru = {
  ...publicRu,
  accounts,
  apiKeys,
  checks,
  calls,
  devices,
  exports: exportWords,
  entries,
  fill,
  form,
  formDifferences,
  formFaults,
  formGrid,
  formViews,
  forms,
  history,
  import: imports,
  incidents,
  log,
  messages: messageWords,
  meetings,
  sos,
  papers,
  people,
  plan,
  planMap,
  samples,
  situation,
  reportList,
  reports,
  retention,
  security,
};

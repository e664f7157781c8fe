import accounts from './messages/az/accounts.json';
import apiKeys from './messages/az/api-keys.json';
import calls from './messages/az/calls.json';
import checks from './messages/az/checks.json';
import devices from './messages/az/devices.json';
import entries from './messages/az/entries.json';
import exportWords from './messages/az/exports.json';
import fill from './messages/az/fill.json';
import form from './messages/az/form.json';
import formDifferences from './messages/az/form-differences.json';
import formFaults from './messages/az/form-faults.json';
import formGrid from './messages/az/form-grid.json';
import formViews from './messages/az/form-views.json';
import forms from './messages/az/forms.json';
import history from './messages/az/history.json';
import imports from './messages/az/import.json';
import incidents from './messages/az/incidents.json';
import log from './messages/az/log.json';
import meetings from './messages/az/meetings.json';
import messageWords from './messages/az/messages.json';
import papers from './messages/az/papers.json';
import people from './messages/az/people.json';
import plan from './messages/az/plan.json';
import planMap from './messages/az/plan-map.json';
import reportList from './messages/az/report-list.json';
import reports from './messages/az/reports.json';
import retention from './messages/az/retention.json';
import samples from './messages/az/samples.json';
import security from './messages/az/security.json';
import situation from './messages/az/situation.json';
import sos from './messages/az/sos.json';
import { publicAz } from './messages/public-az.ts';

/** Every text of the product in Azerbaijani, area by area. */
export const az = {
  ...publicAz,
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

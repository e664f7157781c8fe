import accounts from './messages/en/accounts.json';
import apiKeys from './messages/en/api-keys.json';
import calls from './messages/en/calls.json';
import checks from './messages/en/checks.json';
import devices from './messages/en/devices.json';
import entries from './messages/en/entries.json';
import exportWords from './messages/en/exports.json';
import fill from './messages/en/fill.json';
import form from './messages/en/form.json';
import formDifferences from './messages/en/form-differences.json';
import formFaults from './messages/en/form-faults.json';
import formGrid from './messages/en/form-grid.json';
import formViews from './messages/en/form-views.json';
import forms from './messages/en/forms.json';
import history from './messages/en/history.json';
import imports from './messages/en/import.json';
import incidents from './messages/en/incidents.json';
import log from './messages/en/log.json';
import meetings from './messages/en/meetings.json';
import messageWords from './messages/en/messages.json';
import papers from './messages/en/papers.json';
import people from './messages/en/people.json';
import plan from './messages/en/plan.json';
import planMap from './messages/en/plan-map.json';
import reportList from './messages/en/report-list.json';
import reports from './messages/en/reports.json';
import retention from './messages/en/retention.json';
import samples from './messages/en/samples.json';
import security from './messages/en/security.json';
import situation from './messages/en/situation.json';
import sos from './messages/en/sos.json';
import { publicEn } from './messages/public-en.ts';

/** Every text of the product in English, area by area. */
export const en = {
  ...publicEn,
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

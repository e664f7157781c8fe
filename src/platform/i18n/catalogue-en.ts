import accounts from './messages/en/accounts.json';
import apiKeys from './messages/en/api-keys.json';
import calendar from './messages/en/calendar.json';
import candidates from './messages/en/candidates.json';
import claims from './messages/en/claims.json';
import commissions from './messages/en/commissions.json';
import desk from './messages/en/desk.json';
import devices from './messages/en/devices.json';
import entries from './messages/en/entries.json';
import exportWords from './messages/en/exports.json';
import fields from './messages/en/fields.json';
import fill from './messages/en/fill.json';
import form from './messages/en/form.json';
import formDifferences from './messages/en/form-differences.json';
import formFaults from './messages/en/form-faults.json';
import formGrid from './messages/en/form-grid.json';
import formViews from './messages/en/form-views.json';
import forms from './messages/en/forms.json';
import history from './messages/en/history.json';
import imports from './messages/en/import.json';
import issues from './messages/en/issues.json';
import log from './messages/en/log.json';
import mission from './messages/en/mission.json';
import missions from './messages/en/missions.json';
import openrosa from './messages/en/openrosa.json';
import overview from './messages/en/overview.json';
import papers from './messages/en/papers.json';
import places from './messages/en/places.json';
import problems from './messages/en/problems.json';
import protocols from './messages/en/protocols.json';
import receipts from './messages/en/receipts.json';
import reportList from './messages/en/report-list.json';
import reports from './messages/en/reports.json';
import security from './messages/en/security.json';
import sources from './messages/en/sources.json';
import ui from './messages/en/ui.json';

/** Every text of the product in English, area by area. */
export const en = {
  accounts,
  apiKeys,
  calendar,
  candidates,
  claims,
  commissions,
  desk,
  devices,
  exports: exportWords,
  entries,
  fields,
  fill,
  form,
  formDifferences,
  formFaults,
  formGrid,
  formViews,
  forms,
  history,
  import: imports,
  issues,
  log,
  mission,
  missions,
  openrosa,
  overview,
  papers,
  places,
  problems,
  protocols,
  receipts,
  reportList,
  reports,
  security,
  sources,
  ui,
};

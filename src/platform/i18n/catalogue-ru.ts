import accounts from './messages/ru/accounts.json';
import apiKeys from './messages/ru/api-keys.json';
import calendar from './messages/ru/calendar.json';
import candidates from './messages/ru/candidates.json';
import claims from './messages/ru/claims.json';
import commissions from './messages/ru/commissions.json';
import desk from './messages/ru/desk.json';
import devices from './messages/ru/devices.json';
import entries from './messages/ru/entries.json';
import exportWords from './messages/ru/exports.json';
import fields from './messages/ru/fields.json';
import fill from './messages/ru/fill.json';
import form from './messages/ru/form.json';
import formDifferences from './messages/ru/form-differences.json';
import formFaults from './messages/ru/form-faults.json';
import formGrid from './messages/ru/form-grid.json';
import formViews from './messages/ru/form-views.json';
import forms from './messages/ru/forms.json';
import history from './messages/ru/history.json';
import imports from './messages/ru/import.json';
import issues from './messages/ru/issues.json';
import log from './messages/ru/log.json';
import mission from './messages/ru/mission.json';
import missions from './messages/ru/missions.json';
import openrosa from './messages/ru/openrosa.json';
import overview from './messages/ru/overview.json';
import papers from './messages/ru/papers.json';
import places from './messages/ru/places.json';
import problems from './messages/ru/problems.json';
import protocols from './messages/ru/protocols.json';
import receipts from './messages/ru/receipts.json';
import reportList from './messages/ru/report-list.json';
import reports from './messages/ru/reports.json';
import security from './messages/ru/security.json';
import sources from './messages/ru/sources.json';
import ui from './messages/ru/ui.json';

/** Every text of the product in Russian, area by area. */
export const ru = {
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

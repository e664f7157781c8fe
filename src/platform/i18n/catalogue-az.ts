import accounts from './messages/az/accounts.json';
import apiKeys from './messages/az/api-keys.json';
import calendar from './messages/az/calendar.json';
import candidates from './messages/az/candidates.json';
import claims from './messages/az/claims.json';
import commissions from './messages/az/commissions.json';
import desk from './messages/az/desk.json';
import devices from './messages/az/devices.json';
import entries from './messages/az/entries.json';
import exportWords from './messages/az/exports.json';
import fields from './messages/az/fields.json';
import fill from './messages/az/fill.json';
import form from './messages/az/form.json';
import formDifferences from './messages/az/form-differences.json';
import formFaults from './messages/az/form-faults.json';
import formGrid from './messages/az/form-grid.json';
import formViews from './messages/az/form-views.json';
import forms from './messages/az/forms.json';
import history from './messages/az/history.json';
import imports from './messages/az/import.json';
import issues from './messages/az/issues.json';
import log from './messages/az/log.json';
import mission from './messages/az/mission.json';
import missions from './messages/az/missions.json';
import openrosa from './messages/az/openrosa.json';
import overview from './messages/az/overview.json';
import papers from './messages/az/papers.json';
import places from './messages/az/places.json';
import problems from './messages/az/problems.json';
import protocols from './messages/az/protocols.json';
import receipts from './messages/az/receipts.json';
import reportList from './messages/az/report-list.json';
import reports from './messages/az/reports.json';
import security from './messages/az/security.json';
import sources from './messages/az/sources.json';
import ui from './messages/az/ui.json';

/** Every text of the product in Azerbaijani, area by area. */
export const az = {
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

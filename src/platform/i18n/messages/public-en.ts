import calendar from './en/calendar.json';
import candidates from './en/candidates.json';
import claims from './en/claims.json';
import commissions from './en/commissions.json';
import desk from './en/desk.json';
import fields from './en/fields.json';
import issues from './en/issues.json';
import mission from './en/mission.json';
import missions from './en/missions.json';
import overview from './en/overview.json';
import places from './en/places.json';
import problems from './en/problems.json';
import protocols from './en/protocols.json';
import receipts from './en/receipts.json';
import sources from './en/sources.json';
import ui from './en/ui.json';

/** What pages that everybody may read say in English, area by area. */
export const publicEn = {
  calendar,
  candidates,
  claims,
  commissions,
  desk,
  fields,
  issues,
  mission,
  missions,
  overview,
  places,
  problems,
  protocols,
  receipts,
  sources,
  ui,
};

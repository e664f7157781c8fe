import calendar from './az/calendar.json';
import candidates from './az/candidates.json';
import claims from './az/claims.json';
import commissions from './az/commissions.json';
import desk from './az/desk.json';
import fields from './az/fields.json';
import issues from './az/issues.json';
import mission from './az/mission.json';
import missions from './az/missions.json';
import overview from './az/overview.json';
import places from './az/places.json';
import problems from './az/problems.json';
import protocols from './az/protocols.json';
import receipts from './az/receipts.json';
import sources from './az/sources.json';
import ui from './az/ui.json';

/** What pages that everybody may read say in Azerbaijani, area by area. */
export const publicAz = {
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

/** Namespaces of the ODK XForms specification by the prefix that forms have them under; the empty one is XForms itself. */
export const NAMESPACES = {
  '': 'http://www.w3.org/2002/xforms',
  h: 'http://www.w3.org/1999/xhtml',
  ev: 'http://www.w3.org/2001/xml-events',
  xsd: 'http://www.w3.org/2001/XMLSchema',
  jr: 'http://openrosa.org/javarosa',
  orx: 'http://openrosa.org/xforms',
  odk: 'http://www.opendatakit.org/xforms',
} as const;

/** The namespace of the specification of entities; a form declares it where it needs it. */
export const ENTITIES = 'http://www.opendatakit.org/xforms/entities';

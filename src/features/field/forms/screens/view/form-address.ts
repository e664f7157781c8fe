/** Where a form is asked for, and where it is shown. */
export interface FormAddresses {
  /** `/api/missions/m/forms/visit`. */
  readonly api: string;
  /** `/desk/m/m/forms/visit`. */
  readonly page: string;
}

/** Both addresses of a form. */
export function addressesOf(mission: string, formId: string): FormAddresses {
  const path = `${encodeURIComponent(mission)}/forms/${encodeURIComponent(formId)}`;
  return { api: `/api/missions/${path}`, page: `/desk/m/${path}` };
}
